"The gates of an LSTM or a GRU, worked out from its states: what demo.py and live.py share."
import torch
from torch import nn
from torch.nn import functional as F
from humannum_lm.inside import rnn_states

@torch.no_grad()
def rnn_gates(model, x):
    """Gates and states while `model` reads `x` from a state of zeros, by the names of the
    formulas: `ifogch` for an LSTM, `rzh` for a GRU; each `(n_layers, bs, sl, n_hidden)`"""
    states,inp,layers = rnn_states(model, x),model.i_h(x),[]
    for l,h in enumerate(states['hidden']):                 # (bs, sl, n_hidden)
        w_ih,w_hh,b_ih,b_hh = model.rnn.all_weights[l]
        before = F.pad(h[:,:-1], (0, 0, 1, 0))              # the state before each word
        layers.append(F.linear(inp, w_ih, b_ih) + F.linear(before, w_hh, b_hh))
        inp = h
    sums = torch.stack(layers)
    if isinstance(model.rnn, nn.GRU):
        r,z,_ = sums.chunk(3, dim=-1)
        return dict(r=r.sigmoid(), z=z.sigmoid(), h=states['hidden'])
    i,f,g,o = sums.chunk(4, dim=-1)
    return dict(i=i.sigmoid(), f=f.sigmoid(), o=o.sigmoid(), g=g.tanh(), c=states['cell'],
                h=states['hidden'])
