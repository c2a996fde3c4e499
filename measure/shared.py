"What the scripts of this folder share: tables in `results/` that grow row by row, so that a run that is stopped loses nothing."
import os, sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from platform import python_version
import pandas as pd, torch
import humannum_lm.all  # First: it quietens a warning of fastai's import

root = Path(__file__).resolve().parent.parent
torch.set_num_threads(1)  # The models are small: a second thread gains nothing

def head():
    "The first line of a table: the command, the date, the versions, and the CPU capability on which its digits hold"
    what = Path(sys.argv[0]).stem
    versions = ', '.join(f'{o} {version(o)}' for o in ('torch', 'fastai', 'fastcore'))
    return (f'# make measure WHAT={what}; {date.today()}; Python {python_version()}, {versions}; '
            f'cpu {torch.backends.cpu.get_cpu_capability()}\n')

class Table:
    "`results/NAME.csv`: rows are added trial by trial, and a trial that is in it is not made again (`--anew` begins anew)"
    def __init__(self, name, *keys):
        self.file,self.keys = root/'results'/f'{name}.csv',list(keys)
        there = self.file.exists() and '--anew' not in sys.argv
        self.rows = pd.read_csv(self.file, comment='#') if there else pd.DataFrame(columns=self.keys)

    def has(self, *trial):
        "Are there rows of this trial?"
        return (self.rows[self.keys].astype(str) == [str(o) for o in trial]).all(axis=1).any()

    def add(self, trial, rows):
        "Add `rows` of a trial, and write the table"
        rows = pd.DataFrame(rows).assign(**dict(zip(self.keys, trial))).round(6)
        rows = rows[[*self.keys, *(o for o in rows if o not in self.keys)]]
        self.rows = pd.concat([self.rows, rows], ignore_index=True) if len(self.rows) else rows
        part = self.file.with_suffix('.part')
        part.write_text(head() + self.rows.to_csv(index=False), encoding='utf-8')
        os.replace(part, self.file)
        print(*trial, rows.iloc[-1].to_dict(), flush=True)

def train(table, recipe, name, seed):
    "Train `recipe`, unless `table` has it, and add a row for each epoch"
    if table.has(name, seed): return
    learn = recipe.train(seed, bar=False)
    rows = pd.DataFrame(list(learn.recorder.values), columns=['train_loss', 'valid_loss', 'accuracy'])
    n = sum(p.numel() for p in learn.model.parameters())
    table.add((name, seed), rows.rename_axis('epoch').reset_index().assign(parameters=n))
