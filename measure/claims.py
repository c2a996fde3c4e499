"""Each conclusion of lessons 00 to 09, with the run in which that one thing differs, the
difference, its standard errors, and what follows. Writes claims.csv; trains nothing.

A claim says `more`, `less`, `undecided` or `exact`. By the rule of these tables the first two
need more than two standard errors, `undecided` fewer. `exact` is what holds without chance: a
count, or the same numbers twice. The script ends with an error if a sentence is not in its
notebook, or the numbers do not bear it out. With `--check`, `claims.csv` must be as it would
be written."""
from shared import root
import json, re, sys
import numpy as np
import pandas as pd
from humannum_lm.data import Corpus, words_to_number
from humannum_lm.first_lm import split_items, three_word_items
from humannum_lm.runs import difference, final_accuracies, final_and_best, read_results

claims = []

def claim(notebook, sentence, control, says, found):
    claims.append(dict(notebook=notebook, sentence=sentence, control=control, says=says,
                       **found))

def against(a, b): return difference(np.asarray(a), np.asarray(b))

def exact(value, control=0):
    "A difference without chance"
    return {'difference': value - control, 'in errors': None}

def one_against(x, many):
    "One run against several: how far it lies from their mean"
    error = np.std(many, ddof=1)*(1 + 1/len(many))**.5
    return {'difference': x - np.mean(many), 'in errors': (x - np.mean(many))/error}

def compare(notebook, sentence, control, says, *pairs):
    "A claim for each pair of recipes in bands.csv"
    for a,b in pairs:
        found = against(final_accuracies(a), final_accuracies(b))
        claim(notebook, sentence, f'{control}: {a} and {b}', says, found)

# 00
def data():
    corpus = Corpus()
    numbers = ' '.join(corpus.tokens).split(' . ')
    share = np.mean(['thousand' in o.split() for o in numbers])
    claim('00_data', 'a number has up to six words', 'all numbers counted', 'exact',
          exact(max(len(o.split()) for o in numbers)))
    claim('00_data', 'nine numbers in ten have a *thousand*', 'all numbers counted', 'exact',
          exact(share))

# 01
def first_lm():
    nb = '01_first_lm'
    bands,book = read_results('bands'),read_results('book')
    one = final_accuracies('LMModel1')
    corpus = Corpus()
    train,valid = split_items(three_word_items(corpus.nums))
    answers = [y.item() for _,y in valid]
    commonest = max(map(answers.count, {*answers}))/len(answers)
    claim(nb, 'Always saying *thousand* is right 15% of the time. Three layers and a few '
          'seconds of work are right nearly half of the time.', 'the commonest answer, always',
          'more', against(one, [commonest]*10))
    tokens = corpus.tokens
    cut = 3*len(train)
    trained = words_to_number(' '.join(tokens[:cut]).split(' . ')[-2])
    asked = words_to_number(' '.join(tokens[cut:]).split(' . ')[1])
    claim(nb, 'The last 20% hold numbers that the model has never seen.',
          'the last whole number to train on, and the first to be asked for', 'exact',
          exact(asked, trained))
    last = {name: bands.query('model==@name and seed==42').accuracy.iloc[-1]
            for name in ('LMModel1', 'LMModel2')}
    books = final_and_best(book).final
    claim(nb, 'with seed 42 the two are the same, in every digit', "the book's table",
          'exact', exact(round(last['LMModel1'], 6), round(books['LMModel1'], 6)))
    two = final_accuracies('LMModel2')
    claim(nb, 'With the same seed the two trainings agree in every digit',
          'the same ten seeds, written out and as a loop', 'exact',
          exact(np.abs(one - two).max()))
    claim(nb, "The book's tables for these two models differ by more than two percentage "
          'points at the end. We now know that this is chance and nothing else',
          'the same two models from the same seed, which agree', 'exact',
          exact(books['LMModel2'], books['LMModel1']))

