"Give each lesson its Colab badge and install cell, from settings.ini; `--check` only looks."
import sys
from execnb.nbio import mk_cell, nb2str, read_nb
from nbdev.config import get_config
from nbdev.doclinks import nbglob

cfg = get_config()
colab = 'https://colab.research.google.com'
badge = (f'[![Open in Colab]({colab}/assets/colab-badge.svg)]'
         f'({colab}/github/{{user}}/{{repo}}/blob/{{branch}}/nbs/{{name}})')
install = '''# On Colab, install the course; elsewhere do nothing
import sys, importlib.util
if 'google.colab' in sys.modules and not importlib.util.find_spec('{lib_name}'):
    course = '{lib_name}[notebooks]@git+{git_url}'
    get_ipython().run_line_magic('pip', f'install -q {{course}}')'''

def lesson(fn):
    "The notebook `fn` as text, with a badge and an install cell of today after its title"
    nb,names = read_nb(fn), dict(cfg.d, name=fn.relative_to(cfg.nbs_path).as_posix())
    old = [o.splitlines()[0][:18] for o in (badge, install)]  # Such cells of other days go
    cells = [o for o in nb.cells if not o.source.startswith(tuple(old))]
    link = mk_cell(badge.format(**names), 'markdown', id='colab-badge')
    cell = mk_cell(install.format(**names), id='colab-install')
    cell.execution_count = None
    nb.cells = [*cells[:1], link, cell, *cells[1:]]
    return nb2str(nb)

def main():
    check = '--check' in sys.argv
    stale = []
    for fn in nbglob(as_path=True).sorted():
        if fn.name == cfg.readme_nb: continue
        txt = lesson(fn)
        if txt == fn.read_text(encoding='utf-8'): continue
        stale.append(fn.relative_to(cfg.nbs_path).as_posix())
        if check: continue
        from humannum_lm.runs import replacing  # Here, since it takes seconds to import
        with replacing(fn) as f: f.write(txt.encode())
    if stale: print(*stale)
    return check and bool(stale)

if __name__ == '__main__': sys.exit(main())
