"""Write the shipped models as ONNX for the website's demo, check them, and write what a browser
must count: what `make demo` does"""
import json, sys
from pathlib import Path
from humannum_lm.runs import replacing
from humannum_lm.rnn import count_prompt
from humannum_lm.data import Corpus, number_to_words
from humannum_lm.demo import check_onnx, expected_tokens, export_onnx, step_of
from humannum_lm.saving import shipped_model

folder = Path(__file__).resolve().parent.parent/'website'/'demo'
names = ['CopyGRU', 'LMModel7']
starts = [1, 7998, 8998]
spelled = [*range(1, 1000), 1000, 1001, 1100, 7999, 8000, 8090, 8998, 9999, 10_000, 10_001,
           12_345, 99_999, 100_000, 999_999, *range(1003, 10_000, 97)]

def write_json(file, data):
    text = json.dumps(data, indent=None, separators=(',', ':')) + '\n'
    with replacing(folder/file) as f: f.write(text.encode())

def about(name, model, step):
    "What the page has to know of a model"
    state = [dict(name=n, shape=list(t.shape), type=str(t.dtype).removeprefix('torch.'))
             for n,t in zip(step.names, step.start())]
    return dict(name=name, parameters=sum(o.numel() for o in model.parameters()), state=state)

def main():
    models = {name: shipped_model(name) for name in names}
    vocab = models[names[0]][1]
    if any(v != vocab for _,v in models.values()):
        sys.exit('the models do not have the same vocabulary')
    corpus = Corpus([' '.join(vocab)])
    abouts = []
    expected = []
    ids = corpus.encode(' . '.join(number_to_words(n) for n in range(8950, 9010)))[:200]
    for name,(model,_) in models.items():
        file = export_onnx(model, folder/f'{name}.onnx')
        apart = check_onnx(model, file, ids)
        abouts.append(about(name, model, step_of(model)))
        for n in starts:
            expected.append(dict(model=name, number=n, prompt=count_prompt(n).split(),
                                 tokens=expected_tokens(model, vocab, n)))
        print(f'{file.name}: {file.stat().st_size:,} bytes; over {len(ids)} words the scores '
              f'are within {apart:.2g} of PyTorch', flush=True)
    write_json('demo.json', dict(vocab=vocab, models=abouts))
    in_words = {str(n): number_to_words(n) for n in spelled}
    write_json('expected.json', dict(counts=expected, spelled=in_words))

if __name__ == '__main__': main()
