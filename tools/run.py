"Run notebooks top to bottom in fresh kernels and save them in place, clean: `tools/run.py nbs/03*.ipynb`"
import os, re, subprocess, sys, time
from glob import glob
from pathlib import Path
import nbformat
from nbclient import NotebookClient

root = Path(__file__).resolve().parent.parent
os.environ.update(PYTHONUTF8='1', JUPYTER_PREFER_ENV_PATH='1',  # The kernel is this environment's, not the user's
                  PYTHONWARNINGS='ignore::FutureWarning:torch.jit._script')  # Comes with importing fastai
os.environ['HUMANNUM_PROGRESS'] = ''  # Nobody's progress with the exercises gets into what is saved
os.environ.setdefault('OMP_NUM_THREADS', '1')  # Small models: more threads gain nothing, and cost much on a busy machine

def execute(nb, folder):
    "Run the notebook `nb` in `folder`, or raise with the failing cell and its traceback"
    NotebookClient(nb, timeout=None, kernel_name='python3', extra_arguments=['--log-level=ERROR'],
                   resources={'metadata': {'path': str(folder)}}).execute()

def html(o): return o.get('data', {}).get('text/html', '')
def plain(e): return re.sub(r'\x1b\[[0-9;]*m', '', str(e))

def tidy(nb):
    "Drop the style sheets, the finished bars and the copies as text that fastprogress leaves around its tables"
    for c in nb.cells:
        if c.cell_type != 'code': continue
        c.outputs = [o for o in c.outputs if not re.fullmatch(r'\s*(<style>.*</style>|<div>\s*<progress.*</div>)\s*', html(o), re.S)]
        for o in c.outputs:
            if 'class="fastprogress"' in html(o): o.data = {'text/html': html(o)}

def save(fn):
    "Run the notebook `fn` and write it back; if it fails leave it as it was and say why"
    start, nb = time.time(), nbformat.read(fn, 4)
    try: execute(nb, fn.parent)
    except Exception as e:
        print(f'{fn.relative_to(root)}: failed, not saved\n{plain(e)}', flush=True)
        return False
    tidy(nb)
    nbformat.write(nb, fn)
    subprocess.run([Path(sys.executable).parent/'nbdev_clean', '--fname', fn], cwd=root, check=True)
    print(f'{fn.relative_to(root)}: {time.time()-start:.0f} s', flush=True)
    return True

if __name__ == '__main__':
    fns = [Path(o).resolve() for pat in sys.argv[1:] or ['nbs/*.ipynb', 'nbs/exercises/[!_]*.ipynb'] for o in sorted(glob(pat))]
    if not fns: sys.exit(f'No such notebook: {" ".join(sys.argv[1:])}')
    sys.exit(not all([save(o) for o in fns]))
