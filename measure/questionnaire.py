"""What answers 1 and 20 of lesson 06 show: questionnaire.csv, five seeds (42 to 46) of
each training.

sample: LMModel4, with the detach after the loop and inside it, trained on a part of the text;
its final accuracy. walls: which share of the gradient of LMModel4 is lost if the state is
detached after every so many words, before and after its training on every fourth number."""
from shared import Table
from copy import deepcopy
import torch
import torch.nn.functional as F
from humannum_lm.multilayer import lag_texts
from humannum_lm.questionnaire import _samples
from humannum_lm.recipes import recipes

seeds = range(42, 47)
samples = _samples()
fourth = samples['every fourth number']
texts = lag_texts(fourth.nums, n=64)

def matrix_grad(model, every):
    """The gradient of the last prediction's loss by the recurrent matrix, with the state
    detached after every so many words"""
    xs,ys = texts                            # (64, 64) both
    h = torch.zeros(len(xs), 64, dtype=torch.double)
    for i,word in enumerate(xs.unbind(1)):
        if (xs.shape[1]-i) % every == 0: h = h.detach()
        h = F.relu(model.h_h(h + model.i_h(word)))
    loss = F.cross_entropy(model.h_o(h), ys[:,-1])
    return torch.autograd.grad(loss, model.h_h.weight)[0]

def walls(learn):
    "A row for each distance of the walls"
    model = deepcopy(learn.model).double()
    full = matrix_grad(model, texts[0].shape[1])
    parts = {k: matrix_grad(model, k) for k in (1, 4, 16, 32)}
    lost = {k: ((part - full).norm()/full.norm()).item() for k,part in parts.items()}
    return [dict(at=k, value=f'{o:.5g}') for k,o in lost.items()]

if __name__ == '__main__':
    table = Table('questionnaire', 'what', 'setting', 'model', 'seed')
    for seed in seeds:
        for setting,corpus in samples.items():
            for name in ('LMModel4', 'LMModel4-detach-inside'):
                if table.has('sample', setting, name, seed): continue
                learn = recipes[name].train(seed, corpus, bar=False)
                final = learn.recorder.values[-1][-1]
                row = dict(at=None, value=f'{final:.6f}')
                table.add(('sample', setting, name, seed), [row])
                if name == 'LMModel4' and corpus is fourth:
                    table.add(('walls', 'after training', name, seed), walls(learn))
        if not table.has('walls', 'before training', 'LMModel4', seed):
            learn = recipes['LMModel4'].learner(seed, fourth)
            table.add(('walls', 'before training', 'LMModel4', seed), walls(learn))
