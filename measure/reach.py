"""What the figure of lesson 02 on the website shows: reach.csv.

gradient: the LMModel4 of the lesson (seed 42), on its first batch. How long the gradient of
the loss of prediction `at` is by the embedding of word `word`, the mean over the batch.
final: LMModel4 with a detach before every `at`-th word, trained with the seeds 42 to 51; its
final accuracy. Every 16 is the chapter's model, every 1 the erratum's."""
from functools import partial
from shared import Table
from dataclasses import replace
import torch
import torch.nn.functional as F
from humannum_lm.recipes import recipes
from humannum_lm.rnn import LMModel4, fit_state

class DetachEvery(LMModel4):
    "`LMModel4` whose state is detached before every so many words"
    def __init__(self, vocab_sz, n_hidden, every):
        super().__init__(vocab_sz, n_hidden)
        self.every = every

    def forward(self, x):
        h = fit_state(self.h, len(x), self.i_h.weight)      # (bs, n_hidden)
        outs = []
        for i in range(x.shape[1]):
            if i % self.every == 0: h = h.detach()
            h = F.relu(self.h_h(h + self.i_h(x[:,i])))
            outs.append(self.h_o(h))                        # (bs, vocab_sz)
        self.h = h.detach()
        return torch.stack(outs, dim=1)                     # (bs, sl, vocab_sz)

def gradients(model, xb, yb):
    "For each prediction rows for the words that it can learn from"
    embedded = []
    def keep(module, args, out):
        embedded.append(out)                                # a word of all rows: (bs, n_hidden)
    hook = model.i_h.register_forward_hook(keep)
    model.reset()
    out = model(xb)                                         # (bs, sl, vocab_sz)
    hook.remove()
    for t in range(xb.shape[1]):
        loss = F.cross_entropy(out[:,t], yb[:,t])
        grads = torch.autograd.grad(loss, embedded[:t+1], retain_graph=True)
        norms = [g.norm(dim=-1).mean().item() for g in grads]
        yield t,[dict(word=i, value=f'{o:.5g}') for i,o in enumerate(norms)]

def trained(every, seed):
    model = partial(DetachEvery, n_hidden=64, every=every)
    return replace(recipes['LMModel4'], model=model).train(seed, bar=False)

if __name__ == '__main__':
    table = Table('reach', 'what', 'seed', 'at')
    if not table.has('gradient', 42, 0):
        learn = recipes['LMModel4'].train(42, bar=False)
        for t,rows in gradients(learn.model, *learn.dls.one_batch()):
            table.add(('gradient', 42, t), rows)
    for every in 1, 2, 4, 8, 16:
        for seed in range(42, 52):
            if table.has('final', seed, every): continue
            final = trained(every, seed).recorder.values[-1][-1]
            table.add(('final', seed, every), [dict(word=None, value=f'{final:.6f}')])
