"""Train every recipe for an epoch of a short text on CUDA beside the CPU, in single and in half
precision, go on from a checkpoint, and train in two processes: what `make test-gpu` does.
Writes results/gpu.csv with the card's name. Without a GPU it says so, and that is all"""
import os, subprocess, sys, tempfile
os.environ.setdefault('CUBLAS_WORKSPACE_CONFIG', ':4096:8')  # So that cuBLAS repeats itself
import torch
if not torch.cuda.is_available(): sys.exit(print('no GPU here: nothing was tested'))
from dataclasses import replace
from pathlib import Path
from fastai.callback.core import Callback
from fastai.callback.fp16 import MixedPrecision
from fastai.torch_core import default_device
import pandas as pd
from humannum_lm.all import *
from humannum_lm.checkpoint import Checkpoint, fingerprint
from humannum_lm.runs import write_table

root = Path(__file__).resolve().parent.parent
short = Corpus(Corpus().lines[:3000])
card = torch.cuda.get_device_name()
ways = {'cuda': (), 'fp16': ('fp16',), 'bf16': ('bf16',)}
apart = 0.3  # Of the validation loss after an epoch: a card draws other dropout masks
failed = []

def check(good, says):
    print(f"{'ok     ' if good else 'FAILED '} {says}", flush=True)
    if not good: failed.append(says)

class Stop(Callback):
    "Interrupt a training after ten steps"
    order,looks_on = 200,True
    def after_batch(self):
        if self.training and self.train_iter == 10: raise KeyboardInterrupt

def learner(name, modes=()):
    "A learner of one epoch, where `default_device` says: the same weights everywhere"
    recipe = replace(recipes[name], epochs=1)
    learn = recipe.learner(42, short)
    learn.add_cbs(MixedPrecision(o) for o in modes)
    return recipe,learn

def valid_loss(name, modes=()):
    recipe,learn = learner(name, modes)
    return recipe.fit(learn, bar=False).recorder.values[-1][1]

def beside_cpu(name):
    "A row: the validation loss of a recipe on the CPU and in each way on the card"
    default_device(False)
    row = dict(model=name, cpu=valid_loss(name))
    default_device(True)
    for way,modes in ways.items(): row[way] = valid_loss(name, modes)
    worst = max(abs(row[o] - row['cpu']) for o in ways)
    check(worst < apart, f'{name}: {row["cpu"]:.3f} on the CPU, at most {worst:.3f} from it')
    return row

def trained(name, modes, *cbs):
    "The fingerprint after an epoch, or `None` if it was interrupted"
    recipe,learn = learner(name, modes)
    learn.add_cbs(cbs)
    try: recipe.fit(learn, bar=False)
    except KeyboardInterrupt: return
    return fingerprint(learn.model)

def resumes(name, modes, folder):
    "Does an interrupted run end as one that was left alone, if the card repeats itself?"
    file = folder/f'{name}-{len(modes)}.pt'
    alone,again = trained(name, modes),trained(name, modes)
    trained(name, modes, Checkpoint(file, every=5), Stop())
    resumed = trained(name, modes, Checkpoint(file, every=5, resume=True))
    repeats = alone == again
    says = 'the same weights' if repeats else 'not compared: the card does not repeat itself'
    check(resumed == alone or not repeats, f'{name} {modes}: gone on from a checkpoint, {says}')

def two_processes():
    "`humannum_reproduce` by two processes, where there are two cards"
    n = torch.cuda.device_count()
    if n < 2: return print(f'        two processes need two cards, and there is {n}')
    code = 'from humannum_lm.command import humannum_reproduce; humannum_reproduce.main()'
    cmd = [sys.executable, '-m', 'torch.distributed.run', '--standalone', '--nproc-per-node=2',
           '--no-python', sys.executable, '-c', code, '--models', 'LMModel1']
    check(subprocess.run(cmd).returncode == 0, 'LMModel1 in two processes')

def main():
    print(f'{card}, PyTorch {torch.__version__}', flush=True)
    torch.use_deterministic_algorithms(True, warn_only=True)
    rows = [beside_cpu(o) for o in recipes]
    with tempfile.TemporaryDirectory() as tmp:
        for name in 'LMModel4', 'LMModel7', 'CopyGRU':
            for modes in (), ('fp16',): resumes(name, modes, Path(tmp))
    two_processes()
    table = pd.DataFrame(rows).assign(card=card).round(6)
    write_table(table, root/'results'/'gpu.csv', 'make test-gpu')
    sys.exit(f'{len(failed)} failed' if failed else 0)

if __name__ == '__main__': main()
