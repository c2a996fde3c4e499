"""Validation inside 1 to 7,999 against beyond 8,083. Writes held_out.csv.

One training, two validations: the model learns from 1 to 7,999 without every fifth hundred,
and reads those hundreds, and the hundreds from 8,100 on, each as a lane of its own from an
empty memory. What differs is only whether the numbers lie among those that were trained on or
beyond them. Seeds 301 to 310; read as in start.py."""
from shared import Table
from dataclasses import replace
import torch
import torch.nn.functional as F
from fastai.data.core import DataLoaders
from humannum_lm.data import Corpus, number_to_words
from humannum_lm.first_lm import stacked_dl
from humannum_lm.mistakes import lane_scores
from humannum_lm.recipes import recipes
from humannum_lm.rnn import group_chunks, sequence_items

corpus = Corpus()

def held_out(n): return n >= 100 and (n//100 + n//1000) % 5 == 1

def text(numbers): return corpus.encode(' . '.join(map(number_to_words, numbers)))

def lanes(hundreds):
    "Each hundred of numbers as a lane, all of one length: words read, and one word later"
    texts = [torch.tensor(text(range(100*h, 100*h+100))) for h in hundreds]
    n = min(map(len, texts)) - 1
    return torch.stack([o[:n] for o in texts]),torch.stack([o[1:n+1] for o in texts])

def data(nums):
    "The numbers that are not held out, in lanes; validated as in the chapter, for the record"
    train = sequence_items(text([n for n in range(1, 8000) if not held_out(n)]))
    items = sequence_items(nums)
    valid = items[int(len(items)*0.8):]
    return DataLoaders(*(stacked_dl(group_chunks(o, 64), 64) for o in (train, valid)))

if __name__ == '__main__':
    parts = {'inside': [h for h in range(10, 80) if held_out(100*h)], 'beyond': range(81, 100)}
    table = Table('held_out', 'model', 'seed')
    names = 'LMModel4', 'LMModel5', 'LMModel6', 'LMModel7'
    for name,seed in table.left(names, range(301, 311)):
        learn = replace(recipes[name], data=data).train(seed, bar=False)
        row = dict(train_loss=learn.recorder.values[-1][0])
        for part,hundreds in parts.items():
            x,y = lanes(hundreds)
            scores = lane_scores(learn.model.cpu(), x)
            row[part] = (scores.argmax(-1) == y).float().mean().item()
            row[f'{part}_loss'] = F.cross_entropy(scores.flatten(0, 1), y.flatten()).item()
        table.add((name, seed), [row])
