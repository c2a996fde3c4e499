"What five seeds of two models say in place of the right word. Writes errors.csv."
from shared import Table
from humannum_lm.data import Corpus
from humannum_lm.mistakes import said_table
from humannum_lm.recipes import recipes
from humannum_lm.research import LMModel7GRU  # with its recipe

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('errors', 'model', 'seed')
    for name in 'LMModel7', 'LMModel7-GRU':
        for seed in range(42, 47):
            if table.has(name, seed): continue
            model = recipes[name].train(seed, corpus, bar=False).model
            table.add((name, seed), said_table(model, corpus))
