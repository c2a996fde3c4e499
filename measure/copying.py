"""The models of lesson 12 on the chapter's text, and on train.txt alone: copying.csv.

Seeds 42 to 46, with `LMModel7` in turn for the time. A model of the chapter's text counts on
from 8,083, the other one from 8,000. These are the trials before final.py, by which nobody can
choose any more: all were looked at. The rows of a first version, with another head, come from
the history of the file; no code here makes them."""
from shared import Table
from dataclasses import replace
from functools import partial
from copies import (anew, blurred, change, copy, evenly, fit, on_file, plainly, scored,
                    short)
from fastai.text.all import total_params
from humannum_lm.copying import WindowResetter, window_dls
from humannum_lm.data import Corpus
from humannum_lm.recipes import recipes

gru = recipes['LMModel7-GRU']
in_windows = (WindowResetter, *gru.cbs[1:])
more = change(anew, noise=0.7)
chapter = {
    'LMModel7': recipes['LMModel7'],
    'LMModel7-GRU': gru,
    '+ windows': replace(gru, data=window_dls, epochs=copy.epochs, cbs=in_windows),
    '+ pointer': replace(change(copy, successor=False), cbs=evenly),
    '+ successors': replace(copy, cbs=evenly),
    '+ hard windows': copy,
    'hard windows of 32 words': short,
    'hard windows across the seam': replace(copy, data=partial(window_dls, seam=False)),
    'blurred': blurred,
    'blurred, hard without blur': plainly,
    'blurred, hard without blur, dropout 0.4': change(plainly, p=0.4),
    'blurred anew at each place': anew,
    'more blurred anew': replace(more, data=partial(window_dls, bs=32), epochs=40),
    'CopyTransformer': recipes['CopyTransformer']}

file = {name: on_file(chapter[name]) for name in
        ('+ hard windows', 'blurred anew at each place', 'blurred',
         'blurred, hard without blur', 'blurred, hard without blur, dropout 0.4')}

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('copying', 'task', 'model', 'seed')
    for task,models,first in ('chapter', chapter, 8083), ('file', file, 8000):
        for name,recipe in models.items():
            for seed in range(42, 47):
                if table.has(task, name, seed): continue
                learn,seconds = fit(recipe, seed, corpus)
                _,lm7 = fit(recipes['LMModel7'], seed, corpus)
                row = dict(parameters=total_params(learn.model)[0],
                           seconds=round(seconds, 2), lm7_seconds=round(lm7, 2))
                table.add((task, name, seed), [row | scored(learn, corpus, first, 9999)])
