"Train five seeds of each model that predicts every word, and measure how they count: what `make count` does. Writes results/count.csv, results/errors.csv and results/jumps.csv"
from pathlib import Path
from fastai.text.all import pd, total_params
from humannum_lm.data import Corpus
from humannum_lm.first_lm import recipes
from humannum_lm.research import LMModel7GRU  # with its recipe
from humannum_lm.count import both_accuracies, carries_digit, longest_count, perfect_counter, said_table
from humannum_lm.reproduce import write_runs

results = Path(__file__).resolve().parent.parent/'results'
models,seeds = ['LMModel4', 'LMModel5', 'LMModel6', 'LMModel7', 'LMModel7-GRU'],range(42, 47)

def write(rows, said, jumps):
    write_runs(pd.DataFrame(rows).astype(dict.fromkeys(('seed', 'parameters', 'longest_count'), 'Int64')).round(6), results/'count.csv')
    if said: write_runs(pd.concat(said)[['model', 'seed', 'kind', 'right', 'said', 'times']], results/'errors.csv')
    write_runs(pd.DataFrame(jumps), results/'jumps.csv')

def main():
    corpus,rows,said,jumps = Corpus(),[],[],[]
    for name in models:
        for seed in seeds:
            model = recipes[name].train(seed, corpus, bar=False).model
            acc,with_context = both_accuracies(model, corpus.nums)
            rows.append(dict(model=name, seed=seed, parameters=total_params(model)[0], accuracy=acc, with_context=with_context, longest_count=longest_count(model, corpus)))
            if name.startswith('LMModel7'): said.append(said_table(model, corpus).assign(model=name, seed=seed))
            jumps += [dict(model=name, seed=seed, after=m, digit=d, carried=carries_digit(model, corpus, d, m)) for m in (1, 2, 4) for d in range(1, 10)]
            write(rows, said, jumps)
            print('{model}, seed {seed}: accuracy {accuracy:.4f}, with context {with_context:.4f}, longest count {longest_count}'.format(**rows[-1]), flush=True)
    acc,with_context = perfect_counter(corpus.nums)
    rows.append(dict(model='perfect counter', accuracy=acc, with_context=with_context))
    write(rows, said, jumps)

if __name__ == '__main__': main()
