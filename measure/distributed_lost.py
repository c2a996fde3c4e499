"""Three ways to lose one of two processes: distributed_lost.csv.

How the run ends, how long after the loss, and what the other process or `torchrun` says."""
from shared import root
from functools import partial
import os, re, signal, sys, time
import pandas as pd
from fastai.callback.core import Callback
from fastai.torch_core import default_device, rank_distrib
from humannum_lm.distributed import in_lanes
from humannum_lm.runs import write_table
from processes import launch, record

ways = {'SIGKILL': 'killed', 'exit': 'ended with exit code 0', 'SIGSTOP': 'stopped answering'}

class Lose(Callback):
    def __init__(self, how): self.how = how
    def after_batch(self):
        if self.train_iter!=20 or rank_distrib()!=1: return
        print(f'\nLOST {time.time()}', flush=True)
        if self.how == 'exit': os._exit(0)
        os.kill(os.getpid(), getattr(signal, self.how))

def child(how):
    "What each of the processes does"
    try: record('LMModel7', 2, cbs=Lose(how), within=partial(in_lanes, timeout=10))
    except ConnectionError as e: sys.exit(f'SAYS {e}')

def trial(how, what):
    p = launch(__file__, how)
    said,_ = p.communicate(timeout=600)
    seconds = time.time() - float(re.search(r'LOST ([\d.]+)', said)[1])
    says = re.search('SAYS (.*?), so the', said)
    says = says or re.search(r'Root Cause.*?traceback : (.*?) by PID', said, re.S)
    return dict(what=what, exit_code=p.returncode, seconds=round(seconds),
                says=says[1] if says else '')

if __name__ == '__main__':
    default_device(False)
    if len(sys.argv) > 1: child(*sys.argv[1:])
    else:
        rows = [trial(how, what) for how,what in ways.items()]
        file = root/'results'/'distributed_lost.csv'
        write_table(pd.DataFrame(rows), file, 'make measure WHAT=distributed_lost')
