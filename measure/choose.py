"""Candidates for lesson 12's model, on three tasks inside the training text: choose.csv.

Each trains on 1 to 4,999, 5,999 or 6,082 and counts on to 7,999; the rule stands in final.py.
The first round was stopped when its time was up, and in the second only the best three of a
race (seeds 0 to 2, on the first task) went on to the other tasks."""
from shared import Table
from dataclasses import replace
from functools import partial
import torch
from copies import blurred, by_loss, change, fit
from margins import lost, margins
from fastai.text.all import Callback
from humannum_lm.copying import CopyGRU, WordSilence
from humannum_lm.data import Corpus
from humannum_lm.mistakes import both_accuracies
from humannum_lm.recipes import recipes
from humannum_lm.variants import WordDropout, nested_corpus

class Silence(WordSilence):
    "The state says nothing at a share `p` of the windows or of the places, or of some words"
    def __init__(self, p, kind, hard):
        super().__init__(p)
        self.kind,self.hard = kind,hard
    def forward(self, scores):
        if self.p == 1 or self.always and self.hard: return torch.zeros_like(scores)
        if not self.training: return scores
        bs,sl,n = scores.shape
        shape = {'rows': (bs, 1, 1), 'words': (bs, 1, n), 'places': (bs, sl, 1)}[self.kind]
        return scores*(torch.rand(shape) >= self.p)

def silent(vocab_sz, kind, p_say, hard=False, p_word=0., **kwargs):
    "A `CopyGRU` with `Silence`; `hard`: its windows are weighed without the state's say"
    model = CopyGRU(vocab_sz, **kwargs)
    model.hush = Silence(p_say, kind, hard)
    if p_word: model.blur = WordDropout(vocab_sz, p_word)
    return model

class Averaged(Callback):
    "At the end the weights are a decaying average over all batches"
    order = 99
    def __init__(self, decay=0.99): self.decay = decay
    def before_fit(self): self.mean = [p.detach().clone() for p in self.model.parameters()]
    def after_batch(self):
        if not self.training: return
        now = [p.detach() for p in self.model.parameters()]
        torch._foreach_lerp_(self.mean, now, 1-self.decay)
    def after_fit(self):
        for p,mean in zip(self.model.parameters(), self.mean): p.data.copy_(mean)

def of(kind, p_say, noise, **kwargs):
    model = partial(silent, kind=kind, p_say=p_say, noise=noise, **kwargs)
    return replace(recipes['CopyGRU'], model=model)

by_7 = change(blurred, noise=0.7)
first = {
    'blurred by 0.7': by_7,
    'blurred by 0.7, averaged': replace(by_7, cbs=(*by_7.cbs, Averaged)),
    'blurred by 0.7, floor 0.05': replace(by_7, cbs=by_loss(every=2, floor=0.05)),
    'rows 0.3, blurred by 0.7': of('rows', 0.3, 0.7),
    'words 0.3, blurred by 0.7': of('words', 0.3, 0.7),
    'places 0.2, blurred by 0.7': of('places', 0.2, 0.7),
    'rows 0.3, blurred by 0.9': of('rows', 0.3, 0.9),
    'words 0.3, blurred by 0.9': of('words', 0.3, 0.9),
    'rows 0.5, blurred by 0.8': of('rows', 0.5, 0.8),
    'words 0.5, blurred by 0.8': of('words', 0.5, 0.8)}
second = {f'{kind} {p}, blurred by {noise}, hard': of(kind, p, noise, hard=True)
          for kind,p,noise in (('rows', 0.5, 0.5), ('rows', 0.5, 0.7), ('rows', 0.3, 0.5),
                               ('words', 0.5, 0.5), ('words', 0.5, 0.7), ('rows', 0.5, 0.3),
                               ('rows', 0.8, 0.5), ('rows', 0.3, 0.7), ('words', 0.8, 0.5))}
second |= {
    'head alone, blurred by 0.5': of('rows', 1., 0.5),
    'head alone, blurred by 0.7': of('rows', 1., 0.7),
    'rows 0.5, blurred by 0.5': of('rows', 0.5, 0.5),
    'words 0.5, blurred by 0.5': of('words', 0.5, 0.5),
    'words 0.5, blurred by 0.3': of('words', 0.5, 0.3),
    'rows 0.5, blurred by 0.5, hard, dropout 0.2': of('rows', 0.5, 0.5, hard=True, p=0.2),
    'rows 0.5, a word in ten left out, hard': of('rows', 0.5, 0., hard=True, p_word=0.1)}
third = {f'words 0.8, blurred by {noise}, hard': of('words', 0.8, noise, hard=True)
         for noise in (0.3, 0.4)}
tasks = {'to 4,999': 4999, 'to 5,999': 5999, 'to 6,082': 6082}

def trial(recipe, task, seed, corpus):
    "The figures of one run"
    n = len(Corpus.from_numbers(range(1, tasks[task]+1)).tokens)
    learn,_ = fit(replace(recipe, data=partial(recipe.data, n_train=n)), seed, corpus)
    acc,context = both_accuracies(learn.model, corpus.nums)
    found = margins(learn.model, corpus, tasks[task]+1, 7999)
    return dict(accuracy=acc, with_context=context, **found,
                **lost(learn.model, corpus, found['at']))

if __name__ == '__main__':
    corpus = nested_corpus()
    table = Table('choose', 'round', 'setting', 'task', 'seed')
    for i,settings in enumerate((first, second, third), 1):
        for name,recipe in settings.items():
            for task in tasks:
                for seed in range(5):
                    if table.has(i, name, task, seed): continue
                    table.add((i, name, task, seed), [trial(recipe, task, seed, corpus)])