# 02
def rnn():
    nb = '02_rnn'
    compare(nb, 'Memory helps: from under one half to well above.',
            'without the memory, trained as long and as fast', 'more',
            ('LMModel3', 'LMModel2-10-epochs'))
    compare(nb, 'Longer training is not what did it.', 'trained for longer, without a memory',
            'less', ('LMModel2-10-epochs', 'LMModel2'))
    lanes = read_results('lanes').set_index(['model', 'order']).sort_index()
    def run(model, order, asked): return lanes.loc[(model, order), f'valid_{asked}'].to_numpy()
    def worth(order, asked):
        return run('LMModel3', order, asked) - run('LMModel2-10-epochs', order, asked)
    none = np.zeros(10)
    fits = 'worth more than twenty points where what it holds fits what is read next'
    for order in 'lanes', 'text':
        claim(nb, fits, f'LMModel2, which has none, on the same batches: {order}', 'more',
              against(worth(order, order), none))
    claim(nb, 'That is worth three points less, by a little more than two standard errors.',
          'the memory of the same model in lanes', 'less',
          against(worth('text', 'text'), worth('lanes', 'lanes')))
    claim(nb, 'Shuffled, a memory is worth nothing that ten seeds could show.',
          'LMModel2 on the same batches', 'undecided',
          against(worth('shuffled', 'lanes'), none))
    claim(nb, 'trained in one order and asked in the other falls back',
          'the same trainings, asked in lanes', 'less',
          against(run('LMModel3', 'lanes', 'text'), run('LMModel3', 'lanes', 'lanes')))
    claim(nb, 'Then why is the order of the text better than lanes, by four points?',
          'the same model in lanes', 'more',
          against(run('LMModel3', 'text', 'text'), run('LMModel3', 'lanes', 'lanes')))
    plain = 'LMModel2-10-epochs'
    claim(nb, 'Not because of the memory: `LMModel2`, which has none, gains seven.',
          'LMModel2 in lanes', 'more',
          against(run(plain, 'text', 'text'), run(plain, 'lanes', 'lanes')))
    claim(nb, 'The same batches backwards, which end with *one . two*, lose four of these '
          'seven points.', 'the order of the text', 'less',
          against(run(plain, 'backwards', 'text'), run(plain, 'text', 'text')))
    compare(nb, 'The worst seed with the detach after the loop beats the best with the detach '
            'inside.', 'the same model, data and seeds', 'more',
            ('LMModel4', 'LMModel4-detach-inside'))
    reach = read_results('reach').query("what=='final'").groupby('at').value
    reach = {every: a.to_numpy() for every,a in reach}
    for more,less in (2, 1), (4, 2), (8, 4), (16, 8):
        claim(nb, 'The further the gradient may go, the more is learnt.',
              f'a detach every {less} and every {more} words, ten seeds', 'more',
              against(reach[more], reach[less]))
    slips = read_results('slips').set_index(['model', 'slip']).accuracy
    unlined = 'lanes not lined up'
    claim(nb, 'As soon as sequences are longer, the lanes matter very much',
          'ten seeds in lanes; one without', 'less',
          one_against(slips['LMModel4', unlined], final_accuracies('LMModel4')))
    for name in 'LMModel4', 'LMModel5', 'LMModel6', 'LMModel7':
        claim('06_questionnaire', 'The models after it do far worse without lanes.',
              f'ten seeds of {name} in lanes; one without', 'less',
              one_against(slips[name, unlined], final_accuracies(name)))

# 03
def lags(model, when, lag, state=0):
    "The logarithms of ten seeds' gradients at a lag"
    rows = read_results('lags').query(
        'model==@model and when==@when and lag==@lag and state==@state')
    return np.log10(rows.gradient.to_numpy())

