"""Every recipe of the course with ten seeds, each epoch a row. Writes bands.csv, from which
come the bands and the tables of seeds in all lessons."""
from shared import Table
from humannum_lm.recipes import recipes
from humannum_lm.reproduce import train_seeds

if __name__ == '__main__':
    table = Table('bands', 'model', 'seed')
    for name,seed in table.left(recipes, range(42, 52)):
        table.add((name, seed), train_seeds([name], [seed]))
