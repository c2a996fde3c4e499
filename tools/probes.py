"Probes, saliency and swaps of lesson 11 for five seeds of each model. Writes results/probes.csv, saliency.csv and swaps.csv"
import time
from pathlib import Path
from fastai.text.all import *
from humannum_lm.all import *
from humannum_lm.inside import *

names,seeds = ('LMModel7', 'LMModel7-GRU'),range(42, 47)
results = Path(__file__).resolve().parent.parent/'results'

def measure(name, seed, corpus):
    "The three tables of one training"
    model = recipes[name].train(seed, corpus, bar=False).model.eval()
    untrained = recipes[name].learner(seed, corpus).model.eval()
    kinds = {'trained': (model, {}), 'untrained': (untrained, {}), 'shuffled': (model, dict(places=[('thousands', 6)], shuffle=True))}
    probes = [probe_table(m, corpus, part, **kwargs).assign(kind=kind, part=part) for kind,(m,kwargs) in kinds.items() for part in ('training', 'validation')]
    return pd.concat(probes), saliency_table(model, corpus), swap_table(model, corpus)

def main():
    corpus,tables = Corpus(),([], [], [])
    for name in names:
        for seed in seeds:
            start = time.perf_counter()
            for rows,table in zip(tables, measure(name, seed, corpus)): rows.append(table.assign(model=name, seed=seed))
            print(f'{name}, seed {seed}: {time.perf_counter()-start:.0f} s', flush=True)
            for rows,file in zip(tables, ('probes', 'saliency', 'swaps')): write_runs(pd.concat(rows).round(4), results/f'{file}.csv')

if __name__ == '__main__':
    default_device(False)
    with one_thread(): main()
