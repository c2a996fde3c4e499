"Give each lesson its Colab badge and its install cell, made from settings.ini; `--check` only looks."
import sys
from pathlib import Path
from execnb.nbio import mk_cell, nb2str, read_nb
from nbdev.config import get_config
from nbdev.doclinks import nbglob

cfg = get_config()
badge = ('[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]'
         '(https://colab.research.google.com/github/{user}/{repo}/blob/{branch}/nbs/{name})')
install = '''# On Colab, install the course; elsewhere do nothing
import sys, importlib.util
if 'google.colab' in sys.modules and not importlib.util.find_spec('{lib_name}'):
    get_ipython().run_line_magic('pip', 'install -q {lib_name}[notebooks]@git+{git_url}')'''

def lesson(fn):
    "The notebook `fn` as text, with a badge and an install cell of today after its title"
    nb,names = read_nb(fn), dict(cfg.d, name=fn.relative_to(cfg.nbs_path).as_posix())
    old = [o.splitlines()[0][:18] for o in (badge, install)]  # Such cells of other days go
    cells = [o for o in nb.cells if not o.source.startswith(tuple(old))]
    new = mk_cell(badge.format(**names), 'markdown', id='colab-badge'), mk_cell(install.format(**names), id='colab-install')
    new[1].execution_count = None
    nb.cells = [*cells[:1], *new, *cells[1:]]
    return nb2str(nb)

def main():
    check,stale = '--check' in sys.argv, []
    for fn in nbglob(as_path=True).sorted():
        if fn.name == cfg.readme_nb or (txt := lesson(fn)) == fn.read_text(encoding='utf-8'): continue
        stale.append(fn.relative_to(cfg.nbs_path).as_posix())
        if not check: fn.write_text(txt, encoding='utf-8')
    if stale: print(*stale)
    return check and bool(stale)

if __name__ == '__main__': sys.exit(main())
