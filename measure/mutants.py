"""Make wrong answers of the right ones, one small change at a time, and put each to the checker
of its exercise. Writes mutants.csv, and ends with an error if a wrong one passes."""
from shared import Table
import re, sys
from humannum_lm.exercises import all_exercises, try_mutants

# Mutants that pass and are right: exercise, how the line looks, why it is right
right = [
    ('', r'\.detach\(\)\.shape|len\(x\.detach|\)\.detach\(\)\)? for i in|'
     r'\.detach\(\)\)\) for i in',
     'a shape or whole numbers: there is no gradient to cut'),
    ('', r'tensor\(.*\)\.detach\(\)|targ\.(reshape\(-1\)\.)?detach|'
     r'self\.i_h\(x.*\]\.detach\(\)\)|'
     r'F\.one_hot\(.*\)\.detach\(\)|argmax\(\)\.detach\(\)',
     'whole numbers have no gradient to cut'),
    ('', r'nums\[i ?\+ ?3\]\)|nums\[i \+ 3\]\.', 'the chapter\'s own: the answer as a number'),
    ('', r'len\(nums\) - (3|4|sl)\b', 'the last item that just fits may be there or not'),
    ('LMModel3 LMModel5', r'self\.h = torch\.(zeros|ones)\(',
     'another way to begin with nothing'),
    ('LMModel3 LMModel5', r'fit_state\(.*\)\.detach\(\)|weight\.detach|detach\(\)\.detach',
     'what is detached already, or has only its type looked at'),
    ('LMModel3 LMModel5', r'fit_state\(self\.h, len\(x\)(, self\.h_[ho]\.weight)?\)',
     'the device and type are the same'),
    ('numericalise', r'for line in lines', '`split()` takes the spaces and line ends, too'),
    ('in_digits', r'1000 \* part', 'no number below 10,000 has two thousands'),
    ('norms', 'detach', 'a plain number has no gradient'),
    ('batch_texts', r't\.flatten\(\)|detach|itertools\.islice\(dl, n\)',
     'the numbers as tensors, or the batches one by one: the same texts'),
    ('Dropout', 'detach', 'a mask has no gradient'),
    ('LMModel5', r'h\.detach\(\)\)$', 'what is detached already'),
    ('ar_loss tar_loss', r'\)\.pow\(2\)\.mean|dropped\.pow', 'the same in single precision'),
    ('tar_loss', r'raw\[:, :-1\] - raw', 'the square of a difference has no sign'),
    ('tar_loss', r'^pass$|shape\[1\] < [12]|return (raw|\(\)|raw\..*|beta\.new_zeros.*)$',
     'a single step, of which the exercise does not speak'),
    ('go_on', r'detach|\[-1, -1\]', 'whole numbers have no gradient, and there is one row'),
    ('word_probs', r'softmax\(-0\)|one_hot', 'the only dimension; whole numbers, no gradient'),
    ('LSTMCell', r'torch\.cat\(\[', 'input and state in either order'),
    ('LMModel7', r'^pass$|F\.linear', 'tied by use, with a bias or without'),
    ('LMModel7', r'detach\(\)\.dtype', 'a type has no gradient'),
    ('copied', 'detach', 'a type, or whole numbers: no gradient'),
    ('TwoWordModel', '', 'another model of the first two words'),
    ('group_chunks', r'ds\[k - m \* j\]', 'the lanes in another order, from the end'),
]

def reason(name, line):
    "Why a mutant that passes is right, or nothing"
    for names,pattern,why in right:
        if (not names or name in names.split()) and re.search(pattern, line): return why

if __name__ == '__main__':
    table = Table('mutants', 'exercise')
    for name,ex in all_exercises.items():
        if table.has(name): continue
        found = try_mutants(ex)
        rows = [dict(line=line[:120], says=mistake or 'passed',
                     reason=None if mistake else reason(name, line))
                for _,line,mistake,_ in found.itertuples(index=False)]
        table.add((name,), rows)
    rows = table.rows
    wrong = rows[(rows.says=='passed') & rows.reason.isna()]
    if len(wrong): sys.exit(f'passed, and no reason is given:\n{wrong.to_string()}')
