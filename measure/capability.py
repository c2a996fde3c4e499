"""How far the trainings of lesson 09 agree with the book's tables, on the instructions of this
processor and of lesser ones: capability.csv.

PyTorch takes the widest vector instructions that a processor has, unless
`ATEN_CPU_CAPABILITY` names others. Each setting trains the chapter's first six models in a
process of its own, in the chapter's order from one seed, as the lesson does."""
from shared import Table
import json, os, subprocess, sys
import torch
from fastai.text.all import set_seed
from humannum_lm.data import Corpus
from humannum_lm.first_lm import commonest_token
from humannum_lm.recipes import chapter_models, recipes
from humannum_lm.runs import history, read_results

columns = ['train_loss', 'valid_loss', 'accuracy']

def train():
    "Print what the trainings have in common with the book's, a JSON list for each model"
    tables = read_results('book').groupby('model')
    vocab_sz = len(Corpus().vocab)
    set_seed(42)
    for name in chapter_models[:6]:
        learn = recipes[name].fit(recipes[name].learner(seed=None), bar=False)
        if name == 'LMModel1': commonest_token(learn.dls.valid, vocab_sz)
        found = history(learn)
        book = tables.get_group(name)[columns].reset_index(drop=True)
        same = ((found - book).abs() < 1e-4).all(axis=1)
        apart = (found - book).accuracy.abs().max()
        row = [name, len(found), int(same.cummin().sum()), found.accuracy.iloc[-1], apart]
        print(torch.backends.cpu.get_cpu_capability(), json.dumps(row), flush=True)

if __name__ == '__main__':
    if sys.argv[1:] == ['train']: sys.exit(train())
    table = Table('capability', 'capability', 'model')
    for setting in 'avx512', 'avx2', 'default':
        env = {**os.environ, 'ATEN_CPU_CAPABILITY': setting}
        run = subprocess.run([sys.executable, __file__, 'train'], env=env, check=True,
                             stdout=subprocess.PIPE, encoding='utf-8')
        for line in run.stdout.splitlines():
            capability,row = line.split(' ', 1)
            name,epochs,equal,final,apart = json.loads(row)
            table.add((capability, name), [dict(epochs=epochs, equal_epochs=equal,
                                                accuracy=final, apart=apart)])
