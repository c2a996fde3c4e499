"What the scripts of this folder share: tables in `results/` that grow trial by trial."
import sys, traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import product
from pathlib import Path
import humannum_lm.all  # Every recipe; and first, since it quietens a warning of fastai
import pandas as pd
import torch
from humannum_lm.runs import add_rows, history, table_head
from fastai.torch_core import default_device

root = Path(__file__).resolve().parent.parent
default_device(False)
torch.set_num_threads(1)  # The models are small: a second thread gains nothing
command = f'make measure WHAT={Path(sys.argv[0]).stem}'

class Table:
    """`results/NAME.csv`, written after each trial. A trial that is in it is not made again, so
    a run that was stopped can go on; `--anew` begins anew"""
    def __init__(self, name, *keys):
        self.file = root/'results'/f'{name}.csv'
        self.keys = list(keys)
        if '--anew' in sys.argv: self.file.unlink(missing_ok=True)
        if not self.file.exists(): return
        with open(self.file, encoding='utf-8') as f: was = f.readline()
        # what follows command and date: versions and device
        if was.split('; ')[2:] != table_head(command).split('; ')[2:]:
            sys.exit(f'{self.file.name} was made elsewhere or with other versions:\n{was}'
                     'To make it anew, give --anew')

    @property
    def rows(self): return pd.read_csv(self.file, comment='#')

    def has(self, *trial):
        "Are there rows of this trial?"
        if not self.file.exists(): return False
        return (self.rows[self.keys].astype(str) == [str(o) for o in trial]).all(axis=1).any()

    def left(self, *parts):
        "The trials of all combinations of `parts` that are not in the table yet"
        return (o for o in product(*parts) if not self.has(*o))

    def add(self, trial, rows):
        "Add `rows` of a trial, and write the table"
        rows = pd.DataFrame(rows).assign(**dict(zip(self.keys, trial)))
        rows = rows[[*self.keys, *(o for o in rows if o not in self.keys)]].round(6)
        add_rows(rows, self.file, self.keys, command)
        print(*trial, rows.iloc[-1].drop(self.keys).to_dict(), flush=True)

def train(table, recipe, name, seed):
    "Train `recipe`, unless `table` has it, and add a row for each epoch"
    if table.has(name, seed): return
    learn = recipe.train(seed, bar=False)
    n = sum(p.numel() for p in learn.model.parameters())
    table.add((name, seed), history(learn).reset_index().assign(parameters=n))

def option(name, default):
    "The number that follows `--name` on the command line"
    name = f'--{name}'
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default

def in_processes(f, jobs):
    """`f(*job)` for each of `jobs`, in that order, `--processes` of them at once (by default
    one). A job that fails is told and passed over"""
    failed = 0
    with ProcessPoolExecutor(option('processes', 1)) as pool:
        running = {pool.submit(f, *job): job for job in jobs}
        for done in as_completed(running):
            if not done.exception(): continue
            failed += 1
            print('FAILED', *running[done], flush=True)
            traceback.print_exception(done.exception())
    if failed: sys.exit(f'{failed} of {len(jobs)} failed')
