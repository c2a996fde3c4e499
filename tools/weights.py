"Train the models that come with the package by their recipes, and write them to humannum_lm/weights: what `make weights` does"
from pathlib import Path
from humannum_lm.all import *

folder = Path(__file__).resolve().parent.parent/'humannum_lm'/'weights'
shipped = {'LMModel7': 42, 'CopyGRU': 43}  # Name of the recipe and seed

def main():
    corpus = Corpus()
    for name,seed in shipped.items():
        model = recipes[name].train(seed, corpus, bar=False).model
        file = save_model(model, folder/name, corpus, **getattr(recipes[name].model, 'keywords', {}))
        print('{}: accuracy {:.4f}, with context {:.4f}'.format(file.name, *both_accuracies(model, corpus.nums)), flush=True)

if __name__ == '__main__': main()