def multilayer():
    nb = '03_multilayer'
    compare(nb, 'It is worse than the model of one layer.', 'ten seeds of each', 'less',
            ('LMModel5', 'LMModel4'))
    compare(nb, 'tanh in place of ReLU costs more than fifteen percentage points, with one '
            'layer and with two.', 'only the function differs', 'less',
            ('LMModel5-1-layer', 'LMModel5-1-layer-relu'), ('LMModel5', 'LMModel5-relu'))
    compare(nb, 'A second layer *gains* some, with tanh and with ReLU.',
            'only the second layer differs', 'more',
            ('LMModel5', 'LMModel5-1-layer'), ('LMModel5-relu', 'LMModel5-1-layer-relu'))
    compare(nb, 'And separate matrices for word and state do no harm.',
            'one layer with ReLU, one matrix for both', 'more',
            ('LMModel5-1-layer-relu', 'LMModel4'))
    relu,tanh = 'LMModel5-1-layer-relu','LMModel5-1-layer'
    claim(nb, 'less than a millionth at lag 64, in every seed',
          'all seeds of all three networks, the largest', 'exact',
          exact(10**max(lags(o, 'before', 64).max() for o in (relu, tanh, 'LMModel5'))))
    for name in relu, tanh, 'LMModel5':
        claim(nb, 'Networks that have learnt to remember have also opened a way for the '
              'gradient.', f'{name} before training, at lag 64 (powers of ten)', 'more',
              against(lags(name, 'after', 64), lags(name, 'before', 64)))
    claim(nb, 'with tanh it *grows* at first', 'its own gradient at lag 0 (powers of ten)',
          'more', against(lags(tanh, 'after', 4), lags(tanh, 'after', 0)))
    for lag,says in (32, 'more'),(96, 'undecided'):
        claim(nb, 'the one with tanh has the larger gradient up to 32 words back',
              f'the one with ReLU, at lag {lag} (powers of ten)', says,
              against(lags(tanh, 'after', lag), lags(relu, 'after', lag)))
    compare(nb, 'and predicts far worse', 'the one with ReLU', 'less', (tanh, relu))

# 04
def lstm():
    nb = '04_lstm'
    compare(nb, "It does better than the chapter's earlier models.", 'ten seeds of each',
            'more', ('LMModel6', 'LMModel4'), ('LMModel6', 'LMModel5'))
    final = final_and_best(read_results('rates')).final.sort_index()
    def tried(kind, rate): return final[f'{kind}/small/{rate}'].loc[201:210]
    def gain(sentence, kind, a, b, says):
        claim(nb, sentence, f'{kind}, 64 units, at {a} in place of {b}', says,
              against(tried(kind, b), tried(kind, a)))
    gated = 'LSTM and GRU gain all the way to 1e-2, and the LSTM beyond.'
    gain(gated, 'LSTM', '0.003', '0.01', 'more')
    gain(gated, 'GRU', '0.003', '0.01', 'more')
    gain(gated, 'LSTM', '0.01', '0.03', 'more')
    plain = 'From 3e-3 on the plain networks gain nothing that ten seeds could show.'
    for kind in 'relu', 'tanh': gain(plain, kind, '0.003', '0.01', 'undecided')
    judged = {name.rsplit('/', 1)[0]: df.loc[name].loc[301:310] for name,df in
              final.groupby('model') if 301 in df.loc[name].index}
    def best(sentence, a, b, says):
        claim(nb, sentence, f'{a} against {b}, each at its own best rate', says,
              against(judged[a], judged[b]))
    both = 'LSTM and GRU beat the best plain network by six and eight points'
    best(both, 'LSTM/small', 'relu/small', 'more')
    best(both, 'GRU/small', 'relu/small', 'more')
    best('with ReLU it does as well as the LSTM, as far as ten seeds can tell', 'relu/equal',
         'LSTM/small', 'undecided')
    best('The GRU stays ahead of both.', 'GRU/equal', 'relu/equal', 'more')
    best('The GRU stays ahead of both.', 'GRU/equal', 'LSTM/small', 'more')
    far = 'or with as many parameters, is the plain network with tanh'
    for size in 'small', 'equal': best(far, 'LSTM/small', f'tanh/{size}', 'more')
    claim('07_research', 'can no longer be told apart at 64 units each',
          'GRU/small against LSTM/small, each at its own best rate', 'undecided',
          against(judged['GRU/small'], judged['LSTM/small']))
    held = read_results('held_out').set_index('model')
    none = np.zeros(10)
    claim(nb, 'Numbers beyond those of the training cost it twenty points more.',
          'the same ten trainings, asked for hundreds inside', 'less',
          against(held.loc['LMModel6'].beyond - held.loc['LMModel6'].inside, none))
    for part in 'inside', 'beyond':
        claim(nb, 'It closes a part of both gaps', f'LMModel6, {part}', 'more',
              against(held.loc['LMModel7'][part], held.loc['LMModel6'][part]))
    claim(nb, 'Before training its gradient vanishes too, if less steeply',
          'the plain RNN before training, at lag 64 (powers of ten)', 'more',
          against(lags('LMModel6', 'before', 64, 1), lags('LMModel5', 'before', 64)))
    claim(nb, 'where the plain RNN is down by five orders of magnitude',
          'the cell state from lag 1 to lag 96; the plain RNN likewise (powers of ten)', 'more',
          against(lags('LMModel6', 'after', 96, 1) - lags('LMModel6', 'after', 1, 1),
                  lags('LMModel5', 'after', 96) - lags('LMModel5', 'after', 1)))
    loss = read_results('rates').groupby(['model', 'seed']).train_loss.last()
    def losses(kind, rate): return loss[f'{kind}/small/{rate}'].loc[201:210]
    for a,b in ('0.003', '0.01'),('0.01', '0.03'):
        claim('06_questionnaire', "The LSTM's training loss falls at each step",
              f'the LSTM at {a}', 'less', against(losses('LSTM', b), losses('LSTM', a)))
    for kind in 'tanh', 'relu':
        claim('06_questionnaire', 'at 3e-2 their training loss is higher than before',
              f'{kind} at 0.01', 'more', against(losses(kind, '0.03'), losses(kind, '0.01')))

