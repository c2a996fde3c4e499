"""Every notebook, run in other ways than once in its own folder: again.csv.

*Twice*: from an empty folder, which must stay empty; then, after the star imports of fastbook
and of fastai, a second time in the same kernel. *Hidden*: in its own folder, with fastai's star
import after the imports of the package, so that fastai's names hide the package's. The control,
once in its own folder, is `make test`. `--at_once 8` runs eight of them at a time."""
import ast, json, os, sys, tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

root = Path(__file__).resolve().parent.parent
nbs = root/'nbs'
book,fastai = (f'from {o} import *' for o in ('fastbook', 'fastai.text.all'))
ways = 'twice','hidden'
sys.path.append(str(root/'tools'))
from apart import apart

def read(name):
    "The code cells of a notebook, of an exercise with the answers filled in: id and source"
    nb = json.loads((nbs/f'{name}.ipynb').read_text(encoding='utf-8'))
    if name.startswith('exercises'):
        from humannum_lm.exercises import fill
        nb = fill(nb)
    return [(o['id'], ''.join(o['source'])) for o in nb['cells'] if o['cell_type'] == 'code']

def hide(source):
    "`source` with the star import of fastai after its last import of the package"
    if 'import humannum_lm' not in source and 'from humannum_lm' not in source: return source
    imports = [o for o in ast.parse(source).body if isinstance(o, (ast.Import, ast.ImportFrom))]
    ours = [o.end_lineno for o in imports if 'humannum_lm' in ast.unparse(o)]
    lines = source.splitlines()
    if ours: lines.insert(ours[-1], fastai)
    return '\n'.join(lines)

def cells(name, way):
    "What is run: id and source"
    found = read(name)
    if way == 'hidden': return [(i, hide(src)) for i,src in found]
    again = [(f'{i} the second time', src) for i,src in found]
    return [*found, ('added', f'{book}\n{fastai}'), *again]

def run(name, way):
    "Run a notebook in this process. An error that ends it is printed last, with its cell"
    from execnb.shell import CaptureShell
    shell = CaptureShell()
    for i,src in cells(name, way):
        if e := shell.run_cell(src).exception:
            sys.exit(f'cell {i}: {type(e).__name__}: {" ".join(str(e).split())[:200]}')
    if way == 'twice' and (left := os.listdir()): sys.exit(f'it left {left}')

def tried(name, way):
    "A row of the table"
    with tempfile.TemporaryDirectory() as empty:
        folder = empty if way == 'twice' else (nbs/name).parent
        code,said,_ = apart(run, name, way, folder=folder)
    return {'passed': not code, 'error': said.splitlines()[-1] if code else ''}

def main():
    from shared import Table, option
    table = Table('again', 'notebook', 'way')
    files = [*nbs.glob('*.ipynb'), *nbs.glob('exercises/[!_]*.ipynb')]
    names = [o.relative_to(nbs).with_suffix('').as_posix() for o in files]
    names.sort(key=lambda o: -len(read(o)))  # Those with many cells take long
    with ThreadPoolExecutor(option('at_once', 1)) as pool:
        jobs = {pool.submit(tried, name, way): (name, way) for way in ways for name in names
                if not table.has(name, way)}
        for job in as_completed(jobs): table.add(jobs[job], [job.result()])

if __name__ == '__main__':
    path = os.pathsep.join([str(root), os.environ.get('PYTHONPATH', '')])
    os.environ.update(PYTHONPATH=path, PYTHONUTF8='1', OMP_NUM_THREADS='1', IN_TEST='1',
                      PYTHONWARNINGS='ignore', HUMANNUM_PROGRESS='')
    main()
