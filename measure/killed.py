"""`humannum_reproduce`, killed at random moments and gone on with: killed.csv.

Weights and table beside those of a run that was left alone, and what the checkpoints cost."""
from shared import root
import os, random, subprocess, sys, tempfile, time
from pathlib import Path
import pandas as pd, psutil
from fastai.torch_core import default_device
from humannum_lm.checkpoint import Checkpoint, fingerprint, load_model_state, read_checkpoint
from humannum_lm.recipes import recipes
from humannum_lm.runs import write_table
from processes import launch

# Recipes, and how many processes
victims = [('LMModel4', 1), ('LMModel6', 1), ('LMModel7', 1), ('AWD_LSTM', 1),
           ('LMModel7', 2), ('CopyGRU', 2)]

def command(name, folder, world, *args):
    "Start `humannum_reproduce` on one recipe, with `world` processes"
    code = 'from humannum_lm.command import humannum_reproduce; humannum_reproduce.main()'
    call = [sys.executable, '-c', code, '--models', name, '--checkpoints', str(folder/name),
            '--csv', str(folder/f'{name}.csv'), *args]
    if world > 1: return launch('--no-python', *call, n=world)
    return subprocess.Popen(call, stdout=subprocess.DEVNULL)

def end(p):
    "Wait for a process to end; its exit code"
    p.communicate()
    return p.returncode

def wait(p, file, n):
    "Wait until `file` was written `n` times, or the process `p` is at its end"
    def now(): return file.stat().st_mtime_ns if file.exists() else 0
    last = now()
    while n and p.poll() is None:
        if now() != last:
            last = now()
            n -= 1
        time.sleep(.002)

def kill(p, world):
    "Kill the training process `p`, or the last of the processes that it watches over"
    if world > 1:
        processes = psutil.Process(p.pid).children()
        p = next(o for o in processes if o.environ().get('RANK') == str(world-1))
    p.kill()

class Timed(Checkpoint):
    "How many checkpoints were written, and in how many seconds"
    n,seconds = 0,0.
    def save(self, *args, **kwargs):
        start = time.perf_counter()
        super().save(*args, **kwargs)
        self.n += 1
        self.seconds += time.perf_counter()-start

def result(folder, name):
    "The fingerprint of the weights in a checkpoint, and the table in the CSV beside it"
    model = recipes[name].model(30)
    kept = read_checkpoint(folder/name/f'{name}-42.pt')
    load_model_state(model, kept['processes'][0]['model'])
    table = pd.read_csv(folder/f'{name}.csv', comment='#')
    return fingerprint(model),table[['train_loss', 'valid_loss', 'accuracy']].values.tolist()

def trial(name, world, tmp, rng, kills=2):
    "Kill the training of a recipe at random moments and go on; a row of results"
    learn = recipes[name].learner()
    timed = Timed(tmp/'alone.pt')
    learn.add_cb(timed)
    start = time.perf_counter()
    recipes[name].fit(learn, bar=False)
    total = time.perf_counter()-start
    n = timed.n

    calm = tmp/'calm'
    calm.mkdir()
    if end(command(name, calm, world)): raise RuntimeError(f'{name} did not end')
    file = tmp/name/f'{name}-42.pt'
    for i in range(kills):
        p = command(name, tmp, world, *['--resume']*(i > 0))
        wait(p, file, rng.randint(2, n//(kills+1)))
        time.sleep(rng.random()*.2)
        kill(p, world)
        if end(p) == 0: raise RuntimeError(f'{name} ended before it was killed')
    if end(command(name, tmp, world, '--resume')): raise RuntimeError(f'{name} did not go on')
    same = [a == b for a,b in zip(result(calm, name), result(tmp, name))]
    return dict(model=name, processes=world, steps=learn.train_iter, kills=kills,
                same_weights=same[0], same_table=same[1], checkpoints=n,
                kilobytes=round(file.stat().st_size/1000),
                milliseconds_each=round(1000*timed.seconds/n, 1),
                share_of_time=round(timed.seconds/total, 3))

if __name__ == '__main__':
    os.environ['PYTHONPATH'] = str(root)
    default_device(False)
    rng = random.Random(42)
    rows = []
    for name,world in victims:
        with tempfile.TemporaryDirectory() as tmp:
            rows.append(trial(name, world, Path(tmp), rng))
        print(*rows[-1].values(), flush=True)
    write_table(pd.DataFrame(rows), root/'results'/'killed.csv', 'make measure WHAT=killed')
