"What five seeds of two models answer when thousands digits were swapped. Writes swaps.csv."
from shared import Table
from humannum_lm.data import Corpus
from humannum_lm.inside import swap_table
from humannum_lm.recipes import recipes
from probes import names

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('swaps', 'model', 'seed')
    for name,seed in table.left(names, range(42, 47)):
        model = recipes[name].train(seed, corpus, bar=False).model.eval()
        table.add((name, seed), swap_table(model, corpus).round(4))
