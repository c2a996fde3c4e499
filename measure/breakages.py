"""Break the course on purpose, one slip at a time, and see the notebook that teaches it fail
its test. Writes breakages.csv, and ends with an error if a slip goes unnoticed."""
from shared import Table, root
import json, os, shutil, subprocess, sys, tempfile
from pathlib import Path

# What is broken, in which notebook, in which definition, and how
slips = [
    ('the questions overlap', '01_first_lm', 'def three_word_items',
     'len(nums)-4, 3)', 'len(nums)-4, 1)'),
    ('the loop begins with ones', '01_first_lm', 'class LMModel2', 'h = 0', 'h = 1'),
    ('lanes not in order', '02_rnn', 'def group_chunks', 'ds[k + m*j]', 'ds[k*bs + j]'),
    ('a state of another size is kept', '02_rnn', 'def fit_state',
     'if h.shape[-2] != bs', 'if False'),
    ('the reset forgotten', '02_rnn', 'class ModelResetter',
     'before_validate', 'before_nothing'),
    ('targets not moved', '02_rnn', 'def sequence_items', 'nums[i+1:i+sl+1]', 'nums[i:i+sl]'),
    ('the detach moved into the loop', '02_rnn', 'class LMModel4(',
     'self.h_h(h + ', 'self.h_h(h.detach() + '),
    ('two gates swapped', '04_lstm', 'class LSTMCell(', 'i,f,o,g = gates', 'f,i,o,g = gates'),
    ('gates in the wrong order for PyTorch', '04_lstm', 'def gates_to_torch',
     '[i, f, g, o]', '[i, f, o, g]'),
    ('the cell state not kept', '04_lstm', 'class LMModel6',
     'self.c = c.detach()', 'self.c = 0*c.detach()'),
    ('dropout not scaled', '05_regularize', 'class Dropout', '.div_(1-self.p)', ''),
    ('tying undone', '05_regularize', 'class LMModel7',
     'self.h_o.weight = self.i_h.weight', 'pass'),
    ('TAR along the batch', '05_regularize', 'def tar_loss',
     'raw[:,1:] - raw[:,:-1]', 'raw[1:] - raw[:-1]'),
    ('the reset gate left out', '07_research', 'class GRUCell', 'r*hn', 'hn')]

def break_it(nb, where, old, new):
    "Replace `old` in the exported cell that begins a definition with `where`"
    for cell in nb['cells']:
        source = ''.join(cell['source'])
        if not ('#| export' in source and where in source): continue
        if old not in source: break
        cell['source'] = source.replace(old, new)
        return
    raise ValueError(f'{where} has no {old!r}: mend the list of slips')

def caught(copy, name, *slip):
    "Does the test of the notebook `name` fail once `slip` is made? And what it says"
    fn = copy/'nbs'/f'{name}.ipynb'
    was = fn.read_text(encoding='utf-8')
    nb = json.loads(was)
    break_it(nb, *slip)
    fn.write_text(json.dumps(nb), encoding='utf-8')
    env = {**os.environ, 'PYTHONPATH': str(copy), 'OMP_NUM_THREADS': '1'}
    def run(cmd, *args):
        return subprocess.run([Path(sys.executable).parent/cmd, *args], cwd=copy, env=env,
                              text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
    run('nbdev_export')
    res = run('nbdev_test', '--path', str(fn), '--n_workers', '0')
    fn.write_text(was, encoding='utf-8')
    errors = [line for line in res.stdout.splitlines() if 'Error' in line]
    return res.returncode != 0,errors[-1][:80] if errors else ''

if __name__ == '__main__':
    table = Table('breakages', 'slip', 'notebook')
    with tempfile.TemporaryDirectory() as tmp:
        skip = shutil.ignore_patterns('.git', '.venv*', '_docs', '__pycache__')
        copy = shutil.copytree(root, Path(tmp)/root.name, ignore=skip)
        for slip,name,*change in slips:
            if table.has(slip, name): continue
            found,says = caught(copy, name, *change)
            table.add((slip, name), [dict(caught=found, says=says)])
    missed = table.rows[~table.rows.caught.astype(bool)]
    if len(missed): sys.exit(f'not noticed: {", ".join(missed.slip)}')
