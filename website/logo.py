"The logo and the social card, drawn as SVG; `python website/logo.py` makes card.png of it."
from base64 import b64encode
from pathlib import Path

here = Path(__file__).resolve().parent

def mark(ink='#1b5fae', gap=22):
    "Three steps: a word below, a state that is handed on, a prediction above the last"
    xs = [13, 13+gap-3, 13+2*(gap-3)]
    out = [f'<path d="M{a+5} 32H{b-5}" />' for a,b in zip(xs, xs[1:])]
    out += [f'<path d="M{x} 47.5V37" />' for x in xs] + [f'<path d="M{xs[-1]} 27V16.5" />']
    def word(x, y, style):
        return f'<rect x="{x-5}" y="{y}" width="10" height="7" rx="2" {style} />'
    stroke = f'stroke="{ink}" stroke-width="3" stroke-linecap="round" fill="none"'
    lines = f'<g {stroke}>{"".join(out)}</g>'
    dots = ''.join(f'<circle cx="{x}" cy="32" r="5.5" fill="{ink}" />' for x in xs)
    words = ''.join(word(x, 49, f'fill="{ink}" opacity=".55"') for x in xs)
    return lines + dots + words + word(xs[-1], 8, 'fill="#d9822b"')

def logo():
    "The logo as SVG, for light and dark"
    light = 'g{stroke:#7fb2ee}circle,rect:not(:last-child){fill:#7fb2ee}'
    style = f'<style>@media (prefers-color-scheme:dark){{{light}}}</style>'
    about = 'viewBox="4 4 56 56" role="img" aria-label="An unrolled network"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {about}>{style}{mark()}</svg>\n'

def text(x, y, size, colour, font, words, more=''):
    style = f'x="{x}" y="{y}" font-size="{size}" fill="{colour}" font-family="{font}" {more}'
    return f'<text {style}>{words}</text>'

def card(title, words):
    "The picture that others show with a link: logo, `title`, and a line for each of `words`"
    size = 'width="1200" height="630"'
    sans,serif = "'Source Sans 3', sans-serif","'Source Serif 4', serif"
    rows = [text(96, 430+i*44, 32, '#4a5563', sans, o) for i,o in enumerate(words)]
    return '\n'.join([f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 1200 630">',
        f'<rect {size} fill="#fbfaf7" /><rect width="1200" height="14" fill="#1b5fae" />',
        f'<g transform="translate(760 70) scale(6.2)" opacity=".95">{mark()}</g>',
        text(96, 330, 88, '#1d232b', serif, title, 'font-weight="600"'), *rows, '</svg>'])

def face(name, file):
    "The font `name` as CSS that holds it"
    data = b64encode((here/'vendor'/'fonts'/file).read_bytes()).decode()
    source = f'url(data:font/woff2;base64,{data})'
    return f'@font-face {{font-family:"{name}";font-weight:200 900;src:{source}}}'

if __name__ == '__main__':
    from test_docs import cfg, chromium
    faces = face('Source Serif 4', 'source-serif-4-latin-wght-normal.woff2')
    faces += face('Source Sans 3', 'source-sans-3-latin-wght-normal.woff2')
    lines = ['A neural language model, built from scratch', 'in notebooks that run']
    with chromium() as browser:
        page = browser.new_page(viewport=dict(width=1200, height=630))
        body = f'<body style="margin:0">{card(cfg["title"], lines)}</body>'
        page.set_content(f'<style>{faces}</style>{body}')
        page.evaluate('document.fonts.ready')
        page.screenshot(path=here/'card.png')
