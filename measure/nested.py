"""Settings of lesson 12 to choose from, on the training text alone: nested.csv.

Each is trained with the seeds 0 to 4 on the first 80% of the training text, and on 1 to 5,999,
and has to count on to 7,999."""
from shared import Table
from dataclasses import replace
from functools import partial
import torch
from copies import (anew, blurred, by_loss, change, copy, evenly, fit, left_out, plainly,
                    scored, short)
from humannum_lm.copying import CopyGRU
from humannum_lm.data import Corpus
from humannum_lm.variants import nested_corpus

def one_side(vocab_sz, side=0):
    "A `CopyGRU` that compares with the state before a word (0), or after it (1), not with both"
    model = left_out(vocab_sz)
    sides = torch.arange(model.head.key.in_features) // model.i_h.embedding_dim
    def only(_, args): return args[0]*(sides==side),
    model.head.key.register_forward_pre_hook(only)
    return model

class EmbeddingRead(CopyGRU):
    "`CopyGRU` whose output layer reads the embedding, too"
    def forward(self, x):
        _,both = self.activations(x)
        return self.h_o(both) + self.head(both, x)

settings = {
    'windows of 32 words': short,
    'drawn evenly': replace(short, cbs=evenly),
    'no word left out': change(short, p_word=0.),
    'one word in ten left out': change(short, p_word=0.1),
    'dropout 0.2': change(short, p=0.2),
    'weight decay 0.2': replace(short, wd=0.2),
    'no successors': change(short, successor=False),
    'compares with the state before a word alone': replace(short, model=one_side),
    'compares with the state after it alone': replace(short, model=partial(one_side, side=1)),
    'output layer reads the embedding, too': replace(
        short, model=partial(left_out, cls=EmbeddingRead)),
    'windows of 64 words': copy}
for noise in 0., 0.4, 0.5, 0.7:
    settings[f'blurred anew at each place, {noise}'] = change(anew, noise=noise)
for noise in 0., 0.5, 0.7, 0.8, 1.:
    settings[f'blurred by {noise}'] = change(plainly, noise=noise, p=0.4)
for noise in 0.7, 0.8:
    settings[f'blurred by {noise}, dropout 0.3'] = change(plainly, noise=noise)
by_blur = 'blurred by 0.8, dropout 0.3, hard by blurred losses'
settings[by_blur] = replace(plainly, cbs=by_loss())
settings['the same, every other epoch'] = replace(plainly, cbs=blurred.cbs)
for noise in 0.7, 0.8, 0.9:
    settings[f'the same, batches of 32, blurred by {noise}'] = change(blurred, noise=noise)
settings['the same, batches of 32, hard by losses without blur'] = replace(
    blurred, cbs=by_loss(every=2, noise=False))

if __name__ == '__main__':
    corpus = nested_corpus()
    table = Table('nested', 'setting', 'task', 'seed')
    # Tokens to train on, and the first number to say
    tasks = {'80%': (None, len(nested_corpus(corpus).lines) + 1),
             'to 5,999': (len(Corpus.from_numbers(range(1, 6000)).tokens), 6000)}
    for name,task,seed in table.left(settings, tasks, range(5)):
        recipe,(n,first) = settings[name],tasks[task]
        part = replace(recipe, data=partial(recipe.data, n_train=n))
        learn,_ = fit(part, seed, corpus)
        table.add((name, task, seed), [scored(learn, corpus, first, 7999)])
