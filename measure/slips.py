"""Models that are broken on purpose, each trained by its recipe, to see whether the bands of
lesson 09 notice. Writes slips.csv."""
from shared import Table
from humannum_lm.reproduce import _slips
from humannum_lm.runs import history

if __name__ == '__main__':
    table = Table('slips', 'model', 'slip')
    for (model,slip),recipe in _slips.items():
        if table.has(model, slip): continue
        learn = recipe.train(42, bar=False)
        table.add((model, slip), [dict(accuracy=history(learn).accuracy.iloc[-1])])
