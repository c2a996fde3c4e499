"Try the install cells where there is what Colab ships and nothing else: `make test-colab`."
import json, os, re, subprocess, sys, tempfile, time
from configparser import ConfigParser
from importlib.metadata import distributions
from pathlib import Path
import nbformat
from newest import wheel
from run import execute, plain, root

runs = '00_data.ipynb', 'exercises/00_data.ipynb'  # These are run to the end
may_change = '13_demo.ipynb'  # ONNX wants a newer protobuf than Colab has, and 13 says so

# Before the install cell: a module `google.colab`, and a %pip that must be asked for the course
# and takes the wheel
first = '''import sys, types
for o in 'google', 'google.colab': sys.modules[o] = types.ModuleType(o)
shell = get_ipython()
asked = []
def pip_magic(line, pip=shell.find_line_magic('pip')):
    asked.append(line)
    pip(line.replace({wanted!r}, {wheel!r}))
shell.register_magic_function(pip_magic, 'line', 'pip')'''
# After it: it has asked once, and the package is not the checkout
then = '''import importlib; importlib.invalidate_caches()
assert asked == ['install -q ' + {wanted!r}], asked
import {lib}
assert 'site-packages' in {lib}.__file__, {lib}.__file__
# The second time it leaves everything as it is
'''

def freeze():
    "Name and version of each package of this environment"
    return {o.name.lower().replace('_', '-'): o.version for o in distributions()}

def pip(*args):
    cmd = [sys.executable, '-m', 'pip', *map(str, args)]
    return subprocess.run(cmd, check=True, stdout=subprocess.PIPE, encoding='utf-8').stdout

def would_install(what):
    "Name and version of each package that `pip install` would bring for `what`"
    said = json.loads(pip('install', '-q', '--dry-run', '--report', '-', what))
    packages = [o['metadata'] for o in said['install']]
    return {o['name'].lower().replace('_', '-'): o['version'] for o in packages}

def diff(before, after):
    "What is new, and what was changed, as two texts"
    new = [f'{k} {v}' for k,v in after.items() if k not in before]
    changed = [f'{k} {before[k]} -> {v}' for k,v in after.items() if before.get(k, v) != v]
    return ', '.join(new),', '.join(changed)

def run(nb, folder):
    "What goes wrong when the notebook `nb` runs in `folder`"
    try: execute(nb, folder)
    except Exception as e: return plain(e) or repr(e)

def test(nb, install, names, content):
    "What goes wrong when `nb` runs after its cell `install` on a machine without the package"
    before = freeze()
    code = nbformat.v4.new_code_cell
    last = then.format(**names) + install + '\nassert len(asked) == 1, asked'
    cells = [code(first.format(**names)), code(install), code(last), *nb.cells]
    error = run(nbformat.v4.new_notebook(cells=cells), content)
    after = freeze()
    new,changed = diff(before, after)
    pip('uninstall', '-q', '-y', *[o for o in after if o not in before])
    gone = ', '.join(o for o in before if o not in after)
    return error or (f'changed what was there: {changed} {gone}' if changed or gone else '')

def notebooks(nbs):
    "Name, notebook and install cell of each lesson and exercise"
    for fn in sorted(nbs.rglob('*.ipynb')):
        name = fn.relative_to(nbs).as_posix()
        if name == 'index.ipynb' or re.search(r'(^|/)[_.]', name): continue
        nb = nbformat.read(fn, 4)
        code = [c.source for c in nb.cells if c.cell_type == 'code']
        yield name,nb,code[0] if code and "run_line_magic('pip'" in code[0] else ''

def main(tmp):
    ini = ConfigParser()
    ini.read(root/'settings.ini', encoding='utf-8')
    cfg = ini['DEFAULT']
    lib,git = cfg['lib_name'], f"git+{cfg['git_url']}@{cfg['version']}"
    file = wheel(tmp)
    os.environ.update(IPYTHONDIR=str(Path(tmp)/'ipython'), HUMANNUM_PROGRESS='',
                      PYDEVD_DISABLE_FILE_VALIDATION='1')
    os.environ.pop('PYTHONPATH', None)
    content = Path(tmp)/'content'
    content.mkdir()
    before,results,tried = freeze(), [], {}
    wanted = dict(o.split('==') for o in (root/'tools/colab.txt').read_text().split('\n')
                  if '==' in o)
    same = [k for k,v in wanted.items() if before.get(k.lower().replace('_', '-')) == v]
    print(f'Python {sys.version.split()[0]}, {len(same)} of {len(wanted)} packages '
          f'as in tools/colab.txt', flush=True)

    def report(what, error):
        print(f'FAILED  {what}: {error}' if error else f'ok      {what}', flush=True)
        results.append(not error)

    for name,nb,install in notebooks(root/cfg['nbs_path']):
        asks = re.search(rf"'({lib}(\[\w+\])?@\S+)'", install)
        if not asks or not asks[1].endswith(git):
            report(name, 'the first code cell does not install this version of the course')
            continue
        extra = asks[2] or ''
        if extra not in tried:
            new,changed = tried[extra] = diff(before, would_install(f'{file}{extra}'))
            told = name == may_change and 'newer protobuf' in nbformat.writes(nb)
            report(f'{name} and those like it: new {new}; changed {changed or "nothing"}',
                   '' if told else changed)
        if name not in runs: continue
        start = time.time()
        names = dict(lib=lib, wanted=asks[1], wheel=f'{file}{extra}')
        error = test(nb, install, names, content)
        report(f'{name} on Colab: {time.time()-start:.0f} s', error)
    print(f'{sum(results)} passed, {len(results)-sum(results)} failed')
    return not all(results)

if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as tmp: code = main(tmp)
    sys.exit(code)
