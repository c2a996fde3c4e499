"""What changes the result of a seed: same_seed.csv.

The chapter's models, two epochs each, in a process of its own for each condition. The first
step at which the loss of a batch is not the same number, and the accuracy after the two
epochs."""
import json, os, subprocess, sys
from pathlib import Path
import pandas as pd

root = Path(__file__).resolve().parent.parent
conditions = {'again': {}, '2 threads': {'THREADS': '2'},
              'older processor': {'ATEN_CPU_CAPABILITY': 'default'},
              'no oneDNN': {'ONEDNN': '0'}}

def train_all():
    "Train here, and print the loss of every batch in hexadecimal digits, and the accuracy"
    from humannum_lm.runs import history
    from humannum_lm.recipes import chapter_models, recipes
    from fastai.callback.core import Callback
    from fastai.torch_core import default_device
    import torch
    class Losses(Callback):
        def before_fit(self): self.digits = []
        def after_loss(self):
            if self.training: self.digits.append(self.loss_grad.item().hex())
    default_device(False)
    torch.set_num_threads(int(os.environ.get('THREADS', 1)))
    torch.backends.mkldnn.enabled = os.environ.get('ONEDNN', '1') == '1'
    for name in chapter_models:
        recipe = recipes[name]
        learn = recipe.learner()
        losses = Losses()
        learn.add_cb(losses)
        with learn.no_bar(), learn.no_logging(): learn.fit_one_cycle(2, recipe.lr, wd=recipe.wd)
        print(json.dumps([name, losses.digits, history(learn).accuracy.iloc[-1]]), flush=True)

def under(**env):
    "What `train_all` prints in a process of its own, with these environment variables"
    run = subprocess.run([sys.executable, __file__, 'train_all'], env={**os.environ, **env},
                         stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(o) for o in run.stdout.splitlines()]

def first_difference(a, b):
    for i,(x,y) in enumerate(zip(a, b), 1):
        if x != y: return i
    return 'never'

def main():
    from humannum_lm.runs import write_table
    reference = under()
    rows = [(name, 'as it is', 'never', len(losses), acc) for name,losses,acc in reference]
    for condition,env in conditions.items():
        for (name,before,_),(_,losses,acc) in zip(reference, under(**env)):
            rows.append((name, condition, first_difference(before, losses), len(losses), acc))
            print(*rows[-1], flush=True)
    columns = ['model', 'condition', 'first_difference', 'steps', 'accuracy']
    table = pd.DataFrame(rows, columns=columns)
    write_table(table.round(6), root/'results'/'same_seed.csv', 'make measure WHAT=same_seed')

if __name__ == '__main__':
    os.environ['PYTHONPATH'] = str(root)
    sys.path.insert(0, str(root))
    if sys.argv[1:] == ['train_all']: train_all()
    else: main()
