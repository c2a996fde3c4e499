"""How long `CopyGRU` trains beside `LMModel7`, in turn, on the machine that the lessons were
saved on: times.csv. controls.csv has the same from another one."""
from shared import Table
from copies import fit
from humannum_lm.data import Corpus
from humannum_lm.recipes import recipes

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('times', 'seed')
    fit(recipes['LMModel1'], 0, corpus)  # A warm-up
    for seed in range(42, 47):
        if table.has(seed): continue
        copy,lm7 = (fit(recipes[o], seed, corpus)[1] for o in ('CopyGRU', 'LMModel7'))
        table.add((seed,), [dict(seconds=copy, lm7_seconds=lm7, ratio=copy/lm7)])
