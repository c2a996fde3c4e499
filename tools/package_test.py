"Build wheel and source archive, and install each where nothing else is: `make test-package`."
import os, re, shutil, subprocess, sys, tempfile, time
from email import message_from_binary_file
from pathlib import Path
from zipfile import ZipFile
import trove_classifiers

root = Path(__file__).resolve().parent.parent
tools = root/'tools'
skip = shutil.ignore_patterns('.*', '_docs', 'build', 'dist', '*.egg-info', '__pycache__')

def run(*cmd, cwd):
    "What `cmd` says, started in `cwd` with nothing of ours on its path; or the end of it all"
    env = {k: v for k,v in os.environ.items() if k not in ('PYTHONPATH', 'VIRTUAL_ENV')}
    env.update(PYTHON=sys.executable, OMP_NUM_THREADS='1')
    out = dict(stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8')
    res = subprocess.run(list(map(str, cmd)), cwd=cwd, env=env, **out)
    if res.returncode: sys.exit(f'FAILED  {" ".join(map(str, cmd))}\n{res.stdout}')
    return res.stdout

passed = []

def ok(what, start=None):
    passed.append(what)
    print(f'ok      {what}' + (f': {time.time()-start:.0f} s' if start else ''), flush=True)

def build(tmp):
    "Wheel and source archive, the wheel made from the archive; no warning is allowed"
    source = shutil.copytree(root, tmp/'source', ignore=skip)
    start = time.time()
    log = run(sys.executable, '-m', 'build', '-o', tmp/'dist', source, cwd=tmp)
    if '!!' in log: sys.exit(f'FAILED  a warning, which stands between !!\n{log}')
    ok('wheel and source archive are built, without a warning', start)
    return sorted((tmp/'dist').iterdir(), key=lambda o: o.suffix)

def check_page(files, tmp):
    "The page that the package index would show: it renders, and its links lead to what is here"
    run(sys.executable, '-m', 'twine', 'check', '--strict', *files, cwd=tmp)
    with ZipFile(files[-1]) as z:
        name, = [o for o in z.namelist() if o.endswith('.dist-info/METADATA')]
        with z.open(name) as f: page = message_from_binary_file(f)
    version,text = page['Version'], page.get_payload(decode=True).decode()
    links = re.findall(r'\]\(([^)\s]+)|\b(?:src|href)="([^"]+)', text)
    links = [a or b for a,b in links if not (a or b).startswith('#')]
    own = [o.partition(f'/{version}/')[2].partition('#')[0] for o in links]
    bad = [o for o in links if not o.startswith('https://')]
    bad += [o for o in own if o and not (root/o).exists()]
    if bad or not any(own): sys.exit(f'FAILED  links of the package page: {bad}')
    classifiers = page.get_all('Classifier')
    unknown = {*classifiers} - {*trove_classifiers.classifiers}
    if unknown: sys.exit(f'FAILED  there are no such classifiers: {unknown}')
    ok(f'the package page: {len(links)} links, {len(classifiers)} classifiers')

bare = '''import humannum_lm.all
from humannum_lm.runs import read_results
print(len(humannum_lm.all.__all__), len(read_results('bands')), humannum_lm.__file__)'''

def check_install(file, tmp):
    "Install `file` alone and use it: the files of the package that came, with their sums"
    start = time.time()
    env = tmp/f'bare{file.suffix}'
    run('sh', tools/'venv.sh', env, file, cwd=root)
    size = sum(o.lstat().st_size for o in env.rglob('*')) / 1e9
    ok(f'{file.name} is installed, {size:.1f} GB', start)
    start = time.time()
    count = run(env/'bin'/'humannum_count', '8123', '--n', '2', cwd=tmp).splitlines()
    if count[0].split()[0] != '8,124': sys.exit(f'FAILED  humannum_count 8123: {count}')
    run(env/'bin'/'humannum_reproduce', '--help', cwd=tmp)
    said = run(env/'bin'/'python', '-c', bare, cwd=tmp).split()[-1]
    folder = Path(said).parent
    if env not in folder.parents: sys.exit(f'FAILED  this is not the package: {said}')
    ok('it counts, and it can be imported', start)
    record, = folder.parent.glob('humannum_lm-*.dist-info/RECORD')
    lines = record.read_text().splitlines()
    return {o for o in lines if o.startswith('humannum_lm/') and '.pyc' not in o}

def main(tmp):
    files = build(tmp)
    check_page(files, tmp)
    here = [check_install(o, tmp) for o in files]
    if here[0] != here[1] or not any('.safetensors' in o for o in here[0]):
        sys.exit(f'FAILED  the two installs differ: {here[0] ^ here[1]}')
    ok(f'both bring the same {len(here[0])} files')
    print(f'{len(passed)} passed, 0 failed')

if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as tmp: main(Path(tmp))
