"""Four processes against one, within `in_lanes`, for an epoch: distributed_four.csv"""
from shared import root
import sys, tempfile
import pandas as pd, torch
from fastai.torch_core import rank_distrib
from distributed import digits, row
from humannum_lm.runs import write_table
from processes import launch, record

names = 'LMModel4','LMModel7','CopyGRU'

def child(tmp):
    "What each of the processes does"
    for name in names: torch.save(record(name, 1), f'{tmp}/{name}-{rank_distrib()}.pt')

def main(tmp):
    p = launch(__file__, tmp, n=4)
    said,_ = p.communicate()
    if p.returncode: sys.exit(said)
    def load(name, rank): return torch.load(f'{tmp}/{name}-{rank}.pt', weights_only=True)
    rows = []
    for name in names:
        first,*others = (load(name, rank) for rank in range(4))
        for other in others: assert all(map(torch.equal, first['weights'], other['weights']))
        rows.append(row(name, 'single', 'none', record(name, 1), first))
        print(rows[-1], flush=True)
    write_table(digits(pd.DataFrame(rows)), root/'results/distributed_four.csv',
                'make measure WHAT=distributed_four')

if __name__ == '__main__':
    if len(sys.argv) > 1: child(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as tmp: main(tmp)