# 05
def regularize():
    nb = '05_regularize'
    compare(nb, 'This is the best model of the chapter, and by a wide margin.',
            'ten seeds of each', 'more', ('LMModel7', 'LMModel6'))
    compare(nb, 'One change stands out: without tying six points are gone.',
            'untied, as PyTorch makes it', 'less', ('LMModel7-untied', 'LMModel7'))
    compare(nb, 'each makes a difference that ten seeds cannot tell from none',
            'only that one differs', 'undecided',
            *((f'LMModel7-{o}', 'LMModel7') for o in ('no-AR-TAR', 'no-dropout',
                                                      'TextLearner')))
    starts = read_results('start')
    final = final_and_best(starts).final
    def start(sentence, control, says, a, b, nb=nb):
        claim(nb, sentence, f'{control}: {a} and {b}', says, against(final[a], final[b]))
    models = 'LMModel6', 'LMModel7'
    size = ('An output layer that starts at 1 is worth seven to nineteen points, in both '
            'models and with either embedding.')
    tie = ('Tying, at equal size, makes no difference that ten seeds can show, in either '
           'direction.')
    for m in models:
        for e in '1', 'U':
            start(size, 'only the start of the output layer differs', 'more',
                  f'{m}/untied/{e}/1', f'{m}/untied/{e}/U')
            start(tie, 'the same start, untied', 'undecided',
                  f'{m}/tied/{e}/{e}', f'{m}/untied/{e}/{e}')
    more = 'LMModel7/untied/1/1','LMModel6/untied/1/1'
    start('What dropout, AR, TAR and weight decay add to that, together, is some five points.',
          'the same start of the output layer', 'more', *more)
    start('`LMModel7` is some five points better than `LMModel6`',
          'the same start of the output layer', 'more', *more, nb='06_questionnaire')
    start('nothing is left of the difference that ten seeds could show',
          'untied, at the same start', 'undecided', 'LMModel7/tied/1/1', 'LMModel7/untied/1/1',
          nb='06_questionnaire')
    first = starts.query('epoch==0').set_index('model')
    loud,small = first.loc['LMModel7/untied/1/1'],first.loc['LMModel7/untied/1/U']
    epoch = 'not in what is right, but in how soon the loss falls'
    for column,says in ('train_loss', 'less'),('accuracy', 'undecided'):
        claim(nb, epoch, f'the small start, {column} of the first epoch', says,
              against(loud[column], small[column]))
    for m in models:
        base = f'{m}/untied/1/'
        start('Multiplied scores are as good as large weights.', 'large weights', 'undecided',
              f'{base}U, scores x 13.9', f'{base}1')
        start('The higher rate helps as clearly', 'the small start', 'more',
              f'{base}U, rate x 10', f'{base}U')
        start('whether it helps as much, ten seeds do not decide', 'large weights',
              'undecided', f'{base}U, rate x 10', f'{base}1')
    start('3.7 is no better than 1', 'the output layer at 1', 'undecided',
          'LMModel7/untied/1/3.7', 'LMModel7/untied/1/1')

