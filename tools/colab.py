"Give each lesson its badges and its install cell, from settings.ini; `--check` only looks."
import sys
from execnb.nbio import mk_cell, nb2str, read_nb
from nbdev.config import get_config
from nbdev.doclinks import nbglob

cfg = get_config()
colab,kaggle = 'https://colab.research.google.com', 'https://kaggle.com'
file = '{user}/{repo}/blob/{version}/nbs/{name}'
badges = f'''[![Open in Colab]({colab}/assets/colab-badge.svg)]({colab}/github/{file})
[![Open in Kaggle]({kaggle}/static/images/open-in-kaggle.svg)](\
{kaggle}/kernels/welcome?src=https://github.com/{file})'''
install = '''# Where the course is missing, as on Colab and Kaggle, install it
from importlib.util import find_spec
if not find_spec('{lib_name}'):
    course = '{lib_name}{extra}@git+{git_url}@{version}'
    get_ipython().run_line_magic('pip', f'install -q {{course}}')'''

def lesson(fn):
    "The notebook `fn` as text, with badges and an install cell of today after its title"
    nb,name = read_nb(fn), fn.relative_to(cfg.nbs_path).as_posix()
    module = fn.stem.partition('_')[2]
    more = '/' not in name and f'{module}_requirements' in cfg.d  # The exercises need none
    extra = f'[{module}]' if more else ''
    names = dict(cfg.d, name=name, extra=extra)
    links = mk_cell(badges.format(**names), 'markdown', id='colab-badge')
    cell = mk_cell(install.format(**names), id='colab-install')
    cell.execution_count = None
    first,*rest = [o for o in nb.cells if o.get('id') not in (links.id, cell.id)]
    nb.cells = [first, links, cell, *rest]
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
