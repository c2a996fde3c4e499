"How sure a model counts: least margins and their three terms, for choose.py and final.py"
import torch
from humannum_lm.data import number_to_words
from humannum_lm.copying import score_terms
from humannum_lm.mistakes import lane_scores

def margins(model, corpus, first, last):
    """Read the five numbers before `first` and then the true ones up to `last`: how many are
    right before the first wrong word, how many words are wrong, and where the score of the
    right word, less its best rival's, is least"""
    lines = [f'{number_to_words(n)} .' for n in range(first-5, last+1)]
    x = torch.tensor([corpus.encode(' '.join(lines))])
    number = torch.tensor([n for n,line in enumerate(lines, first-5) for _ in line.split()])
    scores = lane_scores(model, x, 512)[0,:-1]
    right = x[0,1:,None]
    rival = scores.scatter(1, right, -1e9).amax(-1)
    margin = scores.gather(1, right)[:,0] - rival
    asked = number[1:] >= first
    margin,number = margin[asked],number[1:][asked]
    wrong = number[margin <= 0]
    i = margin.argmin()
    return dict(count=(wrong[0].item() if len(wrong) else last+1) - first, wrong=len(wrong),
                least=margin[i].item(), at=number[i].item())

no_terms = dict.fromkeys(['after', 'right', 'rival', 'margin', 'state', 'copy', 'successor',
                          'copy gate', 'successor gate'])

def lost(model, corpus, number):
    "Of the words of `number`, the one with the least margin: its rival, terms and gates"
    text = ' . '.join(number_to_words(n) for n in range(number-5, number+1))
    table = score_terms(model, corpus, f'. {text} .')
    words = len(number_to_words(number).split()) + 1
    row = table.iloc[-words:]
    return row.loc[row.margin.idxmin()].to_dict()
