"""Why LMModel3 is better without lanes. Writes lanes.csv.

Batches of 64 items of three words, in four orders: in lanes; in the order of the text; in
that order backwards; the same batches shuffled once. LMModel2 has no memory, LMModel3 has
one. Each model is validated in lanes and in the order of the text. What is asked: does the
memory help where it fits (lanes), and does it harm where it does not? Does it matter that
training ends with the numbers just before those to validate on (text against backwards and
shuffled)? Ten epochs, learning rate 3e-3, seeds 301 to 310; read as in start.py."""
from shared import Table
from dataclasses import replace
import random
from fastai.data.core import DataLoaders
from humannum_lm.first_lm import split_items, stacked_dl, three_word_items
from humannum_lm.recipes import recipes
from humannum_lm.rnn import group_chunks

def in_batches(items, arrange):
    batches = [items[i:i+64] for i in range(0, len(items)//64*64, 64)]
    return [o for b in arrange(batches) for o in b]

def backwards(batches): return batches[::-1]
def shuffled(batches): return random.Random(0).sample(batches, len(batches))

orders = {'lanes':     lambda items: group_chunks(items, 64),
          'text':      lambda items: in_batches(items, list),
          'backwards': lambda items: in_batches(items, backwards),
          'shuffled':  lambda items: in_batches(items, shuffled)}

def data(nums, order):
    "One set to train on, in `order`, and two to validate on: in lanes, and as in the text"
    train,valid = split_items(three_word_items(nums))
    parts = (order, train),('lanes', valid),('text', valid)
    return DataLoaders(*(stacked_dl(orders[o](part), 64) for o,part in parts))

def trial(name, order, seed):
    learn = replace(recipes[name], data=lambda nums: data(nums, order)).train(seed, bar=False)
    row = dict(train_loss=learn.recorder.values[-1][0])
    with learn.no_bar(), learn.no_logging():
        for i,valid in (1, 'lanes'), (2, 'text'):
            row[f'loss_{valid}'],row[f'valid_{valid}'] = learn.validate(i)
    return row

if __name__ == '__main__':
    table = Table('lanes', 'model', 'order', 'seed')
    names = 'LMModel3', 'LMModel2-10-epochs'
    for o in table.left(names, orders, range(301, 311)): table.add(o, [trial(*o)])
