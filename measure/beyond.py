"""Past the last number: trained on all numbers below 10^4, does a model say "ten thousand" and
go on; below 10^5, "one hundred thousand"? The words are known, their order is not. Writes
beyond.csv.

*The rule*, written before any of the runs that count. Six ideas, two tasks, seeds 2000 to 2004,
all told. A run reads the five true numbers before 9,990 (99,990) and counts on with its best
guess. It *says* the new number if it says every number up to 10,000 (100,000); it *goes on*
if every number up to 11,000 (101,000), which takes the next full thousand; it *reaches the end*
at 99,999 (299,999), where nobody asks further. An idea says, goes on or reaches the end on a
task in as many seeds as do. No setting is chosen by these runs and none is left out; "works" is
said of an idea that goes on in all five seeds of a task, "sometimes" of one to four. Beside it:
the words wrong in 9,000 to 9,989 (99,000 to 99,989), and in the 2,000 numbers after 9,999
(99,999), with true words before; and, as in lesson 14, from how many of 64 places in 10,000 to
99,999 (100,000 to 999,999) it counts a hundred numbers on, after five true ones.

*The ideas.* 1. `CopyGRU` as it is. 2. Roll-overs: windows are drawn not by loss, but so that
numbers of each kind, so many digits and so many zeros at the end, come equally often. 3. A
second layer. 4. A price on what the state says: the mean square of its scores (less their
mean) times 0.003 is added to the loss, as AR does it for activations (Merity et al., 2017).
5. By group: the words before "thousand" count like a number of their own, see `GroupGRU`.
6. The fifth with the second's windows.

*What was looked at before*, on the first task alone, to see that the code is right: seeds 0 to
2 of the first idea, 0 and 1 of the second and the fourth, and, after 20 passes, 0 and 1 of the
fifth and the sixth (they came to 9,999 and 11,000, and both to 12,999, where looking ended). An
earlier seed 0 of the fifth had a carry that began at a half and was learnt the wrong way round.
On the second task one seed of the first idea, after five passes. Passes and settings stayed as
they were.

Trained as `CopyGRU`'s recipe says, for 30 passes on the first task and for 8 on the second.
`--processes 16` makes so many runs at once.

*Kept to*, written afterwards: 43 of the runs were made first, on another machine with another
version of PyTorch, until its time was up. Then all 60 were made on one, with nothing changed,
and these are in the table. The first 43 told the same, but for the fifth idea: its three seeds
all said "ten thousand", and here three of five do."""
from shared import Table, in_processes
import time
from dataclasses import replace
from functools import partial
import numpy as np
import torch
import torch.nn.functional as F
from fastai.text.all import Callback, DataLoaders, GradientClip, Module, nn, store_attr
from humannum_lm.copying import (CopyGRU, CopyHead, WindowResetter, WordNoise,
                                 WordSilence, score_terms, window_weights)
from humannum_lm.data import Corpus, number_to_words
from humannum_lm.recipes import recipes
from humannum_lm.regularize import Dropout
from humannum_lm.scale import NumberTokens, counted_on, lane_dls, number_vocab, token_ids
from scale_copy import all_words, big_windows

dot,thousand = map(number_vocab.index, ('.', 'thousand'))
tasks = {'ten thousand': (10**4, 30, 99_999), 'one hundred thousand': (10**5, 8, 299_999)}

class RollOvers(Callback):
    "Draw windows so that numbers of each kind, by digits and zeros at the end, come as often"
    def before_fit(self):
        windows = self.dls.train.dataset
        begins = F.pad((windows.text == dot)[:-1], (1, 0), value=True)
        names = [str(n) for n in range(1, int(begins.sum())+1)]
        kinds = np.array([f'{len(o)} {len(o) - len(o.rstrip("0"))}' for o in names])
        _,kind,count = np.unique(kinds, return_inverse=True, return_counts=True)
        weights = torch.zeros(len(windows.text))
        # the full stop decides what comes first in a number
        weights[begins.nonzero()[1:,0] - 1] = torch.tensor(1/count[kind]).float()[1:]
        windows.weights = windows.allowed*window_weights(weights, windows.sl)

