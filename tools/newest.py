"Run every notebook from the built wheel, with the newest fastai and no nbdev, as on Colab: what `make test-newest` does."
import os, shutil, subprocess, sys, tempfile, time
from concurrent.futures import ThreadPoolExecutor, as_completed
from configparser import ConfigParser
from importlib.metadata import version
from pathlib import Path
import nbformat
from run import execute, plain, root

first = '''# The installed package is meant, not the checkout, and nbdev must not be needed
from importlib.util import find_spec
assert 'site-packages' in find_spec('{lib}').origin, find_spec('{lib}').origin
assert find_spec('nbdev') is None, 'nbdev is here'
del find_spec'''

def pip(*args): subprocess.run([sys.executable, '-m', 'pip', *args, '-qq', '--disable-pip-version-check'], check=True)

def install(tmp, lib):
    "Build the wheel of `lib` from a copy that holds no old build, and install it over the one before"
    skip = shutil.ignore_patterns('.*', 'build', '*.egg-info', '__pycache__', 'nbs')
    pip('wheel', '--no-deps', '-w', tmp, shutil.copytree(root, Path(tmp)/'source', ignore=skip))
    wheel, = Path(tmp).glob('*.whl')
    pip('install', '--force-reinstall', '--no-deps', wheel)
    pip('install', f'{wheel}[notebooks]')

def test(fn, lib):
    "Run the notebook `fn`: its name, what went wrong if anything, and the seconds"
    start,nb = time.time(), nbformat.read(fn, 4)
    nb.cells.insert(0, nbformat.v4.new_code_cell(first.format(lib=lib)))
    try: execute(nb, fn.parent)
    except Exception as e: return fn.name, plain(e) or repr(e), time.time()-start
    return fn.name, '', time.time()-start

def main(tmp):
    ini = ConfigParser()
    ini.read(root/'settings.ini', encoding='utf-8')
    cfg = ini['DEFAULT']
    install(tmp, cfg['lib_name'])
    print(f'Python {sys.version.split()[0]},', ', '.join(f'{o} {version(o)}' for o in ('fastai', 'fastcore', 'torch', cfg['lib_name'])), flush=True)
    nbs = shutil.copytree(root/cfg['nbs_path'], Path(tmp)/'content')
    fns = sorted(o for o in nbs.rglob('*.ipynb') if not any(p[0] in '_.' for p in o.relative_to(nbs).parts))
    os.environ['IPYTHONDIR'] = str(Path(tmp)/'ipython')
    os.environ.pop('PYTHONPATH', None)
    failed = 0
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as ex:
        for o in as_completed([ex.submit(test, fn, cfg['lib_name']) for fn in fns]):
            name,error,secs = o.result()
            print(f"{'FAILED  ' if error else 'ok      '}{name}: {secs:.0f} s", *[error] if error else [], sep='\n', flush=True)
            failed += bool(error)
    print(f'{len(fns)-failed} passed, {failed} failed')
    return failed or not fns

if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as tmp: code = main(tmp)
    sys.exit(bool(code))
