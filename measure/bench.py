"""Time an epoch of each model: the chapter's way of loading against ours, and ours against a
bare PyTorch loop, in turn. Writes bench.csv."""
from shared import Table
from statistics import median
import time
import torch
from humannum_lm.data import Corpus
from humannum_lm.recipes import chapter_models, recipes
from humannum_lm.reproduce import chapter_dls
from humannum_lm.rnn import scores_of

epochs,turns = 2,7

def fit(learn):
    "Seconds for an epoch of training and validation with fastai"
    with learn.no_bar(), learn.no_logging():
        start = time.perf_counter()
        learn.fit(epochs, 1e-3)
        return (time.perf_counter() - start)/epochs

def bare(learn):
    "Seconds for an epoch of the same model, data and loss with nothing but PyTorch"
    model = learn.model
    train,valid = map(list, learn.dls)
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    start = time.perf_counter()
    for _ in range(epochs):
        model.train()
        for x,y in train:
            learn.loss_func(scores_of(model(x)), y).backward()
            opt.step()
            opt.zero_grad()
        model.eval()
        with torch.no_grad():
            for x,y in valid:
                out = scores_of(model(x))
                learn.loss_func(out, y).item()
                (out.argmax(-1) == y).float().mean().item()
    return (time.perf_counter() - start)/epochs

def turn(name, nums):
    "One epoch's seconds each: the chapter's way, ours, the bare loop"
    ours,chapter,loop = (recipes[name].learner() for _ in range(3))
    chapter.dls = chapter_dls(name, nums, device=ours.dls.device)
    return fit(chapter),fit(ours),bare(loop)

if __name__ == '__main__':
    nums = Corpus().nums
    table = Table('bench', 'model')
    for name in chapter_models:
        if table.has(name): continue
        turn(name, nums)  # a warm-up, not counted
        times = [turn(name, nums) for _ in range(turns)]
        row = dict(chapter_over_ours=median(c/o for c,o,_ in times),
                   ours_over_bare=median(o/b for _,o,b in times),
                   ours_seconds=median(o for _,o,_ in times))
        table.add((name,), [{k: round(v, 3) for k,v in row.items()}])
