"""Where do several processes pay? Seconds for a batch in 1, 2, 4 and 8 processes against the
size of the model: process_times.csv.

LSTMs of two layers, from `LMModel6`'s 64 units on, read batches of 64 lanes of 16 words, shared
out as lesson 16 does it; PyTorch's `DistributedDataParallel` averages the gradients, on CPUs by
gloo, each process with one thread. A bare loop: fastai's own time per batch is not in it. The
median of some batches after two that do not count. More processes than cores are not tried."""
from shared import Table
import os, sys, time
from statistics import median
import torch
import torch.distributed as dist
from fastai.text.all import total_params
from humannum_lm.data import Corpus
from humannum_lm.distributed import lane_rows
from humannum_lm.lstm import LMModel6
from humannum_lm.multilayer import sequence_loss
from humannum_lm.rnn import sequence_dls
from processes import launch
from torch.nn.parallel import DistributedDataParallel

sizes = {64: 40, 128: 40, 256: 20, 512: 8, 1024: 3}  # Units, and how many batches count

def seconds(units, n, batches):
    "Median time of a batch in this process, and the mean loss of the last one over all of them"
    torch.manual_seed(0)
    model = LMModel6(30, units, 2)
    world = dist.get_world_size()
    rows = lane_rows(64, dist.get_rank(), world)
    alike = DistributedDataParallel(model) if world > 1 else model
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    took = []
    for x,y in batches[:n+2]:
        dist.barrier()
        start = time.perf_counter()
        loss = sequence_loss(alike(x[rows]), y[rows])
        loss.backward()
        opt.step()
        opt.zero_grad()
        took.append(time.perf_counter() - start)
    loss = loss.detach()
    dist.all_reduce(loss)
    return total_params(model)[0],median(took[2:]),(loss/world).item()

def child():
    "What each of the processes does; the first one writes"
    dist.init_process_group('gloo')
    batches = list(sequence_dls(Corpus().nums).train)
    world = dist.get_world_size()
    for units,n in sizes.items():
        parameters,took,loss = seconds(units, n, batches)
        if dist.get_rank(): continue
        table = Table('process_times', 'units', 'processes')
        table.add((units, world), [dict(parameters=parameters, batches=n, seconds=took,
                                        last_loss=loss)])
    dist.destroy_process_group()

if __name__ == '__main__':
    if 'child' in sys.argv: child()
    else:
        table = Table('process_times', 'units', 'processes')
        for n in 1, 2, 4, 8:
            if n > len(os.sched_getaffinity(0)): break
            if all(table.has(units, n) for units in sizes): continue
            p = launch(__file__, 'child', n=n)
            said,_ = p.communicate()
            print(said, flush=True)
            if p.returncode: sys.exit(p.returncode)
