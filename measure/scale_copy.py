"""Does the pointer scale? `CopyGRU` and `LMModel7-GRU` on the numbers below 10^5 and 10^6,
split as in lesson 14. Writes scale_copy_5.csv and scale_copy_6.csv, a row for each pass through
the training text.

*The rule*, written before any run. Three seeds, 42 to 44. A pass is one cycle of the learning
rate, so that each ends with small steps and its losses can be compared with those of the pass
before. A training ends after the pass in which the validation loss gained under 1%, or rose;
after five passes below 10^5, after three below 10^6, where a pass takes minutes. What is said
of a model is said of its last pass. Validation is that of scale.py: 12,288 predictions in lanes
spread over the later numbers, and 64 places from which it counts on.

`CopyGRU` draws its windows evenly in the first pass and by their loss afterwards. All else is
as the recipes say. `--processes 12` makes them all at once."""
from shared import Table, in_processes
import time
from dataclasses import replace
from functools import partial
import torch
import torch.nn.functional as F
from fastai.text.all import DataLoaders, GradientClip, default_device, total_params
from humannum_lm.copying import HardWindows, WindowResetter, Windows, window_weights
from humannum_lm.data import Corpus
from humannum_lm.first_lm import StackedDL
from humannum_lm.recipes import one_thread, recipes
from humannum_lm.scale import NumberTokens, counted_on, lane_dls, size_split

passes = {10**5: 5, 10**6: 3}
names = 'LMModel7-GRU','CopyGRU'
all_words = Corpus.from_numbers(range(1, 1001))  # They are `number_vocab`, up to `thousand`

class BigWindows(Windows):
    "`Windows` for a long text: weights are added up once, and a draw is a search in the sums"
    @property
    def weights(self): return self._weights
    @weights.setter
    def weights(self, weights):
        self._weights = weights
        self.sums = weights.double().cumsum(0)

    def __getitem__(self, i):
        drawn = torch.rand(len(i), dtype=torch.double)*self.sums[-1]
        starts = torch.searchsorted(self.sums, drawn, right=True)  # (bs,)
        words = self.text[starts[:,None] + torch.arange(self.sl+1)]
        return words[:,:-1],words[:,1:]

@torch.no_grad()
def by_loss(learn):
    "The weights of the windows as `HardWindows` has them, a long text read piece by piece"
    hard = HardWindows()
    hard.learn = learn
    windows,model,lanes = learn.dls.train.dataset,learn.model.eval(),hard.lanes
    n = (len(windows.text)-1)//lanes
    x = windows.text[:n*lanes].view(lanes, n)
    y = windows.text[1:n*lanes+1].view(lanes, n)
    losses = torch.zeros(lanes, n)
    model.reset()
    with hard._as_in_training():
        for a in range(0, n, 64):
            scores = model(x[:,a:a+64]).transpose(1, 2)  # (lanes, vocab_sz, 64)
            losses[:,a:a+64] = F.cross_entropy(scores, y[:,a:a+64], reduction='none')
    losses[:,:hard.unknown] = 0
    losses = F.pad(losses.flatten(), (0, len(windows.text) - n*lanes))
    return window_weights(losses, windows.sl, floor=hard.floor)

def big_windows(tokens, bs=32, sl=64):
    "The loader of windows from anywhere in `tokens`"
    windows = BigWindows(torch.from_numpy(tokens[:]).long(), bs, sl)
    return StackedDL(windows, bs, drop_last=True, num_workers=0, device=default_device())

def data(name, below):
    "Training batches as the recipe has them, and the validation lanes of scale.py"
    train,valid = map(NumberTokens, size_split(below))
    dls = lane_dls(train, valid, n_valid=12)
    return DataLoaders(big_windows(train), dls.valid) if name == 'CopyGRU' else dls

def trial(name, below, seed):
    "Train a model pass by pass; a row for each"
    table = Table(f'scale_copy_{len(str(below))-1}', 'model', 'below', 'seed', 'passes')
    ended = table.file.exists() and table.rows.query(
        'model==@name and below==@below and seed==@seed').ended.any()
    if ended: return
    recipe = replace(recipes[name], data=lambda nums: data(name, below))
    if name == 'CopyGRU': recipe.cbs = WindowResetter,partial(GradientClip, 1.)
    learn = recipe.learner(seed, all_words)
    last,start = float('inf'),time.process_time()
    for k in range(1, passes[below]+1):
        if k > 1 and name == 'CopyGRU': learn.dls.train.dataset.weights = by_loss(learn)
        with one_thread(), learn.no_bar(), learn.no_logging():
            learn.fit_one_cycle(1, recipe.lr, wd=recipe.wd)
        seconds = time.process_time() - start
        train_loss,valid_loss,accuracy = learn.recorder.values[-1]
        counted,prompted = counted_on(learn.model, size_split(below)[1])
        ended = valid_loss > 0.99*last or k == passes[below]
        table.add((name, below, seed, k), [dict(
            parameters=total_params(learn.model)[0], batches=k*len(learn.dls.train),
            train_loss=train_loss, valid_loss=valid_loss, accuracy=accuracy,
            prompted_accuracy=prompted, counted_mean=counted.float().mean().item(),
            counted_all=(counted == 100).float().mean().item(), cpu_seconds=seconds,
            ended=ended)])
        if ended: break
        last = valid_loss

if __name__ == '__main__':
    # What takes longest goes first
    in_processes(trial, [(name, below, seed) for below in sorted(passes, reverse=True)
                         for name in names for seed in range(42, 45)])
