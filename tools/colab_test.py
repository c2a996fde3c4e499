"Run the notebooks' install cell as on Colab, with the wheel in place of the repository."
import os, re, subprocess, sys, tempfile, time
from configparser import ConfigParser
from importlib.metadata import distributions
from pathlib import Path
import nbformat
from newest import wheel
from run import execute, plain, root

runs = '00_data.ipynb', 'exercises/00_data.ipynb'  # These are run to the end

# Before the install cell: a module `google.colab`, and a %pip that must be asked for the course
# and takes the wheel
first = '''import sys, types
for o in 'google', 'google.colab': sys.modules[o] = types.ModuleType(o)
shell = get_ipython()
asked = []
def pip_magic(line, pip=shell.find_line_magic('pip')):
    asked.append(line)
    assert line.split()[-1] == {wanted!r}, line
    pip(line.replace({wanted!r}, {wheel!r}))
shell.register_magic_function(pip_magic, 'line', 'pip')'''
# After it: it has asked once, and the package is not the checkout
then = '''import importlib; importlib.invalidate_caches()
assert len(asked) == 1, asked
import {lib}
assert 'site-packages' in {lib}.__file__, {lib}.__file__
# The second time it leaves everything as it is
'''

def freeze():
    "Name and version of each package of this environment"
    return {o.name.lower(): o.version for o in distributions()}

def uninstall(lib):
    cmd = [sys.executable, '-m', 'pip', 'uninstall', '-qq', '-y', lib, 'fastbook', 'num2words']
    subprocess.run(cmd, check=True, stderr=subprocess.DEVNULL)

def run(nb, folder):
    "What goes wrong when the notebook `nb` runs in `folder`"
    try: execute(nb, folder)
    except Exception as e: return plain(e) or repr(e)

def test(nb, install, names, content):
    "What goes wrong when `install`, then `nb` if given, run on a machine without the package"
    lib = names['lib']
    uninstall(lib)
    before = freeze()
    code = nbformat.v4.new_code_cell
    last = then.format(**names) + install + '\nassert len(asked) == 1, asked'
    cells = [code(first.format(**names)), code(install), code(last)]
    if nb: cells += nb.cells
    error = run(nbformat.v4.new_notebook(cells=cells), content)
    after = freeze()
    changed = [f'{k} {v} -> {after.get(k)}' for k,v in before.items() if after.get(k) != v]
    if not error and lib not in after: error = f'{lib} was not installed'
    if changed and not error: error = f'changed what was there: {", ".join(changed)}'
    return error or ''

def main(tmp):
    ini = ConfigParser()
    ini.read(root/'settings.ini', encoding='utf-8')
    cfg = ini['DEFAULT']
    lib,nbs = cfg['lib_name'], root/cfg['nbs_path']
    names = dict(lib=lib, wanted=f"{lib}[notebooks]@git+{cfg['git_url']}",
                 wheel=f'{wheel(tmp)}[notebooks]')
    os.environ.update(IPYTHONDIR=str(Path(tmp)/'ipython'), HUMANNUM_PROGRESS='')
    os.environ.pop('PYTHONPATH', None)
    failed,cells = [],{}
    for fn in sorted(nbs.rglob('*.ipynb')):
        name = fn.relative_to(nbs).as_posix()
        if name == 'index.ipynb' or re.search(r'(^|/)[_.]', name): continue
        nb = nbformat.read(fn, 4)
        install = [c.source for c in nb.cells if c.cell_type == 'code'][:1]
        if not install or 'google.colab' not in install[0]:
            failed.append(f'{name}: the first code cell is no install cell')
        else: cells.setdefault(install[0], []).append((name, nb))
    for o in failed: print(f'FAILED  {o}', flush=True)
    passed = 0
    content = Path(tmp)/'content'
    content.mkdir()
    for install,found in cells.items():  # One in all notebooks, or each form of it is tried
        for name,nb in [o for o in found if o[0] in runs] or [(found[0][0], None)]:
            start = time.time()
            error = test(nb, install, names, content)
            says = 'FAILED' if error else 'ok'
            seconds = time.time() - start
            print(f'{says:8}{name} on Colab: {seconds:.0f} s', flush=True)
            if error: print(error, flush=True)
            passed += not error
            if error: failed.append(name)
        print(f'ok      {len(found)} notebooks have this install cell', flush=True)
    print(f'{passed} passed, {len(failed)} failed')
    return bool(failed) or not passed

if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as tmp: code = main(tmp)
    sys.exit(code)
