"Run the notebooks' install cell as Colab would: in /content, with fastai there, the package not, and the wheel in place of the repository."
import json, os, subprocess, sys, tempfile, time
from configparser import ConfigParser
from pathlib import Path
import nbformat
from newest import wheel
from run import execute, plain, root

runs = '00_data.ipynb', 'exercises/00_data.ipynb'  # These go on after the install cell, to the end

# Before the install cell: a module `google.colab`, and a %pip that checks what it is asked for and takes the wheel in its place
first = '''import sys, types
sys.modules['google'],sys.modules['google.colab'] = types.ModuleType('google'),types.ModuleType('google.colab')
shell,asked = get_ipython(),[]
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
    out = subprocess.run([sys.executable, '-m', 'pip', 'list', '--format=json', '--disable-pip-version-check'], check=True, capture_output=True, text=True).stdout
    return {o['name'].lower(): o['version'] for o in json.loads(out)}

def uninstall(lib): subprocess.run([sys.executable, '-m', 'pip', 'uninstall', '-qq', '-y', lib, 'fastbook', 'num2words'], check=True, stderr=subprocess.DEVNULL)

def run(nb, folder):
    try: execute(nb, folder)
    except Exception as e: return plain(e) or repr(e)

def test(nb, install, names, content):
    "What goes wrong when `install` and, if given, the rest of `nb` run on a machine without the package"
    lib = names['lib']
    uninstall(lib)
    before = freeze()
    code = nbformat.v4.new_code_cell
    cells = [code(first.format(**names)), code(install), code(then.format(**names) + install + '\nassert len(asked) == 1, asked')]
    error = run(nbformat.v4.new_notebook(cells=cells + (nb.cells if nb else [])), content)
    after = freeze()
    changed = [f'{k} {v} -> {after.get(k)}' for k,v in before.items() if after.get(k) != v]
    if not error and lib not in after: error = f'{lib} was not installed'
    return error or ('changed what was there: ' + ', '.join(changed) if changed else '')

def main(tmp):
    ini = ConfigParser()
    ini.read(root/'settings.ini', encoding='utf-8')
    cfg = ini['DEFAULT']
    lib,nbs = cfg['lib_name'], root/cfg['nbs_path']
    names = dict(lib=lib, wanted=f"{lib}[notebooks]@git+{cfg['git_url']}", wheel=f'{wheel(tmp)}[notebooks]')
    os.environ.update(IPYTHONDIR=str(Path(tmp)/'ipython'), HUMANNUM_PROGRESS='')
    os.environ.pop('PYTHONPATH', None)
    failed,cells = [],{}
    for fn in sorted(o for o in nbs.rglob('*.ipynb') if o.name != cfg.get('readme_nb', 'index.ipynb') and not any(p[0] in '_.' for p in o.relative_to(nbs).parts)):
        nb,name = nbformat.read(fn, 4), fn.relative_to(nbs).as_posix()
        install = [c.source for c in nb.cells if c.cell_type == 'code'][:1]
        if not install or 'google.colab' not in install[0]: failed.append(f'{name}: the first code cell is no install cell')
        else: cells.setdefault(install[0], []).append((name, nb))
    for o in failed: print(f'FAILED  {o}', flush=True)
    passed = 0
    content = Path(tmp)/'content'
    content.mkdir()
    for install,found in cells.items():  # The cell is the same in all notebooks, or it is tried in each form
        for name,nb in [o for o in found if o[0] in runs] or [(found[0][0], None)]:
            start = time.time()
            error = test(nb, install, names, content)
            print(f"{'FAILED  ' if error else 'ok      '}{name} on Colab: {time.time()-start:.0f} s", *[error] if error else [], sep='\n', flush=True)
            passed += not error
            if error: failed.append(name)
        print(f'ok      {len(found)} notebooks have this install cell', flush=True)
    print(f'{passed} passed, {len(failed)} failed')
    return bool(failed) or not passed

if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as tmp: code = main(tmp)
    sys.exit(code)
