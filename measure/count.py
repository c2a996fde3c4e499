"""How five seeds of each model that predicts every word count: both accuracies and the longest
count, and those of a perfect counter. Writes count.csv."""
from shared import Table
import pandas as pd
from humannum_lm.count import longest_count
from humannum_lm.data import Corpus
from humannum_lm.mistakes import both_accuracies, perfect_counter
from humannum_lm.recipes import recipes

names = 'LMModel4', 'LMModel5', 'LMModel6', 'LMModel7', 'LMModel7-GRU'

def row(model, corpus):
    acc,with_context = both_accuracies(model, corpus.nums)
    parameters = sum(p.numel() for p in model.parameters())
    return dict(parameters=parameters, accuracy=acc, with_context=with_context,
                longest_count=longest_count(model, corpus))

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('count', 'model', 'seed')
    for name,seed in table.left(names, range(42, 47)):
        model = recipes[name].train(seed, corpus, bar=False).model
        table.add((name, seed), [row(model, corpus)])
    acc,with_context = perfect_counter(corpus.nums)
    perfect = dict(parameters=pd.NA, accuracy=acc, with_context=with_context,
                   longest_count=pd.NA)
    table.add(('perfect counter', pd.NA), [perfect])
