"Run notebooks in fresh kernels and save them in place, clean: `tools/run.py nbs/03*.ipynb`"
import os, re, subprocess, sys, time
from glob import glob
from pathlib import Path
import nbformat
from nbclient import NotebookClient

root = Path(__file__).resolve().parent.parent
os.environ['PYTHONUTF8'] = '1'
os.environ['JUPYTER_PREFER_ENV_PATH'] = '1'  # The kernel is this environment's, not the user's
os.environ['PYTHONWARNINGS'] = 'ignore::FutureWarning:torch.jit._script'  # Of fastai
os.environ['HUMANNUM_PROGRESS'] = ''  # Nobody's progress with the exercises gets saved here
os.environ.setdefault('OMP_NUM_THREADS', '1')  # More threads gain small models nothing

def execute(nb, folder):
    "Run the notebook `nb` in `folder`, or raise with the failing cell and its traceback"
    client = NotebookClient(nb, timeout=None, kernel_name='python3', coalesce_streams=True,
                            extra_arguments=['--log-level=ERROR'],
                            resources={'metadata': {'path': str(folder)}})
    client.execute()

def html(o): return o.get('data', {}).get('text/html', '')
def plain(e): return re.sub(r'\x1b\[[0-9;]*m', '', str(e))

def tidy(nb):
    "Drop what fastprogress leaves around its tables: styles, finished bars, copies as text"
    junk = re.compile(r'\s*(<style>.*</style>|<div>\s*<progress.*</div>)\s*', re.S)
    for c in nb.cells:
        if c.cell_type != 'code': continue
        c.outputs = [o for o in c.outputs if not junk.fullmatch(html(o))]
        for o in c.outputs:
            if 'class="fastprogress"' in html(o): o.data = {'text/html': html(o)}

def save(fn):
    "Run the notebook `fn` and write it back; if it fails leave it as it was and say why"
    start = time.time()
    nb = nbformat.read(fn, 4)
    try: execute(nb, fn.parent)
    except Exception as e:
        print(f'{fn.relative_to(root)}: failed, not saved\n{plain(e)}', flush=True)
        return False
    tidy(nb)
    from humannum_lm.runs import replacing  # Here, since it takes seconds to import
    with replacing(fn) as f: f.write(nbformat.writes(nb).encode())
    clean = Path(sys.executable).parent/'nbdev_clean'
    subprocess.run([clean, '--fname', fn], cwd=root, check=True)
    print(f'{fn.relative_to(root)}: {time.time()-start:.0f} s', flush=True)
    return True

if __name__ == '__main__':
    patterns = sys.argv[1:] or ['nbs/*.ipynb', 'nbs/exercises/[!_]*.ipynb']
    fns = [Path(o).resolve() for pat in patterns for o in sorted(glob(pat))]
    if not fns: sys.exit(f'No such notebook: {" ".join(sys.argv[1:])}')
    sys.exit(not all([save(o) for o in fns]))
