"Train on the numbers below 10^4, 10^5 and 10^6 with as many steps, and see how far the models count. Writes results/scale.csv"
import time
from pathlib import Path
import pandas as pd
from fastai.torch_core import default_device
from humannum_lm.all import *
from humannum_lm.scale import *

steps,seeds = 735,range(42, 47)

def row(name, n, seed):
    "One training: its losses and accuracy, and how far it counts on in the numbers held out"
    start = time.process_time()
    learn = train_at_size(name, n, seed, steps)
    seconds = time.process_time() - start
    train_loss,valid_loss,accuracy = learn.recorder.values[-1]
    counted,prompted = counted_on(learn.model, size_split(n)[1])
    different = min(steps, learn.dls.train.dataset.full)*64*16
    return dict(model=name, below=n, seed=seed, steps=steps, different_tokens=different, train_loss=train_loss, valid_loss=valid_loss, accuracy=accuracy, prompted_accuracy=prompted,
                counted_mean=counted.float().mean().item(), counted_median=counted.median().item(), counted_all=(counted==100).float().mean().item(), cpu_seconds=seconds)

if __name__ == '__main__':
    default_device(False)
    rows = []
    for seed in seeds:
        for n in (10**4, 10**5, 10**6):
            for name in ('LMModel7', 'LMModel7-GRU'):
                rows.append(row(name, n, seed))
                print('{model}, below {below:,}, seed {seed}: accuracy {accuracy:.3f}, {prompted_accuracy:.3f} after a prompt, counts {counted_mean:.1f} on, {cpu_seconds:.1f} s'.format(**rows[-1]), flush=True)
                write_runs(pd.DataFrame(rows).sort_values(['model', 'below', 'seed']).round(6), Path(__file__).resolve().parent.parent/'results'/'scale.csv')
