"Train with two processes and with one, and compare: results/distributed.csv, distributed_epochs.csv and distributed_lost.csv; `lost` makes the last one only"
import os, re, signal, sys, tempfile, time
from pathlib import Path
import pandas as pd, torch
from fastai.torch_core import default_device, rank_distrib
from humannum_lm.distributed import *
from humannum_lm.reproduce import write_runs
from humannum_lm.first_lm import recipes
import humannum_lm.distributed as course

results = Path(__file__).resolve().parent.parent/'results'
full = ('LMModel4', 'LMModel7')
slips = [('LMModel4', 'buffers sent'), ('LMModel7', 'buffers sent'), ('LMModel7', 'masks for half the batch'), ('CopyGRU', 'masks for half the batch'), ('LMModel4', 'lanes swapped'), ('LMModel7', 'lanes swapped')]

def reverse_lanes(learn):
    "The same lanes in reverse order: the same sums, added up in another order"
    for dl in learn.dls.loaders: dl.dataset[:] = [tuple(o.flip(0) for o in b) for b in dl.dataset]

def slip(how):
    "Make one mistake in what the lesson does"
    if how == 'buffers sent':
        from accelerate.utils import DistributedDataParallelKwargs as kwargs
        kwargs.to_kwargs = lambda self: {}
    elif how == 'masks for half the batch': course.whole_batch = lambda *args: ()
    elif how == 'lanes swapped':
        class Swapped(LaneDL):
            def __iter__(self):
                for k,b in enumerate(self.dl):
                    self.n = course.find_bs(b)
                    yield tuple(o[lane_rows(self.n, (self.rank+k) % self.world, self.world)] for o in b)
        course.LaneDL = Swapped

def trainings():
    "Name, epochs, double precision?, slip of each training with two processes"
    return [(name, 1, False, 'none') for name in recipes] + [(name, epochs, double, 'none') for name,epochs in (*((o, None) for o in full), ('CopyGRU', 6), ('CopyGRU-blurred', 4)) for double in (False, True)]

def child(folder, how):
    "What each of the processes does"
    slip(how)
    todo = trainings() if how=='none' else [(name, 1, False, how) for name,h in slips if h==how]
    for name,epochs,double,_ in todo: torch.save(record(name, epochs, double), f'{folder}/{name}-{epochs}-{double}-{how}-{rank_distrib()}.pt')

def lose(folder, how):
    "A process that loses the other one, by a signal from outside or because that ends"
    def change(learn):
        class Lose(course.Callback):
            def after_batch(self):
                if self.train_iter!=20 or rank_distrib()!=1: return
                print(f'\nLOST {time.time()}', flush=True)
                os._exit(0) if how=='exit' else os.kill(os.getpid(), getattr(signal, how))
        learn.add_cb(Lose())
    within = course.in_lanes
    course.in_lanes = lambda learn: within(learn, timeout=10)
    try: record('LMModel7', 2, change=change)
    except ConnectionError as e: sys.exit(f'SAYS {e}')

def run(*args):
    "Run this file with two processes: exit code and output"
    p = launch(__file__, *args)
    said,_ = p.communicate(timeout=3600)
    return p.returncode,said

def row(model, precision, epochs, change, one, two):
    rel = [difference(one['epochs'][:,i], two['epochs'][:,i]) for i in range(3)]
    return dict(model=model, precision=precision, epochs=epochs, change=change, batch_losses=difference(one['losses'], two['losses']),
                train_loss=rel[0], valid_loss=rel[1], accuracy=rel[2], weights_equal=all(map(torch.equal, one['weights'], two['weights'])))

def by_epoch(model, run, precision, one, two):
    n = len(one['epochs'])
    diffs = [difference(a, b) for a,b in zip(one['losses'].chunk(n), two['losses'].chunk(n))]
    return [dict(model=model, run=run, precision=precision, epoch=i, batch_losses=d, valid_loss_one=one['epochs'][i,1].item(), valid_loss=two['epochs'][i,1].item(),
                 accuracy_one=one['epochs'][i,2].item(), accuracy=two['epochs'][i,2].item()) for i,d in enumerate(diffs)]

def digits(df): return df.apply(lambda c: c.map('{:.3g}'.format) if c.dtype==float and c.name in ('batch_losses', 'train_loss', 'valid_loss', 'accuracy') else c)

def main(tmp):
    for how in ('none', *dict.fromkeys(h for _,h in slips)):
        code,said = run('child', tmp, how)
        if code: sys.exit(said)
    rows,epochs,ones = [],[],{}
    for name,n,double,how in trainings() + [(name, 1, False, how) for name,how in slips]:
        if (name, n, double) not in ones: ones[name,n,double] = record(name, n, double)
        one,precision = ones[name,n,double],'double' if double else 'single'
        two,other = (torch.load(f'{tmp}/{name}-{n}-{double}-{how}-{rank}.pt', weights_only=True) for rank in range(2))
        if how=='none': assert all(torch.equal(two[k], other[k]) for k in ('losses', 'epochs')) and all(map(torch.equal, two['weights'], other['weights'])), name
        rows.append(row(name, precision, len(one['epochs']), how, one, two))
        print('{model}, {precision}, {epochs} epochs, {change}: batch losses {batch_losses:.1e}'.format(**rows[-1]), flush=True)
        if n is None: epochs += by_epoch(name, 'two processes', precision, one, two)
    epochs += by_epoch('LMModel4', 'one process, lanes reversed', 'single', ones['LMModel4',None,False], record('LMModel4', change=reverse_lanes))
    for name in full:
        one,two = record(name, change=in_shares),torch.load(f'{tmp}/{name}-None-False-none-0.pt', weights_only=True)
        rows.append(row(name, 'single', len(one['epochs']), 'one process, in two shares', one, two))
        epochs += by_epoch(name, 'one process, in two shares', 'single', one, two)
    write_runs(digits(pd.DataFrame(rows)), results/'distributed.csv')
    write_runs(digits(pd.DataFrame(epochs).rename(columns={'valid_loss': 'valid_loss_two', 'accuracy': 'accuracy_two'})).round(6), results/'distributed_epochs.csv')

def lost(tmp):
    "Lose a process in three ways: how the run ends, how long after that, and what the other process or `torchrun` says"
    rows = []
    for how,what in ('SIGKILL', 'killed'), ('exit', 'ended with exit code 0'), ('SIGSTOP', 'stopped answering'):
        code,said = run('lose', tmp, how)
        seconds = time.time() - float(re.search(r'LOST ([\d.]+)', said)[1])
        says = re.search('SAYS (.*?), so the', said) or re.search(r'Root Cause.*?traceback : (.*?) by PID', said, re.S)
        rows.append(dict(what=what, exit_code=code, seconds=round(seconds), says=says[1] if says else ''))
        print(rows[-1], flush=True)
    write_runs(pd.DataFrame(rows), results/'distributed_lost.csv')

if __name__ == '__main__':
    default_device(False)
    if sys.argv[1:2]==['child']: child(*sys.argv[2:])
    elif sys.argv[1:2]==['lose']: lose(*sys.argv[2:])
    else:
        with tempfile.TemporaryDirectory() as tmp:
            if sys.argv[1:] != ['lost']: main(tmp)
            lost(tmp)
