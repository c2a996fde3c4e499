"""Where the output layer starts, where the embedding starts, and tying, for LMModel6 and
LMModel7, ten seeds each. Writes start.csv.

What is asked, and how it will be read (written before the runs): is it tying that brings
LMModel7 from 0.83 to 0.88, or the scale at which tying makes the output layer start? Two
settings differ if their means over the seeds 301 to 310 lie more than two standard errors of
the difference apart; otherwise these runs do not decide."""
from shared import Table, train
from dataclasses import replace
from functools import partial
import numpy as np
from fastai.text.all import Learner
from torch import nn
from humannum_lm.lstm import LMModel6
from humannum_lm.recipes import recipes
from humannum_lm.regularize import LMModel7

# Where weights start: PyTorch's rule for a layer that reads 64 numbers (standard deviation
# 0.072), or normal with this standard deviation
starts = {'U': lambda w: nn.init.uniform_(w, -1/8, 1/8)}
starts |= {name: partial(nn.init.normal_, std=float(name)) for name in ('0.27', '1', '3.7')}

class Scaled(nn.Linear):
    "An output layer whose scores are multiplied: U(-1/8, 1/8) as if its deviation were 1"
    def forward(self, x): return super().forward(x)*8*3**.5

def make(vocab_sz, cls, tied, embedding, output, layer=nn.Linear, **kwargs):
    model = cls(vocab_sz, 64, 2, **kwargs)
    starts[embedding](model.i_h.weight)
    if tied: model.h_o.weight = model.i_h.weight
    else:
        model.h_o = layer(64, vocab_sz)
        starts[output](model.h_o.weight)
    return model

def output_apart(model):
    "The parameters in two groups, the output layer's in the second"
    own = {id(p) for p in model.h_o.parameters()}
    return [[p for p in model.parameters() if id(p) not in own], list(model.h_o.parameters())]

def settings():
    "Name to recipe: MODEL/tied or untied/start of the embedding/start of the output layer"
    for name,cls,kwargs in (('LMModel7', LMModel7, dict(p=0.4)), ('LMModel6', LMModel6, {})):
        def recipe(tied, embedding, output, layer=nn.Linear, **changes):
            model = partial(make, cls=cls, tied=tied, embedding=embedding, output=output,
                            layer=layer, **kwargs)
            return replace(recipes[name], model=model, **changes)
        for e in '1', 'U':
            yield f'{name}/tied/{e}/{e}',recipe(True, e, e)
            for o in '1', 'U': yield f'{name}/untied/{e}/{o}',recipe(False, e, o)
        for o in '0.27', '3.7': yield f'{name}/untied/1/{o}',recipe(False, '1', o)
        # Does a higher learning rate of the output layer do the same? Or multiplied scores?
        apart = partial(Learner, splitter=output_apart)
        rates = np.array([1e-2, 1e-1])
        faster = recipe(False, '1', 'U', make_learner=apart, lr=rates)
        yield f'{name}/untied/1/U, rate x 10',faster
        yield f'{name}/untied/1/U, scores x 13.9',recipe(False, '1', 'U', layer=Scaled)

if __name__ == '__main__':
    table = Table('start', 'model', 'seed')
    for name,recipe in settings():
        for seed in range(301, 311): train(table, recipe, name, seed)
