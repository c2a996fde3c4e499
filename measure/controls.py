"""What final.py had no time left for: controls.csv.

Seeds 42 to 46 of `CopyGRU` in turn with `LMModel7`, for the time; and the seeds that final.py
lacks of its controls. With seeds as arguments only these are trained: a machine with many cores
takes 42 to 46 first, in one process while nothing else runs, and the others side by side."""
import sys
from shared import Table
from final import models, trial
from humannum_lm.data import Corpus
from humannum_lm.recipes import recipes

trials = [('CopyGRU', 'chapter', range(42, 47)),
          ('without the head', 'chapter', (1002, *range(1004, 1010))),
          ('without silence', 'chapter', (1015, 1019)),
          ('without silence', 'file', range(1000, 1020)),
          ('words left out', 'chapter', range(1000, 1020))]

if __name__ == '__main__':
    only = [int(o) for o in sys.argv[1:] if o.isdigit()]
    corpus = Corpus()
    table = Table('controls', 'text', 'model', 'seed')
    named = models(recipes['CopyGRU'])
    for name,text,seeds in trials:
        for seed in seeds:
            if only and seed not in only or table.has(text, name, seed): continue
            _,row = trial(named[name][0], text, seed, corpus, timed=name=='CopyGRU')
            table.add((text, name, seed), [row])
