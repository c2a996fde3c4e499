"What nested.py and copying.py share: variants of lesson 12's models, and their scores"
import time
from dataclasses import replace
from functools import partial
import torch
from fastai.text.all import GradientClip, Module
from humannum_lm.copying import CopyGRU, HardWindows, WindowResetter, window_dls
from humannum_lm.count import longest_count
from humannum_lm.mistakes import both_accuracies
from humannum_lm.recipes import recipes
import humannum_lm.variants  # Adds recipes

copy = recipes['CopyGRU']
blurred = recipes['CopyGRU-blurred']
short = replace(copy, data=partial(window_dls, bs=32, sl=32))
evenly = (WindowResetter, partial(GradientClip, 1.))

def by_loss(**kwargs):
    return WindowResetter,partial(HardWindows, **kwargs),partial(GradientClip, 1.)
def change(recipe, **kwargs): return replace(recipe, model=partial(recipe.model, **kwargs))

# Blurred, and the rest as in `CopyGRU`
plainly = replace(copy, model=blurred.model, epochs=21, cbs=by_loss(noise=False))

class NoiseAnew(Module):
    "Like `WordNoise`, but drawn anew for each place in a row"
    def __init__(self, sigma): self.sigma = sigma
    def forward(self, emb, x):
        if not self.training or not self.sigma: return emb
        return emb + self.sigma*torch.randn_like(emb)

def blurred_anew(vocab_sz, noise=0.5):
    "A smaller `CopyGRU` with `NoiseAnew`"
    model = CopyGRU(vocab_sz, n_hidden=48, p_word=0.)
    model.blur = NoiseAnew(noise)
    return model

anew = replace(copy, model=blurred_anew, epochs=22)

def fit(recipe, seed, corpus):
    "A trained `Learner`, and the seconds it took"
    learn = recipe.learner(seed, corpus)
    start = time.perf_counter()
    recipe.fit(learn, bar=False)
    return learn,time.perf_counter()-start

def scored(learn, corpus, first, last):
    "The figures of a trained model"
    acc,context = both_accuracies(learn.model, corpus.nums)
    return dict(accuracy=acc, with_context=context,
                count=longest_count(learn.model, corpus, first, last))
