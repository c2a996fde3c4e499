"""Train on the numbers below 10^4, 10^5 and 10^6 with as many steps, and see how far the models
count. Writes scale.csv."""
from shared import Table
import time
from humannum_lm.scale import counted_on, size_split, train_at_size

steps = 735

def row(name, n, seed):
    "One training: its losses and accuracy, and how far it counts on in the numbers held out"
    start = time.process_time()
    learn = train_at_size(name, n, seed, steps)
    seconds = time.process_time() - start
    train_loss,valid_loss,accuracy = learn.recorder.values[-1]
    counted,prompted = counted_on(learn.model, size_split(n)[1])
    different = min(steps, learn.dls.train.dataset.lanes.full)*64*16
    return dict(steps=steps, different_tokens=different, train_loss=train_loss,
                valid_loss=valid_loss, accuracy=accuracy, prompted_accuracy=prompted,
                counted_mean=counted.float().mean().item(),
                counted_median=counted.median().item(),
                counted_all=(counted==100).float().mean().item(), cpu_seconds=seconds)

if __name__ == '__main__':
    table = Table('scale', 'model', 'below', 'seed')
    for seed in range(42, 47):
        for n in 10**4, 10**5, 10**6:
            for name in 'LMModel7', 'LMModel7-GRU':
                if table.has(name, n, seed): continue
                table.add((name, n, seed), [row(name, n, seed)])
