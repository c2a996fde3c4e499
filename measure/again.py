"""Every notebook, run in other ways than once in its own folder: again.csv.

*Twice*: from an empty folder, which must stay empty; then, after the star imports of fastbook
and of fastai, a second time in the same kernel. *Hidden*: in its own folder, with fastai's star
import after each import of the package, so that fastai's names hide the package's. The control,
once in its own folder, is `make test`. `--at_once 8` runs eight of them at a time."""
import json, multiprocessing, os, re, sys, tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

root = Path(__file__).resolve().parent.parent
nbs = root/'nbs'
book,fastai = (f'from {o} import *' for o in ('fastbook', 'fastai.text.all'))
ways = 'twice','hidden'
# Each run has a process of its own, which begins where fastai has been imported
context = multiprocessing.get_context('forkserver')
context.set_forkserver_preload(['humannum_lm.runs', 'execnb.shell'])

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

def run(name, way, folder, said):
    "In a process of its own: run a notebook. The error that ends it goes to the file `said`"
    multiprocessing.set_start_method(None, force=True)  # The system's, not that of this process
    os.chdir(folder)
    for fd in 1, 2: os.dup2(os.open(os.devnull, os.O_WRONLY), fd)
    from execnb.shell import CaptureShell
    shell = CaptureShell()
    for i,src in cells(name, way):
        if not (e := shell.run_cell(src).exception): continue
        said.write_text(f'cell {i}: {type(e).__name__}: {" ".join(str(e).split())[:200]}')
        sys.exit(1)
    if way == 'twice' and (left := os.listdir()): sys.exit(said.write_text(f'it left {left}'))

def tried(name, way):
    "A row of the table"
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as tmp:
        said = Path(tmp)/'said'
        folder = empty if way == 'twice' else (nbs/name).parent
        p = context.Process(target=run, args=(name, way, folder, said))
        p.start()
        p.join()
        why = said.read_text() if said.exists() else f'exit code {p.exitcode}'
    return {'passed': not p.exitcode, 'error': why if p.exitcode else ''}

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
