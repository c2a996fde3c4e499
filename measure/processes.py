"What distributed.py, distributed_lost.py and killed.py share: launch, record and the like"
import os, subprocess, sys
from copy import deepcopy
from dataclasses import replace
import torch
from fastai.text.all import Callback, Module, noop, to_detach
from humannum_lm.distributed import _draw_per_row, lane_rows, whole_batch
from humannum_lm.multilayer import sequence_loss
from humannum_lm.recipes import recipes
import humannum_lm.distributed as course

def launch(*args, n=2):
    "Start `n` processes of this Python on this machine's CPU; `stdout` has what they print"
    options = ['--standalone', '--local-addr', '127.0.0.1', f'--nproc-per-node={n}']
    cmd = [sys.executable, '-m', 'torch.distributed.run', *options, *map(str, args)]
    env = dict(os.environ, OMP_NUM_THREADS='1', CUDA_VISIBLE_DEVICES='', PYTHONUTF8='1')
    if sys.platform == 'linux': env['GLOO_SOCKET_IFNAME'] = 'lo'
    return subprocess.Popen(cmd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            encoding='utf-8', errors='replace')

class BatchLosses(Callback):
    "Keep what was minimised in each training batch, as a mean over all processes"
    def before_fit(self): self.losses = []
    def after_loss(self): self.learn.loss = self.loss.float()  # What the `Recorder` can take
    def after_batch(self):
        if self.training: self.losses.append(to_detach(self.loss_grad.mean()).item())

def record(name, epochs=None, double=False, cbs=(), change=noop, within=None):
    """Train a recipe, in as many processes as there are, and tell everything about it: losses
    `(batches,)`, training and validation loss and accuracy `(epochs, 3)`, and the weights"""
    old = torch.get_default_dtype()
    recipe = replace(recipes[name], epochs=epochs or recipes[name].epochs)
    if double: recipe.loss_func = sequence_loss
    torch.set_default_dtype(torch.double if double else torch.float)
    try:
        learn = recipe.learner()
        learn.add_cbs(cbs)
        change(learn)
        losses = BatchLosses()
        within = within or course.in_lanes
        with within(learn), learn.added_cbs(losses): recipe.fit(learn, bar=False)
    finally: torch.set_default_dtype(old)
    table = [list(o) for o in learn.recorder.values]
    return {'losses': torch.tensor(losses.losses, dtype=torch.double),
            'epochs': torch.tensor(table, dtype=torch.double),
            'weights': [p.detach() for p in learn.model.parameters()]}

def difference(a, b):
    "The largest difference, relative to `a`; 0 if they are equal"
    return ((a-b).abs()/a.abs()).max().item()

class InShares(Module):
    "`model` in one process as `n` processes have it: a copy for each share of the lanes"
    def __init__(self, model, n=2):
        self.model = model
        self.copies = [deepcopy(model) for _ in range(n)]  # A list: no parameters to optimise
        for rank,m in enumerate(self.copies):
            for o in _draw_per_row(m): whole_batch(o, rank, n)

    def reset(self):
        for m in (self.model, *self.copies): m.reset()

    def forward(self, x):
        if not self.training: return self.model(x)
        rng = torch.get_rng_state()
        outs = []
        for rank,m in enumerate(self.copies):
            m.load_state_dict(self.model.state_dict())
            torch.set_rng_state(rng)  # All draw the same masks, as processes with one seed do
            outs.append(m(x[lane_rows(len(x), rank, len(self.copies))]))
        if isinstance(outs[0], tuple): return tuple(map(torch.cat, zip(*outs)))
        return torch.cat(outs)

class AddGradients(Callback):
    "Move the gradients of the copies, added up, to the model before each step"
    order = -10  # Before what looks at gradients
    def after_backward(self):
        models = [self.model.model, *self.model.copies]
        for p,*copies in zip(*(m.parameters() for m in models)):
            p.grad = sum(c.grad for c in copies)
            for c in copies: c.grad = None

def in_shares(learn): learn.model = InShares(learn.model)
