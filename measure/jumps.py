"""How often five seeds of each model take up a new thousands digit after a jump, and 1, 2 or 4
numbers read since. Writes jumps.csv."""
from shared import Table
from humannum_lm.data import Corpus
from humannum_lm.mistakes import carries_digit
from humannum_lm.recipes import recipes
from count import names

def rows(model, corpus):
    for after in 1, 2, 4:
        for digit in range(1, 10):
            carried = carries_digit(model, corpus, digit, after)
            yield dict(after=after, digit=digit, carried=carried)

if __name__ == '__main__':
    corpus = Corpus()
    table = Table('jumps', 'model', 'seed')
    for name,seed in table.left(names, range(42, 47)):
        model = recipes[name].train(seed, corpus, bar=False).model
        table.add((name, seed), rows(model, corpus))
