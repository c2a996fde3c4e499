"Train the models of lesson 12: settings to choose from on the nested split (results/nested.csv), and the final ones, LMModel7 in turn for the time (results/copying.csv). `tools/copying.py nested` or `final` does one of them."
import sys, time
from dataclasses import replace
from functools import partial
from pathlib import Path
import pandas as pd
from humannum_lm.all import *
from fastai.text.all import *

results = Path(__file__).resolve().parent.parent/'results'
copy,blurred = recipes['CopyGRU'],recipes['CopyGRU-blurred']
short = replace(copy, data=partial(window_dls, bs=32, sl=32))
evenly = (WindowResetter, partial(GradientClip, 1.))
def by_loss(**kwargs): return (WindowResetter, partial(HardWindows, **kwargs), partial(GradientClip, 1.))
plainly = replace(copy, model=blurred.model, epochs=21, cbs=by_loss(noise=False))  # Blurred, and the rest as in `CopyGRU`
def change(recipe, **kwargs): return replace(recipe, model=partial(recipe.model, **kwargs))

def one_side(vocab_sz, side):
    "A `CopyGRU` that compares with the state before a word (0), or after it (1), and not with both"
    model = CopyGRU(vocab_sz)
    sides = torch.arange(model.head.key.in_features) // model.i_h.embedding_dim
    model.head.key.register_forward_pre_hook(lambda _,args: (args[0]*(sides==side),))
    return model

class NoiseAnew(Module):
    "Like `WordNoise`, but drawn anew for each place in a row"
    def __init__(self, sigma): self.sigma = sigma
    def forward(self, emb, x): return emb + self.sigma*torch.randn_like(emb) if self.training and self.sigma else emb

def blurred_anew(vocab_sz, noise=0.5):
    "A smaller `CopyGRU` with `NoiseAnew`"
    model = CopyGRU(vocab_sz, n_hidden=48, p_word=0.)
    model.blur = NoiseAnew(noise)
    return model
anew = replace(copy, model=blurred_anew, epochs=22)

class EmbeddingRead(CopyGRU):
    "`CopyGRU` whose output layer reads the embedding, too"
    def forward(self, x):
        _,both = self.activations(x)
        return self.h_o(both) + self.head(both, x)

settings = {
    'windows of 32 words': short, 'drawn evenly': replace(short, cbs=evenly), 'no word left out': change(short, p_word=0.), 'one word in ten left out': change(short, p_word=0.1),
    'dropout 0.2': change(short, p=0.2), 'weight decay 0.2': replace(short, wd=0.2), 'no successors': change(short, successor=False),
    'compares with the state before a word alone': replace(short, model=partial(one_side, side=0)), 'compares with the state after it alone': replace(short, model=partial(one_side, side=1)),
    'output layer reads the embedding, too': replace(short, model=EmbeddingRead),
    'windows of 64 words': copy,
    **{f'blurred anew at each place, {noise}': change(anew, noise=noise) for noise in (0., 0.4, 0.5, 0.7)},
    **{f'blurred by {noise}': change(plainly, noise=noise, p=0.4) for noise in (0., 0.5, 0.7, 0.8, 1.)},
    **{f'blurred by {noise}, dropout 0.3': change(plainly, noise=noise) for noise in (0.7, 0.8)},
    'blurred by 0.8, dropout 0.3, hard by blurred losses': replace(plainly, cbs=by_loss()), 'the same, every other epoch': replace(plainly, cbs=blurred.cbs),
    **{f'the same, batches of 32, blurred by {noise}': change(blurred, noise=noise) for noise in (0.7, 0.8, 0.9)},
    'the same, batches of 32, hard by losses without blur': replace(blurred, cbs=by_loss(every=2, noise=False))}
chapter = {
    'LMModel7': recipes['LMModel7'], 'LMModel7-GRU': recipes['LMModel7-GRU'],
    '+ windows': replace(recipes['LMModel7-GRU'], data=window_dls, epochs=copy.epochs, cbs=(WindowResetter, *recipes['LMModel7-GRU'].cbs[1:])),
    '+ pointer': replace(change(copy, successor=False), cbs=evenly),
    '+ successors': replace(copy, cbs=evenly),
    'CopyGRU': copy,
    'CopyGRU, windows of 32 words': short,
    'CopyGRU, across the seam': replace(copy, data=partial(window_dls, seam=False)),
    'CopyGRU, blurred': blurred,
    'CopyGRU, blurred, hard without blur': plainly,
    'CopyGRU, blurred, hard without blur, dropout 0.4': change(plainly, p=0.4),
    'CopyGRU, blurred anew at each place': anew,
    'CopyGRU, more blurred anew': replace(change(anew, noise=0.7), data=partial(window_dls, bs=32), epochs=40),
    'CopyTransformer': recipes['CopyTransformer']}
n_file = len(Corpus.from_numbers(human_numbers_files['train.txt']).tokens)
file = {name: replace(chapter[name], data=partial(chapter[name].data, n_train=n_file)) for name in
        ('CopyGRU', 'CopyGRU, blurred', 'CopyGRU, blurred, hard without blur', 'CopyGRU, blurred, hard without blur, dropout 0.4')}

def fit(recipe, seed, corpus):
    "A trained `Learner`, and the seconds it took"
    learn = recipe.learner(seed, corpus)
    start = time.perf_counter()
    recipe.fit(learn, bar=False)
    return learn,time.perf_counter()-start

def scored(learn, corpus, first, last):
    "The figures of a trained model"
    acc,context = both_accuracies(learn.model, corpus.nums)
    return dict(accuracy=round(acc, 6), with_context=round(context, 6), count=longest_count(learn.model, corpus, first, last))

def keep(rows, name):
    print(*rows[-1].values(), flush=True)
    write_runs(pd.DataFrame(rows), results/f'{name}.csv')

def nested():
    corpus,rows = nested_corpus(),[]
    tasks = {'80%': (None, len(nested_corpus(corpus).lines) + 1), 'to 5,999': (len(Corpus.from_numbers(range(1, 6000)).tokens), 6000)}  # Tokens to train on, and the first number to say
    for name,recipe in settings.items():
        for task,(n,first) in tasks.items():
            part = replace(recipe, data=partial(recipe.data, n_train=n))
            for seed in range(5):
                rows.append(dict(setting=name, task=task, seed=seed, **scored(fit(part, seed, corpus)[0], corpus, first, 7999)))
                keep(rows, 'nested')

def final():
    corpus,rows = Corpus(),[]
    for task,models,first in (('chapter', chapter, 8083), ('file', file, 8000)):
        for name,recipe in models.items():
            for seed in range(42, 47):
                (learn,seconds),(_,lm7) = fit(recipe, seed, corpus),fit(recipes['LMModel7'], seed, corpus)
                rows.append(dict(task=task, model=name, seed=seed, parameters=total_params(learn.model)[0], seconds=round(seconds, 2), lm7_seconds=round(lm7, 2), **scored(learn, corpus, first, 9999)))
                keep(rows, 'copying')

if __name__ == '__main__':
    for part in sys.argv[1:] or ('nested', 'final'): {'nested': nested, 'final': final}[part]()
