"""Probes for digits in five seeds of two models, with their controls: untrained models, and
labels that were shuffled. Writes probes.csv."""
from shared import Table
import pandas as pd
from humannum_lm.data import Corpus
from humannum_lm.inside import probe_table
from humannum_lm.recipes import recipes

names = 'LMModel7', 'LMModel7-GRU'

def probes(model, untrained, corpus):
    "The probes of a training, with their controls"
    shuffled = dict(places=[('thousands', 6)], shuffle=True)
    kinds = dict(trained=(model, {}), untrained=(untrained, {}), shuffled=(model, shuffled))
    for kind,(m,kwargs) in kinds.items():
        for part in 'training', 'validation':
            yield probe_table(m, corpus, part, **kwargs).assign(kind=kind, part=part)

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('probes', 'model', 'seed')
    for name,seed in table.left(names, range(42, 47)):
        model = recipes[name].train(seed, corpus, bar=False).model.eval()
        untrained = recipes[name].learner(seed, corpus).model.eval()
        table.add((name, seed), pd.concat(probes(model, untrained, corpus)).round(4))
