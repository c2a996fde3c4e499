"The logo, an unrolled network of three steps, and the social card, both drawn as SVG. `python website/logo.py` renders card.png with Chromium."
from base64 import b64encode
from pathlib import Path

def mark(ink='#1b5fae', gap=22):
    "Three steps: a word below, a state in the middle that is handed on, a prediction above the last"
    xs = [13, 13+gap-3, 13+2*(gap-3)]
    out = [f'<path d="M{a+5} 32H{b-5}" />' for a,b in zip(xs, xs[1:])]
    out += [f'<path d="M{x} 47.5V37" />' for x in xs] + [f'<path d="M{xs[-1]} 27V16.5" />']
    lines = f'<g stroke="{ink}" stroke-width="3" stroke-linecap="round" fill="none">{"".join(out)}</g>'
    dots = ''.join(f'<circle cx="{x}" cy="32" r="5.5" fill="{ink}" />' for x in xs)
    words = ''.join(f'<rect x="{x-5}" y="49" width="10" height="7" rx="2" fill="{ink}" opacity=".55" />' for x in xs)
    return f'{lines}{dots}{words}<rect x="{xs[-1]-5}" y="8" width="10" height="7" rx="2" fill="#d9822b" />'

def logo():
    style = '<style>@media (prefers-color-scheme:dark){g{stroke:#7fb2ee}circle,rect:not(:last-child){fill:#7fb2ee}}</style>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="4 4 56 56" role="img" aria-label="An unrolled network">{style}{mark()}</svg>\n'

def card(title, words):
    rows = ''.join(f'''<text x="96" y="{430+i*44}" font-size="32" fill="#4a5563" font-family="'Source Sans 3', sans-serif">{o}</text>''' for i,o in enumerate(words))
    return f'''<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="#fbfaf7" /><rect width="1200" height="14" fill="#1b5fae" />
<g transform="translate(760 70) scale(6.2)" opacity=".95">{mark()}</g><text x="96" y="330" font-size="88" font-weight="600" fill="#1d232b" font-family="'Source Serif 4', serif">{title}</text>{rows}</svg>'''

if __name__ == '__main__':
    from test_docs import cfg, chromium
    here = Path(__file__).resolve().parent
    with chromium() as browser:
        page = browser.new_page(viewport=dict(width=1200, height=630))
        faces = ''.join(f'@font-face {{font-family:"{name}";font-weight:200 900;src:url(data:font/woff2;base64,{b64encode((here/"vendor"/"fonts"/file).read_bytes()).decode()})}}'
                        for name,file in (('Source Serif 4', 'source-serif-4-latin-wght-normal.woff2'), ('Source Sans 3', 'source-sans-3-latin-wght-normal.woff2')))
        page.set_content(f'<style>{faces}</style><body style="margin:0">{card(cfg["title"], ["A neural language model, built from scratch", "in notebooks that run"])}</body>')
        page.evaluate('document.fonts.ready')
        page.screenshot(path=here/'card.png')
