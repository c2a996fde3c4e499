"""The start of the output layer x the start of the embedding x tying, for LMModel6 and LMModel7, ten seeds each: start.csv.

What is asked, and how it will be read (written before the runs): is it tying that brings LMModel7 from 0.83 to 0.88, or
the scale at which tying makes the output layer start? Two settings differ if their means over the seeds 301 to 310 lie
more than two standard errors of the difference apart; otherwise these runs do not decide."""
from shared import Table, train
from dataclasses import replace
from functools import partial
import numpy as np
from fastai.text.all import Learner
from torch import nn
from humannum_lm.all import LMModel6, LMModel7, recipes

# Where weights start: PyTorch's rule for a layer that reads 64 numbers (standard deviation 0.072), or normal
starts = {'U': lambda w: nn.init.uniform_(w, -1/8, 1/8)}
starts |= {name: partial(nn.init.normal_, std=float(name)) for name in ('0.27', '1', '3.7')}

class Scaled(nn.Linear):
    "An output layer whose scores are multiplied: small weights that speak as loudly as large ones"
    def forward(self, x): return super().forward(x)*8*3**.5  # from U(-1/8, 1/8) to a standard deviation of 1

def make(vocab_sz, cls, tied, embedding, output, layer=nn.Linear, **kwargs):
    model = cls(vocab_sz, 64, 2, **kwargs)
    starts[embedding](model.i_h.weight)
    if tied:
        model.h_o.weight = model.i_h.weight
        return model
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
        def recipe(*args, **more): return replace(recipes[name], model=partial(make, cls=cls, tied=args[0], embedding=args[1],
                                                                               output=args[2], **kwargs), **more)
        for e in ('1', 'U'):
            yield f'{name}/tied/{e}/{e}',recipe(True, e, e)
            for o in ('1', 'U'): yield f'{name}/untied/{e}/{o}',recipe(False, e, o)
        for o in ('0.27', '3.7'): yield f'{name}/untied/1/{o}',recipe(False, '1', o)
        # Does a higher learning rate of the output layer do the same? Or scores that are multiplied?
        apart = partial(Learner, splitter=output_apart)
        yield f'{name}/untied/1/U, rate x 10',recipe(False, '1', 'U', make_learner=apart, lr=np.array([1e-2, 1e-1]))
        scaled = partial(make, cls=cls, tied=False, embedding='1', output='U', layer=Scaled, **kwargs)
        yield f'{name}/untied/1/U, scores x 13.9',replace(recipes[name], model=scaled)

if __name__ == '__main__':
    table = Table('start', 'model', 'seed')
    for name,recipe in settings():
        for seed in range(301, 311): train(table, recipe, name, seed)
