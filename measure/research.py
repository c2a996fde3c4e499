"""What lesson 07 says of the GRU and the LSTM: research.csv.

Five seeds (42 to 46) of LMModel7 and of LMModel7-GRU: the accuracy after a full stop, where a
number's first digit is asked for, and after all other words; the gradient of a prediction's
loss by the state so many words earlier. Ten seeds (42 to 51) of the GRU, of the LSTM without
its output gate, and of that without the tanh on what it shows, all as LMModel6 is trained:
the final accuracy. (LMModel6 itself is in bands.csv.) Written before the runs: two settings
differ if their means lie more than two standard errors of the difference apart; otherwise
these runs do not decide."""
from shared import Table
from humannum_lm.data import Corpus
from humannum_lm.multilayer import lag_texts, model_lags
from humannum_lm.recipes import recipes
from humannum_lm.research import _accuracy_by_kind, _level6

corpus = Corpus()
texts = lag_texts(corpus.nums)

def by_kind(learn):
    "A row for each kind of word"
    kinds = _accuracy_by_kind(learn.model, learn.dls.valid, corpus.word2idx['.'])
    return [dict(what=kind, lag=None, value=value) for kind,value in kinds.items()]

def by_lag(learn):
    "A row for each tensor of the state and each lag"
    columns = model_lags(learn.model, texts).T.tolist()
    return [dict(what=f'gradient by {state}', lag=lag, value=f'{value:.5g}')
            for state,column in zip('hc', columns) for lag,value in enumerate(column)]

if __name__ == '__main__':
    table = Table('research', 'model', 'seed')
    for seed in range(42, 47):
        for name in ('LMModel7', 'LMModel7-GRU'):
            if table.has(name, seed): continue
            learn = recipes[name].train(seed, bar=False)
            table.add((name, seed), by_kind(learn) + by_lag(learn))
    for seed in range(42, 52):
        for name,recipe in _level6.items():
            if table.has(name, seed): continue
            learn = recipe.train(seed, bar=False)
            final = dict(what='final accuracy', lag=None, value=learn.recorder.values[-1][-1])
            table.add((name, seed), [final])
