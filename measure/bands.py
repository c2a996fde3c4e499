"""Every recipe of the course with ten seeds, each epoch a row. Writes bands.csv, from which
come the bands and the tables of seeds in all lessons."""
from shared import Table
from humannum_lm.recipes import recipes
from humannum_lm.reproduce import train_seeds

if __name__ == '__main__':
    table = Table('bands', 'model', 'seed')
    for name in recipes:
        for seed in range(42, 52):
            if not table.has(name, seed): table.add((name, seed), train_seeds([name], [seed]))
