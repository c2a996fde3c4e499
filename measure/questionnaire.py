"""What answers 1 and 20 of lesson 06 show: questionnaire.csv, five seeds (42 to 46) of
each training.

sample: LMModel4, with the detach after the loop and inside it, trained on a part of the text;
its final accuracy. walls: which share of the gradient of LMModel4 is lost if the state is
detached after every so many words, before and after its training on every fourth number."""
from shared import Table
from humannum_lm.multilayer import lag_texts
from humannum_lm.questionnaire import _lost_by_walls, _samples
from humannum_lm.recipes import recipes

seeds = range(42, 47)
samples = _samples()
fourth = samples['every fourth number']
texts = lag_texts(fourth.nums, n=64)

def walls(learn):
    "A row for each distance of the walls"
    lost = _lost_by_walls(learn.model, texts)
    return [dict(at=k, value=f'{o:.5g}') for k,o in lost.items()]

if __name__ == '__main__':
    table = Table('questionnaire', 'what', 'setting', 'model', 'seed')
    for seed in seeds:
        for setting,corpus in samples.items():
            for name in ('LMModel4', 'LMModel4-detach-inside'):
                if table.has('sample', setting, name, seed): continue
                learn = recipes[name].train(seed, corpus, bar=False)
                final = learn.recorder.values[-1][-1]
                row = dict(at=None, value=f'{final:.6f}')
                table.add(('sample', setting, name, seed), [row])
                if name == 'LMModel4' and corpus is fourth:
                    table.add(('walls', 'after training', name, seed), walls(learn))
        if not table.has('walls', 'before training', 'LMModel4', seed):
            learn = recipes['LMModel4'].learner(seed, fourth)
            table.add(('walls', 'before training', 'LMModel4', seed), walls(learn))