class Price(Callback):
    "Add to the loss `beta` times the mean square of what the state says"
    def __init__(self, beta=0.003): self.beta = beta
    def before_fit(self):
        def keep(module, args, scores): self.said = scores - scores.mean(-1, keepdim=True)
        self.hook = self.model.h_o.register_forward_hook(keep)
    def after_loss(self):
        if self.training: self.learn.loss_grad += self.beta*self.said.pow(2).mean()
    def after_fit(self): self.hook.remove()

def streams(x):
    """Of words `(bs, n)`: which of them the last groups are made of, and which the first
    groups, with the full stops in both; and after which of them a first group goes on. It does
    so after a number with "thousand" in it, until the next "thousand" """
    stop = x == dot
    thousands = (x == thousand).cumsum(1)
    places = torch.arange(x.shape[1], device=x.device).expand_as(x)
    stop_now = torch.where(stop, places, -1).cummax(1)[0]  # the last one, this word included
    stop_before = F.pad(stop_now[:,:-1], (1, 0), value=-1)
    def up_to(place): return thousands.gather(1, place.clamp(min=0))*(place >= 0)
    inside = thousands - up_to(stop_before)                # in this number, so far
    ended_before = stop_before.gather(1, stop_now.clamp(min=0)).where(stop_now >= 0, -1)
    in_the_last = up_to(stop_now) - up_to(ended_before)
    first_next = (in_the_last > 0) & ((inside == 0) | stop)
    first = F.pad(first_next[:,:-1], (1, 0), value=False)
    word = x != thousand
    return stop | ~first & word,stop | first & word,first_next

class GroupGRU(Module):
    """A `CopyGRU` that reads last groups and first groups as two texts, each with its own full
    stops: "nine . nine . nine . ten". The words before "thousand" thus count like a number of
    their own, and a pointer finds what was said a group ago. One net reads both texts. In the
    first groups a full stop means "the same again" as far as no carry comes from the last
    group: between the two the state there decides"""
    def __init__(self, vocab_sz, n_hidden=64, p=0.3, noise=0.5, p_say=0.8, span=64):
        store_attr('span')
        self.i_h = nn.Embedding(vocab_sz, n_hidden)
        self.same = nn.Parameter(torch.randn(n_hidden))
        self.blur = WordNoise(vocab_sz, noise)
        self.drop = Dropout(p)
        self.rnn = nn.GRU(n_hidden, n_hidden, batch_first=True)
        self.h_o = nn.Linear(n_hidden, vocab_sz)
        self.h_o.weight = self.i_h.weight
        self.hush = WordSilence(p_say)
        self.head = CopyHead(vocab_sz, n_hidden)
        self.carry = nn.Linear(n_hidden, 1)
        nn.init.constant_(self.carry.bias, -2.)
        self.words = torch.zeros(0, 0, dtype=torch.long)
        ends = torch.arange(vocab_sz)  # A first group ends with "thousand", a last one with "."
        ends[[dot, thousand]] = torch.tensor([thousand, dot])
        self.register_buffer('ends', ends, persistent=False)

    def read(self, x, chosen, carry=None):
        "Scores and states after the last of the `chosen` words so far, `(bs, n, ...)`"
        n = max(1, int(chosen.sum(1).max()))
        order = (~chosen).int().argsort(dim=1, stable=True)[:,:n]
        words = x.gather(1, order)
        emb = self.blur(self.i_h(words), words)
        if carry is not None:
            again = (words == dot)*(1-carry.gather(1, order))
            emb = emb + again[...,None]*(self.same - emb)
        res,_ = self.rnn(emb)
        self.head.reset()
        said = self.hush(self.h_o(self.drop(res))) + self.head(self.drop(res + emb), words)
        last = (chosen.cumsum(1)-1).clamp(min=0)[...,None]
        return [o.gather(1, last.expand(-1, -1, o.shape[-1])) for o in (said, res)]

    def forward(self, x):
        n = x.shape[1]
        if len(self.words) == len(x): x = torch.cat([self.words, x], dim=1)
        self.words = x[:,-self.span:]
        last,first,first_next = streams(x)
        ends,state = self.read(x, last)
        leads,_ = self.read(x, first, self.carry(state)[...,0].sigmoid())
        return torch.where(first_next[...,None], leads[...,self.ends], ends)[:,-n:]

    def reset(self):
        "Forget everything read so far"
        self.words = self.words[:0]

