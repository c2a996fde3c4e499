"""Train the models that come with the package by their recipes, and write them to its weights:
what `make weights` does"""
from pathlib import Path
from humannum_lm.all import *
from humannum_lm.mistakes import both_accuracies

folder = Path(__file__).resolve().parent.parent/'humannum_lm'/'weights'
shipped = {'LMModel7': 42, 'CopyGRU': 43}  # Name of the recipe and seed

def main():
    corpus = Corpus()
    for name,seed in shipped.items():
        recipe = recipes[name]
        model = recipe.train(seed, corpus, bar=False).model
        file = write_model(model, folder/name, corpus)
        acc,with_context = both_accuracies(model, corpus.nums)
        print(f'{file.name}: accuracy {acc:.4f}, with context {with_context:.4f}', flush=True)

if __name__ == '__main__': main()
