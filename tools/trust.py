"""Measure what changes a result, and kill trainings: write results/same_seed.csv and results/killed.csv.

`tools/trust.py` does both, `tools/trust.py same_seed` or `tools/trust.py killed` one of them."""
import json, os, random, subprocess, sys, tempfile, time
from pathlib import Path
import pandas as pd

root = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(root))
os.environ['PYTHONPATH'] = str(root)
conditions = {'again': {}, '2 threads': {'THREADS': '2'}, 'older processor': {'ATEN_CPU_CAPABILITY': 'default'}, 'no oneDNN': {'ONEDNN': '0'}}
victims = [('LMModel4', 1), ('LMModel6', 1), ('LMModel7', 1), ('AWD_LSTM', 1), ('LMModel7', 2), ('CopyGRU', 2)]  # Recipes, and how many processes

def train_all():
    "Train the chapter's models for two epochs in this process, and print the loss of every batch as hexadecimal digits, and the accuracy"
    from humannum_lm.all import recipes, history, chapter_models
    import torch
    from fastai.callback.core import Callback
    from fastai.torch_core import default_device
    default_device(False)
    torch.set_num_threads(int(os.environ.get('THREADS', 1)))
    torch.backends.mkldnn.enabled = os.environ.get('ONEDNN', '1') == '1'
    class Noted(Callback):
        def before_fit(self): self.of = []
        def after_loss(self):
            if self.training: self.of.append(self.loss_grad.item().hex())
    for name in chapter_models:
        recipe, noted = recipes[name], Noted()
        learn = recipe.learner()
        learn.add_cb(noted)
        with learn.no_bar(), learn.no_logging(): learn.fit_one_cycle(2, recipe.lr, wd=recipe.wd)
        print(json.dumps([name, noted.of, history(learn).accuracy.iloc[-1]]), flush=True)

def under(**env):
    "What `train_all` prints in a process of its own, with these environment variables"
    out = subprocess.run([sys.executable, __file__, 'train_all'], env={**os.environ, **env}, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(o) for o in out.splitlines()]

def same_seed():
    "The first step at which the loss is not the same number, and the accuracy after two epochs, under each condition"
    ref = under()
    rows = [(name, 'as it is', 'never', len(losses), acc) for name,losses,acc in ref]
    for cond,env in conditions.items():
        for (name,a,_),(_,b,acc) in zip(ref, under(**env)):
            first = next((i for i,(x,y) in enumerate(zip(a, b), 1) if x != y), 'never')
            rows.append((name, cond, first, len(a), acc))
            print(*rows[-1], flush=True)
    return pd.DataFrame(rows, columns=['model', 'condition', 'first_difference', 'steps', 'accuracy']).round(6)

def command(name, folder, world, *args):
    "Start `humannum_reproduce` on one recipe, with `world` processes"
    from humannum_lm.distributed import launch
    args = ['-m', 'humannum_lm.reproduce', '--models', name, '--checkpoints', folder/name, '--csv', folder/f'{name}.csv', *args]
    return launch(*args, n=world) if world > 1 else subprocess.Popen([sys.executable, *map(str, args)], stdout=subprocess.DEVNULL)

def end(p):
    "Wait for a process to end; its exit code"
    p.communicate()
    return p.returncode

def shoot(p, world):
    "Kill the training process `p`, or the last of the processes that it watches over"
    import psutil
    if world > 1: p = next(o for o in psutil.Process(p.pid).children() if o.environ().get('RANK') == str(world-1))
    p.kill()

def wait(p, file, n):
    "Wait until `file` was written `n` times, or the process `p` is at its end"
    last = file.stat().st_mtime_ns if file.exists() else 0
    while n and p.poll() is None:
        now = file.stat().st_mtime_ns if file.exists() else last
        if now != last: last,n = now,n-1
        time.sleep(.002)

def alone(name, file):
    "Train a recipe in this process without being killed; the learner, and the seconds and number of checkpoints that it wrote on the way, and its seconds"
    from humannum_lm.all import recipes
    from humannum_lm.trust import Checkpoint
    class Timed(Checkpoint):
        n,secs = 0,0.
        def save(self, *args, **kwargs):
            start = time.perf_counter()
            super().save(*args, **kwargs)
            self.n,self.secs = self.n+1,self.secs+time.perf_counter()-start
    learn,cb = recipes[name].learner(),Timed(file)
    learn.add_cb(cb)
    start = time.perf_counter()
    recipes[name].fit(learn, bar=False)
    return learn,cb.n,cb.secs,time.perf_counter()-start

def result(folder, name):
    "The fingerprint of the weights in a checkpoint, and the table in the CSV beside it"
    from humannum_lm.all import recipes
    from humannum_lm.trust import read_checkpoint, load_model_state, fingerprint
    model = recipes[name].model(30)
    load_model_state(model, read_checkpoint(folder/name/f'{name}-42.pt')['processes'][0]['model'])
    return fingerprint(model),pd.read_csv(folder/f'{name}.csv', comment='#')[['train_loss', 'valid_loss', 'accuracy']].values.tolist()

def kill(name, world, tmp, rng, kills=2):
    "Kill the training of a recipe at random moments and go on; a row of results"
    calm,file = tmp/'calm',tmp/name/f'{name}-42.pt'
    calm.mkdir()
    learn,n,secs,total = alone(name, tmp/'alone.pt')
    if end(command(name, calm, world)): raise RuntimeError(f'{name} did not end')
    for i in range(kills):
        p = command(name, tmp, world, *['--resume']*(i > 0))
        wait(p, file, rng.randint(2, n//(kills+1)))
        time.sleep(rng.random()*.2)
        shoot(p, world)
        if end(p) == 0: raise RuntimeError(f'{name} ended before it was killed')
    if end(command(name, tmp, world, '--resume')): raise RuntimeError(f'{name} did not go on')
    same = [a == b for a,b in zip(result(calm, name), result(tmp, name))]
    return dict(model=name, processes=world, steps=learn.train_iter, kills=kills, same_weights=same[0], same_table=same[1],
                checkpoints=n, kilobytes=round(file.stat().st_size/1000), milliseconds_each=round(1000*secs/n, 1), share_of_time=round(secs/total, 3))

def killed():
    "`kill` for each of the victims"
    import humannum_lm.all
    from fastai.torch_core import default_device
    default_device(False)
    rng,rows = random.Random(42),[]
    for name,world in victims:
        with tempfile.TemporaryDirectory() as tmp:
            rows.append(kill(name, world, Path(tmp), rng))
            print(*rows[-1].values(), flush=True)
    return pd.DataFrame(rows)

if __name__ == '__main__':
    if sys.argv[1:] == ['train_all']: sys.exit(train_all())
    from humannum_lm.reproduce import write_runs
    for what in sys.argv[1:] or ('same_seed', 'killed'): write_runs({'same_seed': same_seed, 'killed': killed}[what](), root/'results'/f'{what}.csv')
