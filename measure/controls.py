"""What final.py had no time left for, on another machine: controls.csv.

On the chapter's text two more seeds without the head, and seeds 42 to 46 of `CopyGRU`, in turn
with `LMModel7`; on train.txt alone ten seeds without silence."""
from shared import Table
from final import models, trial
from humannum_lm.data import Corpus
from humannum_lm.recipes import recipes

trials = [('without the head', 'chapter', (1002, 1004)),
          ('CopyGRU', 'chapter', range(42, 47)),
          ('without silence', 'file', range(1000, 1010))]

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('controls', 'text', 'model', 'seed')
    named = models(recipes['CopyGRU'])
    for name,text,seeds in trials:
        for seed in seeds:
            if table.has(text, name, seed): continue
            _,row = trial(named[name][0], text, seed, corpus, timed=name=='CopyGRU')
            table.add((text, name, seed), [row])
