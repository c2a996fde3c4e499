"Run every notebook from the wheel, with the newest fastai and no nbdev: `make test-newest`."
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

def uv():
    "The command of uv, from this environment or the path; `None` where there is none"
    here = Path(sys.executable).parent/'uv'
    return str(here) if here.exists() else shutil.which('uv')

def pip(*args):
    "Run pip in this environment, by uv if it is there"
    if uv(): cmd = [uv(), 'pip', args[0], '-q', '--python', sys.executable]
    else: cmd = [sys.executable, '-m', 'pip', args[0], '-qq', '--disable-pip-version-check']
    subprocess.run([*cmd, *args[1:]], check=True)

def wheel(tmp):
    "The package's wheel, built from a copy that holds no old build"
    skip = shutil.ignore_patterns('.*', '_docs', 'build', '*.egg-info', '__pycache__', 'nbs')
    source = shutil.copytree(root, Path(tmp)/'source', ignore=skip)
    if not uv(): pip('wheel', '--no-deps', '-w', tmp, source)
    else:
        cmd = [uv(), 'build', '-q', '--wheel', '--python', sys.executable, '-o', tmp, source]
        subprocess.run(cmd, check=True)
    file, = Path(tmp).glob('*.whl')
    return file

def install(file):
    "Install the wheel `file` over the one before, with what the notebooks need"
    pip('install', '--force-reinstall', '--no-deps', file)
    pip('install', f'{file}[notebooks]')

def test(fn, nbs, lib):
    "Run the notebook `fn` in the folder `nbs`: its name, what went wrong, and the seconds"
    start = time.time()
    nb = nbformat.read(fn, 4)
    name = fn.relative_to(nbs).as_posix()
    nb.cells.insert(0, nbformat.v4.new_code_cell(first.format(lib=lib)))
    try: execute(nb, fn.parent)
    except Exception as e: return name, plain(e) or repr(e), time.time()-start
    return name, '', time.time()-start

def main(tmp):
    ini = ConfigParser()
    ini.read(root/'settings.ini', encoding='utf-8')
    cfg = ini['DEFAULT']
    install(wheel(tmp))
    versions = [f'{o} {version(o)}' for o in ('fastai', 'fastcore', 'torch', cfg['lib_name'])]
    print(', '.join([f'Python {sys.version.split()[0]}', *versions]), flush=True)
    nbs = shutil.copytree(root/cfg['nbs_path'], Path(tmp)/'content')
    def hidden(fn): return any(p[0] in '_.' for p in fn.relative_to(nbs).parts)
    fns = sorted(o for o in nbs.rglob('*.ipynb') if not hidden(o))
    os.environ['IPYTHONDIR'] = str(Path(tmp)/'ipython')
    os.environ['HUMANNUM_PROGRESS'] = ''  # The user's own progress stays out of it
    os.environ.pop('PYTHONPATH', None)
    failed = 0
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as ex:
        for o in as_completed([ex.submit(test, fn, nbs, cfg['lib_name']) for fn in fns]):
            name,error,secs = o.result()
            says = 'FAILED' if error else 'ok'
            print(f'{says:8}{name}: {secs:.0f} s', flush=True)
            if error: print(error, flush=True)
            failed += bool(error)
    print(f'{len(fns)-failed} passed, {failed} failed')
    return failed or not fns

if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as tmp: code = main(tmp)
    sys.exit(bool(code))
