"""Plain RNN (ReLU, tanh), LSTM and GRU at four learning rates each, best against best. Writes
rates.csv.

The rule, written before the runs: the learning rate of each network is the one with the
highest mean final accuracy over the seeds 201 to 210, which serve for nothing else. Compared
are the means over the seeds 301 to 310 at that rate. Two networks differ if these lie more
than two standard errors of the difference apart; otherwise these runs do not decide. All have
two layers, and 64 units (`small`) or as many as give about the LSTM's 70,430 parameters
(`equal`)."""
from shared import Table, train
from dataclasses import replace
from functools import partial
from torch import nn
from humannum_lm.lstm import LMModel6
from humannum_lm.recipes import recipes
from humannum_lm.rnn import fit_state

class OneState(LMModel6):
    "`LMModel6` with a network that has one state, `h`: `(bs, sl)` to `(bs, sl, vocab_sz)`"
    def activations(self, x):
        res,h = self.rnn(self.i_h(x), fit_state(self.h, len(x)))
        self.h = h.detach()
        return res

def make(vocab_sz, rnn, n_hidden):
    model = (LMModel6 if rnn is nn.LSTM else OneState)(vocab_sz, n_hidden, 2)
    model.rnn = rnn(n_hidden, n_hidden, 2, batch_first=True)
    return model

relu = partial(nn.RNN, nonlinearity='relu')
rnns = {'relu': relu, 'tanh': nn.RNN, 'LSTM': nn.LSTM, 'GRU': nn.GRU}
sizes = {'small': dict.fromkeys(rnns, 64), 'equal': {'relu': 125, 'tanh': 125, 'GRU': 74}}
lrs = 1e-3, 3e-3, 1e-2, 3e-2

def recipe(kind, n_hidden, lr):
    model = partial(make, rnn=rnns[kind], n_hidden=n_hidden)
    return replace(recipes['LMModel6'], model=model, lr=lr)

def best_rate(table, kind, size):
    "The learning rate that the rule picks"
    rows = table.rows[table.rows.seed.between(201, 210)]
    final = rows.groupby(['model', 'seed']).accuracy.last().groupby('model').mean()
    return max(lrs, key=lambda lr: final[f'{kind}/{size}/{lr}'])

if __name__ == '__main__':
    table = Table('rates', 'model', 'seed')
    for size,kinds in sizes.items():
        for kind,n_hidden in kinds.items():
            def run(lr, seeds):
                for seed in seeds:
                    train(table, recipe(kind, n_hidden, lr), f'{kind}/{size}/{lr}', seed)
            for lr in lrs: run(lr, range(201, 211))
            run(best_rate(table, kind, size), range(301, 311))
