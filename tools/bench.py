"Time an epoch of each model: the chapter's way of loading against ours, and ours against a bare PyTorch loop. Writes results/bench.csv"
import sys, time
from datetime import date
from pathlib import Path
from statistics import median
import pandas as pd, torch
from humannum_lm.all import *

epochs,turns = 2,7

def fit(learn):
    "Seconds for an epoch of training and validation with fastai"
    with learn.no_bar(), learn.no_logging():
        start = time.perf_counter()
        learn.fit(epochs, 1e-3)
        return (time.perf_counter() - start)/epochs

def bare(learn):
    "Seconds for an epoch of the same model, data and loss with nothing but PyTorch"
    model,(train,valid) = learn.model,map(list, learn.dls)
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    def scores(x): return o[0] if isinstance(o := model(x), tuple) else o
    start = time.perf_counter()
    for _ in range(epochs):
        model.train()
        for x,y in train:
            learn.loss_func(scores(x), y).backward()
            opt.step(); opt.zero_grad()
        model.eval()
        with torch.no_grad():
            for x,y in valid:
                out = scores(x)
                learn.loss_func(out, y).item(); (out.argmax(-1) == y).float().mean().item()
    return (time.perf_counter() - start)/epochs

def turn(name, nums):
    "One epoch's seconds each: the chapter's way, ours, the bare loop"
    ours,chapter,loop = (recipes[name].learner() for _ in range(3))
    chapter.dls = chapter_dls(name, nums, device=ours.dls.device)
    return fit(chapter),fit(ours),bare(loop)

def main():
    nums,rows = Corpus().nums,[]
    for name in chapter_models:
        turn(name, nums)  # a warm-up, not counted
        times = [turn(name, nums) for _ in range(turns)]
        rows.append(dict(model=name, chapter_over_ours=median(c/o for c,o,_ in times), ours_over_bare=median(o/b for _,o,b in times), ours_seconds=median(o for _,o,_ in times)))
        print('{model}: chapter / ours {chapter_over_ours:.2f}, ours / bare loop {ours_over_bare:.2f}, ours {ours_seconds:.2f} s an epoch'.format(**rows[-1]), flush=True)
    write_runs(pd.DataFrame(rows).round(3), Path(__file__).resolve().parent.parent/'results'/'bench.csv')

if __name__ == '__main__':
    with one_thread(): main()
