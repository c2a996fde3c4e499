"""What nested.py, copying.py, choose.py and final.py share: variants of lesson 12's models, and
their scores"""
import time
from dataclasses import replace
from functools import partial
import torch
from fastai.text.all import GradientClip, Module
from humannum_lm.copying import CopyGRU, HardWindows, WindowResetter, window_dls
from humannum_lm.count import longest_count
from humannum_lm.data import Corpus, human_numbers_files
from humannum_lm.mistakes import both_accuracies
from humannum_lm.recipes import recipes
from humannum_lm.variants import WordDropout

def by_loss(**kwargs):
    return WindowResetter,partial(HardWindows, **kwargs),partial(GradientClip, 1.)
def change(recipe, **kwargs): return replace(recipe, model=partial(recipe.model, **kwargs))

n_file = len(Corpus.from_numbers(human_numbers_files['train.txt']).tokens)
def on_file(recipe):
    "The recipe, trained on train.txt alone"
    return replace(recipe, data=partial(recipe.data, n_train=n_file))

def left_out(vocab_sz, p_word=0.05, cls=CopyGRU, p=0.4, **kwargs):
    "A `CopyGRU` as it was at first: words are left out, not blurred, and the state says all"
    model = cls(vocab_sz, p=p, noise=0., p_say=0., **kwargs)
    model.blur = WordDropout(vocab_sz, p_word)
    return model

copy = replace(recipes['CopyGRU'], model=left_out, data=window_dls, epochs=26, lr=1e-2,
               cbs=by_loss())
blurred = recipes['CopyGRU-blurred']
short = replace(copy, data=partial(window_dls, bs=32, sl=32))
evenly = (WindowResetter, partial(GradientClip, 1.))

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
    model = CopyGRU(vocab_sz, n_hidden=48, p=0.4, noise=0., p_say=0.)
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
