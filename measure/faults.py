"""Writers that are killed at random moments, and files that are damaged or forged, of three
kinds that the course writes: faults.csv. A fault is survived if what is read afterwards is
whole, and was written; or if there is an error that names the file"""
from shared import root
import io, os, random, signal, tempfile, time
from pathlib import Path
from contextlib import redirect_stderr
from hashlib import sha256
import numpy as np, pandas as pd, torch
from safetensors.torch import save
from humannum_lm.all import *
from humannum_lm.checkpoint import previous
from humannum_lm.runs import write_table
from humannum_lm.saving import _key, _read, _text

vocab = Corpus().vocab
n_kills,n_damages = 200,500

def killed(write, rng):
    "Let a process call `write` with 1, 2, 3, … and kill it after some milliseconds"
    pid = os.fork()
    if not pid:
        for i in range(10**9): write(i)
    time.sleep(rng.random()/20)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)

class Checkpoints:
    def __init__(self, folder): self.file = folder/'a.pt'
    def write(self, i):
        write_checkpoint({'step': i, 'w': torch.full((20_000,), float(i))}, self.file)
    def right(self):
        o = read_checkpoint(self.file)
        return (o['w'] == o['step']).all()
    def forge(self, rng):
        "A hash that is right, around a pickle that would make a folder"
        class Trap:
            def __reduce__(o): return os.mkdir, (str(self.file)+'.trapped',)
        with tempfile.TemporaryFile() as f:
            torch.save({'step': Trap(), 'n': rng.random()}, f)
            f.seek(0)
            body = f.read()
        self.file.write_bytes(body + sha256(body).digest())
    def harmless(self): return not Path(f'{self.file}.trapped').exists()

class Models:
    def __init__(self, folder):
        self.file = folder/'a.safetensors'
        self.model = LMModel4(len(vocab), 64)
    def write(self, i):
        for p in self.model.parameters(): p.data.fill_(i)
        write_model(self.model, self.file, vocab)
    def right(self):
        model,words = read_model(self.file)
        first = model.h_h.bias[0]
        return words == vocab and all((p == first).all() for p in model.parameters())
    def forge(self, rng):
        "A checksum that is right, around a description that is not"
        about,tensors = _read(self.file)
        bad = [dict(args=dict(n_hidden=rng.randint(65, 10**9))), dict(args=dict(n_hidden=-1)),
               dict(args=dict(n_hidden='64')), dict(args=[rng.random()]),
               dict(vocab=['one']*30), dict(vocab=vocab[:-1]), {'class': 'os'}]
        text = _text({**about, **rng.choice(bad)}, tensors)
        self.file.write_bytes(save(tensors, {_key: text}))
    def harmless(self): return True

class Tokens:
    def __init__(self, folder):
        self.file = folder/'a.npy'
        self.numbers = {len(NumberTokens(range(1, n))): range(1, n) for n in range(1000, 2000)}
    def write(self, i): write_tokens(self.file, range(1, 1000 + i%1000))
    def right(self):
        tokens = MappedTokens(self.file)
        return bool(tokens.check(self.numbers[len(tokens)]))
    def forge(self, rng):
        "Another type or shape in a header that NumPy can read"
        with open(self.file, 'wb') as f:
            np.save(f, np.zeros(rng.randint(1, 99), rng.choice(['f4', 'i8', 'i1', '?'])))
    def harmless(self): return True

errors = (ValueError, CheckpointError, FileNotFoundError)

def survived(o, kill):
    "Is what can be read right? An error will do, except after a kill"
    try:
        with redirect_stderr(io.StringIO()): return bool(o.right())
    except errors as e: return not kill and str(o.file) in str(e)

def damage(o, good, rng):
    "Flip a bit, or cut the file"
    n = rng.randrange(len(good))
    flipped = good[:n] + bytes([good[n] ^ 1 << rng.randrange(8)]) + good[n+1:]
    o.file.write_bytes(rng.choice([flipped, good[:n]]))

def trials(cls, rng, tmp):
    "A row for each kind of fault"
    folder = Path(tempfile.mkdtemp(dir=tmp))
    o = cls(folder)
    o.write(0)
    def row(fault, results):
        results = list(results)
        print(cls.__name__, fault, len(results), sum(results), flush=True)
        return dict(files=cls.__name__.lower(), fault=fault, tried=len(results),
                    survived=sum(results))
    def kill():
        killed(o.write, rng)
        return survived(o, True)
    yield row('killed while writing', (kill() for _ in range(n_kills)))
    if cls is Checkpoints:
        def kill_damaged():
            o.write(1)
            damage(o, o.file.read_bytes(), rng)
            killed(o.write, rng)
            return survived(o, True)
        yield row('newest damaged, then killed', (kill_damaged() for _ in range(n_kills)))
    o.write(0)
    good = o.file.read_bytes()
    if cls is Checkpoints: previous(o.file).unlink()
    def bad():
        damage(o, good, rng)
        return survived(o, False)
    yield row('a bit flipped, or cut', (bad() for _ in range(n_damages)))
    def forged():
        o.file.write_bytes(good)
        o.forge(rng)
        return survived(o, False) and o.harmless()
    yield row('forged', (forged() for _ in range(n_damages)))

if __name__ == '__main__':
    rng = random.Random(42)
    with tempfile.TemporaryDirectory() as tmp:
        rows = [row for cls in (Checkpoints, Models, Tokens) for row in trials(cls, rng, tmp)]
    write_table(pd.DataFrame(rows), root/'results'/'faults.csv', 'make measure WHAT=faults')
