"What five seeds of two models say in place of the right word. Writes errors.csv."
from shared import Table
from humannum_lm.data import Corpus
from humannum_lm.mistakes import said_table
from humannum_lm.recipes import recipes

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('errors', 'model', 'seed')
    for name,seed in table.left(['LMModel7', 'LMModel7-GRU'], range(42, 47)):
        model = recipes[name].train(seed, corpus, bar=False).model
        table.add((name, seed), said_table(model, corpus))
