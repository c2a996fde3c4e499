"""Train the models that come with the package by their recipes, and write them to its weights:
what `make weights` does"""
from pathlib import Path
from humannum_lm.all import *

folder = Path(__file__).resolve().parent.parent/'humannum_lm'/'weights'
shipped = {f'LMModel{i}': 42 for i in range(3, 8)} | {'CopyGRU': 43}  # Recipe and seed

def main():
    corpus = Corpus()
    for name,seed in shipped.items():
        learn = recipes[name].train(seed, corpus, bar=False)
        with learn.no_bar(): acc = learn.validate()[1]
        file = write_model(learn.model, folder/name, corpus)
        print(f'{file.name}: accuracy {acc:.4f}', flush=True)

if __name__ == '__main__': main()
