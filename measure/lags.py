"""The gradient against the time lag (lessons 03 and 04): ten seeds of four networks, before
training and after. Writes lags.csv."""
from shared import Table
import pandas as pd
from humannum_lm.data import Corpus
from humannum_lm.multilayer import lag_texts, model_lags
from humannum_lm.recipes import recipes

names = 'LMModel5-1-layer-relu', 'LMModel5-1-layer', 'LMModel5', 'LMModel6'

def rows(model, texts, when):
    "A row for each tensor of the state and each lag"
    lags = pd.DataFrame(model_lags(model, texts).numpy()).rename_axis('lag').reset_index()
    long = lags.melt('lag', var_name='state', value_name='gradient')
    return long.assign(when=when, gradient=long.gradient.map('{:.5g}'.format))

if __name__ == '__main__':
    table = Table('lags', 'model', 'seed')
    texts = lag_texts(Corpus().nums)
    for name,seed in table.left(names, range(42, 52)):
        learn = recipes[name].learner(seed)
        before = rows(learn.model, texts, 'before')
        recipes[name].fit(learn, bar=False)
        both = pd.concat([before, rows(learn.model, texts, 'after')])
        table.add((name, seed), both[['when', 'state', 'lag', 'gradient']])
