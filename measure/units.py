"""Which units of the cell state hold which digit: units.csv.

The share of each unit's variance at the full stop after numbers of seven words that lies
between the means of a digit's values (`digit_share`, lesson 11), on the training text. Two
models as their recipes train them with seed 42; a row for each unit of each layer."""
from shared import Table
import torch
from humannum_lm.data import Corpus
from humannum_lm.inside import digit_labels, digit_names, digit_share, read_states, seven_words
from humannum_lm.recipes import recipes

names = 'LMModel6', 'LMModel7'

def units(model, corpus):
    "A row for each digit and unit of the cell state of each layer"
    at,states = read_states(model.eval(), corpus.nums, 'training')
    labels = digit_labels(corpus).iloc[at.numpy()]
    stop = torch.tensor((seven_words(labels) & (labels.step==6)).tolist())
    for layer in 1, 2:
        c = states['cell', layer][stop]
        for digit in digit_names:
            shares = digit_share(c, torch.tensor(labels[digit].tolist())[stop])
            for unit,share in enumerate(shares.tolist()):
                yield dict(layer=layer, digit=digit, unit=unit, share=f'{share:.3f}')

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('units', 'model', 'seed')
    for name in names:
        if table.has(name, 42): continue
        model = recipes[name].train(42, corpus, bar=False).model
        table.add((name, 42), units(model, corpus))
