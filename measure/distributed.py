"""Two processes against one: distributed.csv and distributed_epochs.csv.

Every recipe for an epoch and some to the end, in single and double precision; with one mistake
at a time in what the lesson does; and against one process with its lanes reversed, and one that
adds up in two shares."""
from shared import root
import sys, tempfile
import pandas as pd, torch
from fastai.torch_core import default_device, rank_distrib
from humannum_lm.distributed import LaneDL, lane_rows
from humannum_lm.lstm import LMModel6
from humannum_lm.rnn import LMModel4
from humannum_lm.recipes import recipes
from humannum_lm.runs import write_table
from processes import AddGradients, difference, in_shares, launch, record
import humannum_lm.distributed as course

full = 'LMModel4','LMModel7'
slips = {'buffers sent': full, 'masks for half the batch': ('LMModel7', 'CopyGRU'),
         'lanes swapped': full}
losses = ['batch_losses', 'train_loss', 'valid_loss', 'accuracy']

def reverse_lanes(learn):
    "The same lanes in reverse order: the same sums, added up in another order"
    for dl in learn.dls.loaders:
        bs = dl.bs
        for t in dl.dataset.tensors: t[:] = torch.cat([o.flip(0) for o in t.split(bs)])

class Swapped(LaneDL):
    "In every other batch the rows of the next process"
    def __iter__(self):
        for k,b in enumerate(self.dl):
            self.n = course.find_bs(b)
            rows = lane_rows(self.n, (self.rank+k) % self.world, self.world)
            yield tuple(o[rows] for o in b)

def keep_in_buffers(cls, *names):
    "Let models of `cls` keep their state in buffers"
    init = cls.__init__
    def init_and_move(self, *args, **kwargs):
        init(self, *args, **kwargs)
        for o in names: self.register_buffer(o, self.__dict__.pop(o), persistent=False)
    cls.__init__ = init_and_move

def slip(how):
    "Make one mistake in what the lesson does"
    if how == 'buffers sent':
        from accelerate.utils import DistributedDataParallelKwargs as kwargs
        kwargs.to_kwargs = lambda self: {}
        keep_in_buffers(LMModel4, 'h')
        keep_in_buffers(LMModel6, 'h', 'c')
    elif how == 'masks for half the batch': course.whole_batch = lambda *args: ()
    elif how == 'lanes swapped': course.LaneDL = Swapped

def trainings():
    "Name, epochs and double precision? of each training with two processes and no slip"
    whole = [(o, None) for o in full] + [('CopyGRU', 6), ('CopyGRU-blurred', 4)]
    return ([(name, 1, False) for name in recipes] +
            [(name, epochs, double) for name,epochs in whole for double in (False, True)])

def todo(how):
    return trainings() if how == 'none' else [(name, 1, False) for name in slips[how]]

def file(tmp, name, epochs, double, how, rank=0):
    return f'{tmp}/{name}-{epochs}-{double}-{how}-{rank}.pt'

def load(*args): return torch.load(file(*args), weights_only=True)

def child(tmp, how):
    "What each of the processes does"
    slip(how)
    for o in todo(how): torch.save(record(*o), file(tmp, *o, how, rank_distrib()))

def row(model, precision, change, one, two):
    same = all(map(torch.equal, one['weights'], two['weights']))
    parts = [one['losses'],*one['epochs'].T],[two['losses'],*two['epochs'].T]
    rel = {name: difference(a, b) for name,a,b in zip(losses, *parts)}
    return {'model': model, 'precision': precision, 'epochs': len(one['epochs']),
            'change': change, **rel, 'weights_equal': same}

def by_epoch(model, run, precision, one, two):
    n = len(one['epochs'])
    rows = pd.DataFrame({'model': model, 'run': run, 'precision': precision, 'epoch': range(n)})
    batches = zip(one['losses'].chunk(n), two['losses'].chunk(n))
    rows['batch_losses'] = [difference(a, b) for a,b in batches]
    for i,name in (1, 'valid_loss'), (2, 'accuracy'):
        rows[f'{name}_one'] = one['epochs'][:,i].numpy().round(6)
        rows[f'{name}_two'] = two['epochs'][:,i].numpy().round(6)
    return rows

def digits(df):
    "The differences, to three digits"
    return df.assign(**{c: df[c].map('{:.3g}'.format) for c in losses if c in df})

def agree(two, other):
    "Do both processes tell the same?"
    return (all(torch.equal(two[k], other[k]) for k in ('losses', 'epochs'))
            and all(map(torch.equal, two['weights'], other['weights'])))

def main(tmp):
    for how in 'none',*slips:
        p = launch(__file__, tmp, how)
        said,_ = p.communicate()
        if p.returncode: sys.exit(said)
    rows = []
    epochs = []
    ones = {}  # What one process does
    for how in 'none',*slips:
        for o in todo(how):
            name,n,double = o
            if o not in ones: ones[o] = record(*o)
            two,other = (load(tmp, *o, how, rank) for rank in range(2))
            if how == 'none': assert agree(two, other), name
            precision = 'double' if double else 'single'
            rows.append(row(name, precision, how, ones[o], two))
            print(rows[-1], flush=True)
            if how != 'none': assert rows[-1]['batch_losses'] > 1e-3, 'the mistake was not made'
            if n is None:
                epochs.append(by_epoch(name, 'two processes', precision, ones[o], two))
    turned = record('LMModel4', change=reverse_lanes)
    run = 'one process, lanes reversed'
    epochs.append(by_epoch('LMModel4', run, 'single', ones['LMModel4',None,False], turned))
    run = 'one process, in two shares'
    for name in full:
        one = record(name, cbs=AddGradients(), change=in_shares)
        two = load(tmp, name, None, False, 'none')
        rows.append(row(name, 'single', run, one, two))
        epochs.append(by_epoch(name, run, 'single', one, two))
    tables = {'distributed': pd.DataFrame(rows), 'distributed_epochs': pd.concat(epochs)}
    for name,o in tables.items():
        write_table(digits(o), root/'results'/f'{name}.csv', 'make measure WHAT=distributed')

if __name__ == '__main__':
    default_device(False)
    if len(sys.argv) > 1: child(*sys.argv[1:])
    else:
        with tempfile.TemporaryDirectory() as tmp: main(tmp)