# 06
def questionnaire():
    nb = '06_questionnaire'
    rows = read_results('questionnaire').query('what=="sample"')
    table = rows.set_index(['setting', 'model']).value
    def sample(setting, says, sentence):
        after,inside = [table[setting, f'LMModel4{o}'] for o in ('', '-detach-inside')]
        claim(nb, sentence, f'the detach inside the loop, five seeds: {setting}', says,
              against(after, inside))
    sample('every fourth number', 'more',
           'Every fourth number gives the verdict of the whole text')
    sample('the first 2,000 numbers', 'undecided', 'The first 2,000 numbers give none')

# 07
def research():
    nb = '07_research'
    to_the_gru = 'and nothing else, takes the LSTM to where the GRU is'
    compare(nb, to_the_gru, 'only the output gate differs', 'more',
            ('LMModel7-no-output-gate', 'LMModel7'))
    compare(nb, to_the_gru, 'the GRU', 'undecided',
            ('LMModel7-no-output-gate', 'LMModel7-GRU'))
    compare(nb, 'Coupled gates alone make it worse', 'only the coupling differs', 'less',
            ('LMModel7-coupled', 'LMModel7'))
    compare(nb, 'an open forget gate at the start does not help', 'only the bias differs',
            'undecided', ('LMModel7-forget-bias-1', 'LMModel7'))
    compare(nb, 'the GRU does not need its reset gate', 'only the reset gate differs',
            'undecided', ('LMModel7-GRU-no-reset-gate', 'LMModel7-GRU'))
    rows = read_results('research').query('what=="final accuracy"').set_index('model').value
    lstm,no_gate = final_accuracies('LMModel6'),rows['LMModel6-no-output-gate']
    claim(nb, 'Without its output gate the LSTM gains eight points, and is where the GRU is.',
          'LMModel6, only the output gate differs', 'more', against(no_gate, lstm))
    claim(nb, 'Without its output gate the LSTM gains eight points, and is where the GRU is.',
          'LMModel6 with a GRU', 'undecided', against(no_gate, rows['LMModel6-GRU']))
    claim(nb, 'without the tanh, too, nothing gets better', 'LMModel6 without the output gate',
          'undecided', against(rows['LMModel6-no-output-gate-no-tanh'], no_gate))
    rows = read_results('research').set_index(['model', 'what']).value
    def words(name, kind): return rows[name, kind]
    claim(nb, 'The thousands digit the LSTM gets right in fewer than half of the cases, the '
          'GRU in four of five', 'after a full stop, five seeds of each', 'more',
          against(words('LMModel7-GRU', 'after a full stop'),
                  words('LMModel7', 'after a full stop')))
    claim(nb, 'After other words the two do about equally well', 'five seeds of each',
          'undecided', against(words('LMModel7-GRU', 'after other words'),
                               words('LMModel7', 'after other words')))
    compare(nb, 'The quiet one with the wide embedding is `LMModel7`, and does as well.',
            'LMModel7', 'undecided', ('AWD_LSTM-quiet-wide', 'LMModel7'))
    compare(nb, 'for a reason that has nothing to do with dropout',
            'only the start of the embedding differs', 'less',
            ('AWD_LSTM', 'AWD_LSTM-wide'), ('AWD_LSTM-quiet', 'AWD_LSTM-quiet-wide'))
    compare(nb, 'All the dropout together costs some three points, with the wide embedding.',
            'only the dropout differs', 'less', ('AWD_LSTM-wide', 'AWD_LSTM-quiet-wide'))

