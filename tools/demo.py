"""Write what the models of the website must say, from PyTorch: what `make demo` does"""
import json
from pathlib import Path
import torch
from safetensors.torch import save
from torch import nn, tensor
from torch.nn import functional as F
from humannum_lm.all import *
from humannum_lm.demo import expected_tokens
from humannum_lm.inside import rnn_states
from humannum_lm.rnn import count_prompt, own_memory, scores_of
from humannum_lm.runs import replacing

folder = Path(__file__).resolve().parent.parent/'website'/'demo'
counters = ['CopyGRU', 'LMModel7']
starts = [1, 7998, 8099, 8996, 8998, 9995]
spelled = [*range(1, 1000), 1000, 1001, 1100, 7999, 8000, 8090, 8998, 9999, 10_000, 10_001,
           12_345, 99_999, 100_000, 999_999, *range(1003, 10_000, 97)]
read = [*range(1, 30), *range(95, 115), *range(995, 1010), *range(7990, 8010),
        *range(8950, 9010)]  # What each model reads
last = 16  # For so many of its last words there is more than the scores

def one_by_one(model, x):
    "Scores `(n, vocab_sz)` and states `(n, n_layers, n_hidden)` of a model, a word at a time"
    model,scores,states = own_memory(model),[],[]
    for word in x[0]:
        scores.append(scores_of(model(word[None,None])).flatten())
        states.append(model.h.flatten(0, -2))
    return torch.stack(scores),torch.stack(states)

def rnn_gates(model, x):
    """Gates and states while `model` reads `x` from a state of zeros, by the names of the
    formulas: `ifogch` for an LSTM, `rzh` for a GRU; each `(n_layers, bs, sl, n_hidden)`"""
    states,inp,sums = rnn_states(model, x),model.i_h(x),[]
    for l,h in enumerate(states['hidden']):                 # (bs, sl, n_hidden)
        w_ih,w_hh,b_ih,b_hh = model.rnn.all_weights[l]
        before = F.pad(h[:,:-1], (0, 0, 1, 0))              # the state before each word
        sums.append(F.linear(inp, w_ih, b_ih) + F.linear(before, w_hh, b_hh))
        inp = h
    sums = torch.stack(sums)
    if isinstance(model.rnn, nn.GRU):
        r,z,_ = sums.chunk(3, dim=-1)
        return dict(r=r.sigmoid(), z=z.sigmoid(), h=states['hidden'])
    i,f,g,o = sums.chunk(4, dim=-1)
    return dict(i=i.sigmoid(), f=f.sigmoid(), o=o.sigmoid(), g=g.tanh(), c=states['cell'],
                h=states['hidden'])

def layers(model, x):
    "For each layer its states and gates `(n, n_hidden)`, by the names of the formulas"
    rnn = getattr(model, 'rnn', None)
    if isinstance(rnn, (nn.LSTM, nn.GRU)): res = rnn_gates(model, x)
    else: res = dict(h=one_by_one(model, x)[1].transpose(0, 1)[:,None])
    return {f'layers.{l}.{k}': o[0] for k,v in res.items() for l,o in enumerate(v)}

def head(model, x):
    "What a `CopyHead` gives: terms `(n, vocab_sz)`, gates `(n,)`, pointer `(n, span)`"
    model = own_memory(model)
    state,both = model.activations(x)
    terms = model.h_o(state),*model.head.terms(both, x)
    model.reset()
    weights = model.head.attention(both, x)[0][0]      # (n, n): each word points at itself, too
    pointer = [F.pad(w, (31, 0))[i:i+32] for i,w in enumerate(weights)]
    gates = 3*model.head.gates(both)[0].T
    return {**{f'terms.{k}': t[0] for k,t in zip(('state', 'copy', 'successor'), terms)},
            **{f'gates.{k}': g for k,g in zip(('copy', 'successor'), gates)},
            'pointer': torch.stack(pointer)}

@torch.no_grad()
def figures(model, x):
    "All scores, and what led to the last of them"
    more = layers(model, x) | (head(model, x) if hasattr(model, 'head') else {})
    return {'scores': one_by_one(model, x)[0], **{k: v[-last:] for k,v in more.items()}}

def one(x): return f'{x:.1f}'.replace('-0.0', '0.0')

@torch.no_grad()
def inside(models, words):
    "What the panel shows of two models that have read `words`"
    copier,vocab = models['CopyGRU']
    x = tensor(Corpus([' '.join(vocab)]).encode(words))[None]
    probs = [one_by_one(models[o][0], x)[0][-1].softmax(0) for o in counters]
    odds = ['{}: {}'.format(name, ', '.join(
        f'{"the full stop" if vocab[i] == "." else f"“{vocab[i]}”"} {100*p[i]:.1f}%'
        for i in p.topk(2).indices)) for name,p in zip(counters, probs)]
    found = {k: v[-1] for k,v in head(copier, x).items()}
    terms = [v for k,v in found.items() if k.startswith('terms')]
    terms.append(sum(terms))
    rows = [['full stop' if vocab[i] == '.' else vocab[i], *(one(t[i]) for t in terms)]
            for i in terms[-1].topk(2).indices]
    gates = [one(found[f'gates.{o}']) for o in ('copy', 'successor')]
    return dict(odds='; '.join(odds), terms=rows, arcs=(found['pointer'] >= .05).sum().item(),
                gates=f'Copy gate {gates[0]}, successor gate {gates[1]}.')

def write_json(file, data):
    text = json.dumps(data, indent=None, separators=(',', ':')) + '\n'
    with replacing(folder/file) as f: f.write(text.encode())

def main():
    models = {name: shipped_model(name) for name in shipped_models()}
    words = ' . '.join(map(number_to_words, read)) + ' .'
    tensors = {}
    for name,(model,vocab) in models.items():
        x = tensor(Corpus([' '.join(vocab)]).encode(words))[None]
        found = {f'{name}.{k}': v.contiguous() for k,v in figures(model, x).items()}
        tensors |= found
        print(f'{name}: {x.shape[1]} words', flush=True)
    with replacing(folder/'expected.safetensors') as f: f.write(save(tensors, {'words': words}))
    counts = [dict(model=name, number=n, prompt=count_prompt(n), said=' '.join(
              expected_tokens(*models[name], n, 150))) for name in counters for n in starts]
    in_words = {str(n): number_to_words(n) for n in spelled}
    shown = inside(models, count_prompt(8999) + ' nine thousand .')
    write_json('expected.json', dict(counts=counts, spelled=in_words, inside=shown))

if __name__ == '__main__': main()
