"""Every notebook, run in other ways than once in its own folder: again.csv.

*Twice*: from an empty folder, which must stay empty; then, after the star imports of fastbook
and of fastai, a second time in the same kernel. *Hidden*: in its own folder, with fastai's star
import after each import of the package, so that fastai's names hide the package's. The control,
once in its own folder, is `make test`. `--at_once 8` runs eight of them at a time."""
import json, os, re, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

root = Path(__file__).resolve().parent.parent
nbs = root/'nbs'
book,fastai = (f'from {o} import *' for o in ('fastbook', 'fastai.text.all'))
ways = 'twice','hidden'

def read(name):
    "The code cells of a notebook, of an exercise with the answers filled in: id and source"
    nb = json.loads((nbs/f'{name}.ipynb').read_text(encoding='utf-8'))
    if name.startswith('exercises'):
        from humannum_lm.exercises import fill
        nb = fill(nb)
    return [(o['id'], ''.join(o['source'])) for o in nb['cells'] if o['cell_type'] == 'code']

def cells(name, way):
    "What is run: id and source"
    found = read(name)
    if way == 'twice':
        again = [(f'{i} the second time', src) for i,src in found]
        return [*found, ('added', f'{book}\n{fastai}'), *again]
    ours = re.compile(r'^from humannum_lm\S* import', re.M)
    return [(i, f'{src}\n{fastai}' if ours.search(src) else src) for i,src in found]

def run(name, way):
    "Run a notebook in this process. An error that ends it goes to stderr, with its cell"
    from execnb.shell import CaptureShell
    shell = CaptureShell()
    for i,src in cells(name, way):
        if e := shell.run_cell(src).exception:
            sys.exit(f'cell {i}: {type(e).__name__}: {" ".join(str(e).split())[:200]}')
    if way == 'twice' and (left := os.listdir()): sys.exit(f'it left {left}')

def tried(name, way):
    "A row of the table, by a process of its own"
    path = os.pathsep.join([str(root), os.environ.get('PYTHONPATH', '')])
    env = dict(os.environ, PYTHONPATH=path, PYTHONUTF8='1', OMP_NUM_THREADS='1',
               PYTHONWARNINGS='ignore', HUMANNUM_PROGRESS='', IN_TEST='1')
    with tempfile.TemporaryDirectory() as tmp:
        folder = tmp if way == 'twice' else (nbs/name).parent
        res = subprocess.run([sys.executable, __file__, name, way], env=env, cwd=folder,
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, encoding='utf-8', errors='replace')
    said = res.stderr.strip().splitlines() or [f'exit code {res.returncode}']
    return {'passed': not res.returncode, 'error': said[-1] if res.returncode else ''}

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
    if sys.argv[1:2] and not sys.argv[1].startswith('-'): run(*sys.argv[1:])
    else: main()
