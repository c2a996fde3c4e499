"""Write what Python says of what can be touched on the website, for the tests in a browser:
website/live/expected.json (`make demo`)"""
import json
from pathlib import Path
import torch
from humannum_lm.copying import score_terms
from humannum_lm.data import Corpus, number_to_words
from humannum_lm.rnn import group_chunks, sequence_items
from humannum_lm.runs import replacing
from humannum_lm.saving import shipped_model
from gates import rnn_gates

file = Path(__file__).resolve().parent.parent/'website'/'live'/'expected.json'
corpus = Corpus()

def in_words(first, last): return ' . '.join(map(number_to_words, range(first, last+1)))
def rounded(rows): return [[round(o, 4) for o in row] for row in rows]

def lanes():
    "Rows of some batches, by `group_chunks` and in the order of the text"
    for bs,sl in (4, 3), (64, 3), (64, 16), (7, 5), (2, 16):
        items = [corpus.decode(x) for x,_ in sequence_items(corpus.nums, sl)]
        m = len(items)//bs
        grouped = group_chunks(items, bs)
        for k,j in (0, 0), (1, bs-1), (m//2, 1), (m-1, bs//2), (m-1, bs-1):
            yield dict(bs=bs, sl=sl, batch=k, lane=j, batches=m, pieces=len(items),
                       lanes=grouped[k*bs + j], text=items[k*bs + j])

def gates(first, before=15, shown=4):
    "Gates, memory and state of LMModel6 after each word of four numbers"
    model,_ = shipped_model('LMModel6')
    x = torch.tensor([corpus.encode(f'{in_words(first-before, first+shown-1)} .')])
    read = rnn_gates(model, x)
    values = torch.stack([read[o][:,0] for o in 'figoch'])  # (6, 2, words, 64)
    n = len(corpus.encode(f'{in_words(first, first+shown-1)} .'))
    units = values[:,:,-n:,::9].permute(2, 1, 0, 3)         # (words, 2, 6, 8): each ninth unit
    return dict(first=first, words=corpus.decode(x[0,-n:]).split(),
                units=rounded(units.flatten(1).tolist()))

def terms(first):
    "What CopyGRU says word by word, and where it points"
    model,_ = shipped_model('CopyGRU')
    text = f'. {in_words(first, first+3)} .'
    table = score_terms(model, corpus, text)
    model.reset()
    with torch.no_grad():
        x = torch.tensor([corpus.encode(text)])
        weights,_ = model.head.attention(model.activations(x)[1], x)
    numbers = table[['state', 'copy', 'successor', 'copy gate', 'successor gate']]
    return dict(first=first, words=text.split(), rivals=table.rival.tolist(),
                numbers=rounded(numbers.to_numpy().tolist()),
                points=rounded(weights[0,:-1].tolist()))

def main():
    data = dict(lanes=list(lanes()), gates=[gates(1998)],
                terms=[terms(o) for o in (8998, 4233)])
    text = json.dumps(data, separators=(',', ':')) + '\n'
    with replacing(file) as f: f.write(text.encode())
    print(f'{file.name}: {file.stat().st_size:,} bytes')

if __name__ == '__main__': main()
