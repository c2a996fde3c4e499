"Train the models of lesson 12 with five seeds each, and LMModel7 in turn for the time: writes results/copying.csv. `tools/copying.py NAME ...` trains some of the rows only."
import sys, time
from dataclasses import replace
from functools import partial
from pathlib import Path
import pandas as pd
from humannum_lm.all import *
from fastai.text.all import *

seeds = range(42, 47)
copy = recipes['CopyGRU']
chapter = {
    'LMModel7': recipes['LMModel7'], 'LMModel7-GRU': recipes['LMModel7-GRU'],
    'windows, copy, successor': replace(copy, cbs=(WindowResetter, partial(GradientClip, 1.))),
    'CopyGRU': copy,
    'CopyGRU, across the seam': replace(copy, data=partial(window_dls, seam=False))}
file = {'CopyGRU': replace(copy, data=partial(window_dls, n_train=len(Corpus.from_numbers(human_numbers_files['train.txt']).tokens)))}

def fit(recipe, seed, corpus):
    "A trained `Learner`, and the seconds it took"
    learn = recipe.learner(seed, corpus)
    start = time.perf_counter()
    recipe.fit(learn, bar=False)
    return learn,time.perf_counter()-start

def main(names):
    out,corpus,rows = Path(__file__).resolve().parent.parent/'results'/'copying.csv',Corpus(),[]
    for task,models,first in (('chapter', chapter, 8083), ('file', file, 8000)):
        for name,recipe in models.items():
            if names and f'{task}:{name}' not in names: continue
            for seed in seeds:
                (learn,seconds),(_,lm7) = fit(recipe, seed, corpus),fit(recipes['LMModel7'], seed, corpus)
                acc,context = both_accuracies(learn.model, corpus.nums)
                rows.append(dict(task=task, model=name, seed=seed, parameters=total_params(learn.model)[0], seconds=round(seconds, 2), lm7_seconds=round(lm7, 2),
                                 accuracy=round(acc, 6), with_context=round(context, 6), count=longest_count(learn.model, corpus, first, 9999)))
                print(*rows[-1].values(), flush=True)
                write_runs(pd.DataFrame(rows), out.with_name(f'copying-{names[0].replace(":", "-")}.csv') if names else out)

if __name__ == '__main__': main(sys.argv[1:])
