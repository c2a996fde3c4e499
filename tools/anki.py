"""Make an Anki deck of the 39 questions from the saved nbs/06_questionnaire.ipynb, with what
their cells showed: `make anki` writes build/questionnaire.apkg, to be imported by Anki."""
import json, re, sys
from configparser import ConfigParser
from pathlib import Path
import genanki
from markdown_it import MarkdownIt

root = Path(__file__).resolve().parent.parent
lesson = root/'nbs'/'06_questionnaire.ipynb'
deck_file = root/'build'/'questionnaire.apkg'
cfg = ConfigParser(interpolation=None)
cfg.read(root/'settings.ini')
settings = cfg['DEFAULT']
site = f"https://{settings['user']}.github.io/{settings['repo']}"

card = '''.card { font: 18px/1.45 system-ui, sans-serif; text-align: left; max-width: 42em;
  margin: auto; } pre { font-size: 14px; overflow-x: auto; }
table { border-collapse: collapse; font-size: 15px; } td, th { padding: .1em .6em; }'''
back = '{{FrontSide}}<hr id=answer>{{Answer}}'
# The numbers say to Anki that a deck made anew is the same one
model = genanki.Model(1607392319, 'humannum_lm question', css=card,
    fields=[{'name': o} for o in ('Question', 'Answer')],
    templates=[{'name': 'Card 1', 'qfmt': '{{Question}}', 'afmt': back}])

def page(m):
    "A link to a notebook as one to its page on the website"
    return f']({site}/{m[1]}{m[2]}.html{m[3]})'

def html(md):
    "Markdown as HTML, formulas as Anki wants them, links to the website"
    maths = []
    def keep(m):
        maths.append(rf'\[{m[1]}\]' if m[1] else rf'\({m[2]}\)')
        return f'@@{len(maths)-1}@@'
    parts = re.split(r'(```.*?```|`[^`\n]*`)', md, flags=re.S)
    formula = r'\$\$(.+?)\$\$|\$([^$\n]+)\$'
    parts[::2] = [re.sub(formula, keep, o, flags=re.S) for o in parts[::2]]
    link = r'\]\(((?:exercises/)?)(?:\d+[a-z]?_)?(\w+)\.ipynb((?:#[^)]*)?)\)'
    md = re.sub(link, page, ''.join(parts))
    text = MarkdownIt('commonmark', {'html': True}).enable('table').render(md)
    def back_again(m): return maths[int(m[1])].replace('&', '&amp;').replace('<', '&lt;')
    return re.sub('@@(\\d+)@@', back_again, text)

def shown(output):
    "An output of a cell as HTML"
    data = {k: ''.join(v) for k,v in output.get('data', {}).items()}
    if 'text/html' in data:
        return re.sub('<style.*?</style>', '', data['text/html'], flags=re.S)
    text = data.get('text/plain') or ''.join(output.get('text', ''))
    return f"<pre>{text.replace('&', '&amp;').replace('<', '&lt;')}</pre>" if text else ''

def questions(nb):
    "Number, question and answer of each, as HTML"
    marks = r'(^### \d+\. .*$|^<details>.*$|^</details>$)'
    found,answer = [],None
    for cell in nb['cells']:
        source = ''.join(cell['source'])
        if cell['cell_type']=='code':
            if answer is None: continue
            answer += filter(None, [shown(o) for o in cell['outputs']])
            continue
        for part in re.split(marks, source, flags=re.M):
            if m := re.match(r'### (\d+)\. (.*)', part): found.append([m[1], html(m[2]), []])
            elif part.startswith('<details>'): answer = found[-1][2]
            elif part.startswith('</details>'): answer = None
            elif answer is not None and part.strip(): answer.append(html(part))
    return [(n, question, '\n'.join(parts)) for n,question,parts in found]

def main():
    deck = genanki.Deck(2059400110, 'humannum_lm: the 39 questions')
    for n,question,answer in questions(json.loads(lesson.read_text(encoding='utf-8'))):
        if not answer: sys.exit(f'question {n} has no answer')
        guid = genanki.guid_for('humannum_lm', n)
        deck.add_note(genanki.Note(model, [question, answer], guid=guid))
    if len(deck.notes) != 39: sys.exit(f'{len(deck.notes)} questions, not 39')
    deck_file.parent.mkdir(exist_ok=True)
    genanki.Package(deck).write_to_file(deck_file)
    size = deck_file.stat().st_size/1024
    print(f'{deck_file.relative_to(root)}: {len(deck.notes)} cards, {size:.0f} kB')

if __name__ == '__main__': main()
