"""Time and peak memory of making the numbers from 1 on into tokens: the chapter's way against
ours. Writes results/bench_data.csv

Each measurement is a process of its own, forked when everything is imported. The ways take
turns, and the median of the turns counts."""
import resource, sys, tempfile, time
from multiprocessing import get_context
from pathlib import Path
from humannum_lm.runs import write_table
import pandas as pd
from humannum_lm.data import Corpus
from humannum_lm.rnn import sequence_items
from humannum_lm.recipes import one_thread
from humannum_lm.scale import Lanes, MappedTokens, NumberTokens, token_chunks, write_tokens

file = Path(__file__).resolve().parent.parent/'results'/'bench_data.csv'
sizes = [10**k for k in (4, 5, 6, 7)]
turns = 3

def peak():
    "The most memory that this process has had so far, in MB (10^6 bytes)"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most*(1 if sys.platform=='darwin' else 1024)/1e6

def chapter(n):
    "Strings joined, split, looked up in a dictionary, cut into a list of tensors"
    nums = Corpus.from_numbers(range(1, n+1)).nums
    items = sequence_items(nums)
    return len(nums)

def stream(n):
    "All chunks, one after the other"
    return sum(map(len, token_chunks(range(1, n+1))))

def mapped(n):
    "A file written, mapped, and read from front to back"
    with tempfile.TemporaryDirectory() as tmp:
        tokens = MappedTokens(write_tokens(Path(tmp)/'tokens', range(1, n+1)))
        return sum(len(tokens[a:a+2**16].tobytes()) for a in range(0, len(tokens), 2**16))

def lanes(n):
    "Every batch of 64 lanes of 16, without a file"
    tokens = NumberTokens(range(1, n+1))
    for x,y in Lanes(tokens): pass
    return len(tokens)

ways = dict(chapter=chapter, stream=stream, mapped=mapped, lanes=lanes)

def measure(way, n):
    "Run one way in this process: how many tokens, CPU seconds, and MB over what it began with"
    before,start = peak(),time.process_time()
    tokens = ways[way](n)
    seconds = time.process_time() - start
    return dict(way=way, numbers=n, tokens=tokens, cpu_seconds=seconds,
                begins_with_mb=before, peak_mb=peak()-before)

def main():
    rows = []
    for turn in range(turns):
        for n in sizes:
            for way in ways:
                if way=='chapter' and n > 10**6: continue
                with get_context('fork').Pool(1) as pool:
                    rows.append(pool.apply(measure, (way, n)))
                print('{way}, {numbers:,} numbers: {cpu_seconds:.3f} s, {peak_mb:.1f} MB'
                      .format(**rows[-1]), flush=True)
    table = pd.DataFrame(rows).groupby(['way', 'numbers'], sort=False).median().reset_index()
    table = table.astype({'tokens': int})
    chapters = table.query('way=="chapter"').set_index('numbers').cpu_seconds
    over = table.numbers.map(chapters)/table.cpu_seconds
    speed = (table.tokens/table.cpu_seconds).round()
    table = table.assign(tokens_per_second=speed, chapter_over_this=over.round(1))
    write_table(table.round(4), file, 'make measure WHAT=bench_data')

if __name__ == '__main__':
    with one_thread(): main()