recipe = recipes['CopyGRU']
by_kind = WindowResetter,RollOvers,partial(GradientClip, 1.)
ideas = {'as it is': recipe,
         'roll-overs': replace(recipe, cbs=by_kind),
         'two layers': replace(recipe, model=partial(CopyGRU, n_layers=2)),
         'a price': replace(recipe, cbs=(*recipe.cbs, Price)),
         'by group': replace(recipe, model=GroupGRU),
         'by group, roll-overs': replace(recipe, model=GroupGRU, cbs=by_kind)}

def data(below):
    "Windows from the numbers below `below`; the validation, which nobody reads, is short"
    tokens = NumberTokens(range(1, below))
    valid = lane_dls(tokens, bs=32, n_valid=1).valid
    return DataLoaders(big_windows(tokens), valid)

@torch.no_grad()
def wrong_words(model, first, last):
    "A row for each word of the numbers `first` to `last` that is wrong with true words before"
    model.eval()
    model.reset()
    numbers = np.arange(first-5, last+1)
    ids = torch.from_numpy(token_ids(numbers)).long()
    number = (ids == dot).cumsum(0) - (ids == dot).long() + first-5
    scores = torch.cat([model(o[None])[0] for o in ids.split(512)])[:-1]
    right = ids[1:]
    wrong = ((scores.argmax(-1) != right) & (number[1:] >= first)).nonzero()[:,0]
    def names(o): return [number_vocab[i] for i in o.tolist()]
    lead = scores.gather(1, right[:,None])[:,0] - scores.amax(-1)
    return [dict(number=n, after=a, right=r, said=s, margin=m) for n,a,r,s,m in zip(
        number[1:][wrong].tolist(), names(ids[:-1][wrong]), names(right[wrong]),
        names(scores[wrong].argmax(-1)), lead[wrong].tolist())]

def first_wrong(model, first, last, step=10_000):
    "The first of these rows, or `None`: up to there it says what it is shown"
    for a in range(first, last+1, step):
        rows = wrong_words(model, a, min(a+step-1, last))
        if rows: return rows[0]

def terms(model, found):
    "What state, copy and successor bring to the right word, less its rival, at the first wrong"
    if found is None or not isinstance(model, CopyGRU): return {}
    numbers = map(number_to_words, range(found['number']-5, found['number']+1))
    corpus = Corpus.from_numbers(range(1, 1001))
    table = score_terms(model, corpus, f". {' . '.join(numbers)} .")
    words = len(number_to_words(found['number']).split()) + 1
    row = table.iloc[-words:].query('margin < 0').iloc[:1]
    return row[['state', 'copy', 'successor']].to_dict('records')[0] if len(row) else {}

def trial(idea, task, seed):
    "Train once and count on"
    table = Table('beyond', 'idea', 'task', 'seed')
    if table.has(idea, task, seed): return
    below,epochs,last = tasks[task]
    recipe = replace(ideas[idea], data=lambda nums: data(below), epochs=epochs)
    start = time.process_time()
    learn = recipe.train(seed, all_words, bar=False)
    seconds = time.process_time() - start
    model = learn.model
    found = first_wrong(model, below-10, last)
    reached = found['number']-1 if found else last
    counted,_ = counted_on(model, range(below, 10*below))
    blank = dict.fromkeys(['number', 'after', 'right', 'said', 'margin'])
    table.add((idea, task, seed), [dict(
        parameters=sum(p.numel() for p in model.parameters()), cpu_seconds=seconds,
        wrong_inside=len(wrong_words(model, below-1000, below-11)), reached=reached,
        wrong_beyond=len(wrong_words(model, below, below+1999)),
        places=(counted == 100).sum().item(), counted_mean=counted.float().mean().item(),
        **(found or blank), **dict.fromkeys(['state', 'copy', 'successor'])
        | terms(model, found))])

if __name__ == '__main__':
    jobs = [(idea, task, seed) for task in tasks for seed in range(2000, 2005)
            for idea in ideas]
    in_processes(trial, jobs)
