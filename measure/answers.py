"""Put answers that were written by hand, answers.txt, to the checkers of the exercises. Writes
answers.csv, and ends with an error if a wrong one passes or a right one does not."""
from shared import Table
import sys
from pathlib import Path
from humannum_lm.exercises import try_answers

if __name__ == '__main__':
    table = Table('answers', 'exercise')
    found = try_answers(Path(__file__).with_suffix('.txt').read_text(encoding='utf-8'))
    for name,rows in found.groupby('exercise', sort=False):
        if not table.has(name): table.add((name,), rows[['kind', 'what', 'verdict']])
    bad = found[(found.kind=='right') != (found.verdict=='right')]
    if len(bad): sys.exit(bad.to_string())