# 08, 09
def reproduce():
    nb = '09_reproduce'
    slips = read_results('slips')
    def noticed(row):
        a = final_accuracies(row.model)
        return abs(row.accuracy - a.mean()) > 5*a.std(ddof=1)
    claim(nb, 'All of them are noticed.', 'the band of the model that is not broken', 'exact',
          exact(sum(noticed(o) for o in slips.itertuples()), len(slips)))
    names = ['LMModel7', 'LMModel7-TextLearner', 'LMModel7-no-AR-TAR',
             'LMModel7-TextLearner-no-AR-TAR']
    book = read_results('book').query('model=="LMModel7"').iloc[-1]
    lowest = min(final_accuracies(o).min() for o in names)
    claim(nb, 'lies below every one of our forty runs', 'the lowest of forty runs', 'exact',
          exact(book.accuracy, lowest))
    losses = read_results('bands').query('epoch==14').groupby('model').train_loss
    for name,says in (names[3], 'undecided'),(names[1], 'less'):
        claim(nb, "By its training loss the book's run is one of `TextLearner` without AR and "
              'TAR', f'ten seeds of {name}', says,
              one_against(book.train_loss, losses.get_group(name).to_numpy()))

def table():
    for part in (data, first_lm, rnn, multilayer, lstm, regularize, questionnaire, research,
                 reproduce): part()
    names = {'in errors': 'standard_errors', 'says': 'verdict'}
    df = pd.DataFrame(claims).rename(columns=names)
    df['difference'] = df.difference.map('{:.6g}'.format)
    df['standard_errors'] = df.standard_errors.map(lambda o: '' if pd.isna(o) else f'{o:.1f}')
    return df[['notebook', 'sentence', 'control', 'difference', 'standard_errors', 'verdict']]

def text(notebook):
    "The Markdown of a notebook, in one line"
    cells = json.loads((root/f'nbs/{notebook}.ipynb').read_text(encoding='utf-8'))['cells']
    found = [''.join(c['source']) for c in cells if c['cell_type']=='markdown']
    return re.sub(r'\s+', ' ', ' '.join(found))

def faults(df):
    "What is wrong with the claims, a line each"
    texts = {name: text(name) for name in df.notebook.unique()}
    for row in df.itertuples():
        if row.sentence not in texts[row.notebook]:
            yield f'{row.notebook} does not say: {row.sentence}'
        if not row.control: yield f'no control: {row.sentence}'
        if row.verdict == 'exact': continue
        e = float(row.standard_errors)
        borne = {'more': e > 2, 'less': e < -2, 'undecided': abs(e) <= 2}[row.verdict]
        if not borne: yield f'{row.verdict}, but {e} standard errors: {row.sentence}'

if __name__ == '__main__':
    df = table()
    found = list(faults(df))
    file = root/'results/claims.csv'
    lines = '# make measure WHAT=claims: from the tables beside it\n' + df.to_csv(index=False)
    if '--check' in sys.argv:
        if not file.exists() or file.read_text(encoding='utf-8') != lines:
            found.append('results/claims.csv is not what the tables say')
    elif not found: file.write_text(lines, encoding='utf-8')
    if found: sys.exit('\n'.join(found))
    if '--check' not in sys.argv: print(len(df), df.verdict.value_counts().to_dict())
