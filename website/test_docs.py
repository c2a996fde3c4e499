"Test the built website, its files and what a browser makes of them: `make test-docs`."
import ast, functools, http.server, json, os, re, shutil, sys, tempfile, threading, time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

root = Path(__file__).resolve().parent.parent
site = root/'_docs'
ini = ConfigParser()
ini.read(root/'settings.ini', encoding='utf-8')
cfg = ini['DEFAULT']
pages = sorted(o.relative_to(site).as_posix() for o in site.rglob('*.html'))
soups = {p: BeautifulSoup((site/p).read_text(encoding='utf-8'), 'html.parser') for p in pages}
notebooks = {o.relative_to(root/'nbs').as_posix(): json.loads(o.read_text(encoding='utf-8')) for o in sorted((root/'nbs').rglob('*.ipynb')) if o.name[0] not in '_.'}
lessons = {re.sub(r'(^|/)\d+_', r'\1', o).replace('.ipynb', '.html'): o for o in notebooks if o != 'index.ipynb'}
phone,desktop = dict(width=390, height=844),dict(width=1280, height=900)

# Chromium and a server below a path of its own, as on GitHub Pages

flags = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

@contextmanager
def chromium():
    exe = os.environ.get('CHROMIUM') or next(filter(None, map(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), None)
    if not exe: sys.exit('No Chromium found: install one (on Debian: apt install chromium), or name it with CHROMIUM=/path/to/it')
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=exe, args=flags.split())
        yield browser
        browser.close()

class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass

@contextmanager
def served():
    with tempfile.TemporaryDirectory() as tmp:
        shutil.copytree(site, Path(tmp)/'some'/'path')
        httpd = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Quiet, directory=tmp))
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{httpd.server_address[1]}/some/path/'
        httpd.shutdown()

class Visit:
    "A page in a fresh browser profile; `bad` collects errors and requests to other hosts, `sent` the bytes of what is no picture"
    def __init__(self, browser, base, page, size=desktop, scheme='light', **kw):
        self.context = browser.new_context(viewport=size, color_scheme=scheme, **kw)
        self.page,self.bad,self.sent = self.context.new_page(),[],0
        self.page.on('console', lambda m: self.bad.append(m.text) if m.type in ('error', 'warning') else None)
        self.page.on('pageerror', lambda e: self.bad.append(str(e)))
        self.page.on('response', self.response)
        self.page.route('**/*', lambda r: r.continue_() if r.request.url.startswith((base, 'data:')) else (self.bad.append(f'a request to {r.request.url}'), r.abort()))
        self.page.goto(base+page, wait_until='load')
        self.page.evaluate('document.fonts.ready')
    def response(self, r):
        if r.status >= 400: self.bad.append(f'{r.status} {r.url}')
        elif r.request.resource_type != 'image' or r.url.endswith('logo.svg'): self.sent += int(r.headers.get('content-length', 0))
    def __enter__(self): return self
    def __exit__(self, *args): self.context.close()

# What must hold of every page; each gives a list of what is wrong

def links(p):
    "Every link, anchor and file"
    bad = []
    for t in soups[p].find_all(['a', 'img', 'script', 'link']):
        u = t.get('href') or t.get('src') or ''
        if t.name == 'a' and not u: bad.append(f'a link to nothing: {t}')
        if not u or re.match(r'\w+:', u): continue
        if u.startswith('/'): bad.append(f'{u} works on one path only')
        path,anchor = urldefrag(urljoin(p, u))
        path = unquote(path) or 'index.html'
        if not (site/path).is_file(): bad.append(f'{u}: no such file')
        elif anchor and path in soups and not soups[path].find(id=unquote(anchor)): bad.append(f'{u}: no such anchor')
    ids = [t['id'] for t in soups[p].find_all(id=True)]
    return bad + [f'the id {i} is there twice' for i in sorted({i for i in ids if ids.count(i) > 1})]

def markup(p):
    "Title, description, alt texts, one h1, and no markup that leaked"
    s,bad = soups[p],[]
    for what in ('title', 'h1', 'main'):
        if len(s.find_all(what)) != 1: bad.append(f'{len(s.find_all(what))} of {what}')
    for name in ('description', 'og:title', 'og:description', 'og:image', 'og:url', 'twitter:card'):
        t = s.find('meta', attrs={'name': name}) or s.find('meta', attrs={'property': name})
        if not t or not t['content']: bad.append(f'no {name}')
    bad += [f'{t.get("src")}: no alt text' for t in s.find_all('img') if not t.get('alt') and 'logo' not in t['src']]
    prose = BeautifulSoup(str(s.article), 'html.parser')
    for t in prose.find_all(['pre', 'code']): t.decompose()
    bad += [f'leaked: {m}' for m in (':::', '{=html}', '{#', '**', '](', '#|', '<details', '</') if m in prose.get_text()]
    return bad

def hosts(p):
    "Links to Colab and to the source have the form their hosts expect, and point at what is in the repository"
    bad = []
    blob = f"{cfg['git_url']}/blob/{cfg['branch']}/"
    colab = f"https://colab.research.google.com/github/{cfg['user']}/{cfg['repo']}/blob/{cfg['branch']}/"
    for t in soups[p].find_all('a', href=re.compile(r'^https?:')):
        u = t['href']
        if 'colab' in u:
            if not u.startswith(colab) or not u.endswith('.ipynb') or not (root/u[len(colab):]).is_file(): bad.append(u)
        elif u.startswith(cfg['git_url']+'/'):
            path,lines = urldefrag(u[len(blob):])
            if not u.startswith(blob) or not (root/path).is_file(): bad.append(u)
            elif lines:
                m = re.fullmatch(r'L(\d+)-L(\d+)', lines)
                head = t.find_previous(['h2', 'h3']).code.get_text().split('.')[-1]
                text = (root/path).read_text(encoding='utf-8').splitlines()[int(m[1])-1:int(m[2])] if m else []
                if not any(re.search(rf'\b{head}\b', o) for o in text[:3]): bad.append(f'{u}: {head} is not there')
    if p in lessons:
        name = lessons[p]
        hrefs = [t['href'] for t in soups[p].select('.actions a')]
        if colab+'nbs/'+name not in hrefs: bad.append('no Colab link')
        down = soups[p].select_one('.actions a[download]')
        if not down or json.loads((site/Path(p).parent/down['href']).read_text(encoding='utf-8')) != notebooks[name]: bad.append('no download of the notebook')
    return bad

def complete(p):
    "All figures and all code cells of the lesson are there, its outputs as saved"
    if p not in lessons: return []
    cells = [c for c in notebooks[lessons[p]]['cells'] if c['cell_type'] == 'code' and c.get('id') != 'colab-install']
    hidden = re.compile(r'^#\| *(hide|echo: *false|include: *false)', re.M)
    code = [re.sub(r'^(#\|.*\n?)+', '', ''.join(c['source'])).strip() for c in cells if not hidden.search(''.join(c['source']))]
    shown = [t.get_text().strip() for t in soups[p].select('pre.cell-code')]
    bad = [f'a cell is missing: {o[:60]!r}' for o in code if o and o not in shown]
    saved = sum('image/png' in o.get('data', {}) or 'image/svg+xml' in o.get('data', {}) for c in cells for o in c['outputs'])
    if saved != len(soups[p].select('figure img')): bad.append(f"{len(soups[p].select('figure img'))} figures, {saved} were saved")
    text = soups[p].article.get_text()
    for o in (o for c in cells for o in c['outputs']):
        plain = ''.join(o.get('text') or (o.get('data', {}).get('text/plain', '') if not {'text/html', 'text/markdown', 'image/png', 'image/svg+xml'} & set(o.get('data', {})) else ''))
        if (line := plain.strip().split('\n')[0]) and re.sub(r'\x1b\[[\d;]*m', '', line).strip() not in text: bad.append(f'an output is missing: {line[:60]!r}')
    return bad

# What a browser sees

def axe(page, code=False):
    "What axe finds serious or critical; of the code's colours, which are the same everywhere, only if asked"
    found = Axe().run(page, context={} if code else {'exclude': [['pre code']]}).response['violations']
    return [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found if v['impact'] in ('serious', 'critical')]

def wide(page):
    "What is wider than a phone, or is cut off where no key scrolls"
    w = page.evaluate('document.documentElement.scrollWidth')
    stuck = page.evaluate("""[...document.querySelectorAll('pre, .sd-table, .math.display')].filter(o =>
        o.scrollWidth > o.clientWidth + 1 && (o.tabIndex < 0 || getComputedStyle(o).overflowX != 'auto')).length""")
    return ([f'{w} pixels wide'] if w > phone['width'] else []) + ([f'{stuck} boxes that no key scrolls'] if stuck else [])

def seen(browser, base, p):
    "In light on a desktop, in the dark on a phone: no error, no foreign request, no cookie, no axe finding, nothing too wide, under 1 MB"
    with Visit(browser, base, p) as v:
        v.page.evaluate("document.querySelectorAll('article details').forEach(o => o.open = true)")
        bad = axe(v.page, p == 'lstm.html')
        v.page.set_viewport_size(phone)
        v.page.emulate_media(color_scheme='dark')
        v.page.wait_for_timeout(100)
        bad += [f'in the dark: {o}' for o in axe(v.page, p == 'lstm.html')] + wide(v.page)
        v.page.wait_for_load_state('networkidle')
        weights[p] = v.sent
        if v.sent > 1e6: bad.append(f'{v.sent/1e6:.2f} MB without pictures')
        if v.page.locator('.katex-error').count() or v.page.evaluate("""[...document.querySelectorAll('.math')].some(o => !o.querySelector('.katex'))"""): bad.append('a formula is not set')
        if v.context.cookies(): bad.append('a cookie')
        return bad + v.bad

# What must hold of the site

def search(browser, base):
    "Search finds a word and leads to its place, by keyboard and by mouse, on both kinds of screen"
    for size in (desktop, phone):
        with Visit(browser, base, 'api/data.html', size) as v:
            v.page.keyboard.press('/')
            v.page.keyboard.type('forget gate')
            v.page.wait_for_selector('#found li[id]')
            v.page.keyboard.press('ArrowDown'); v.page.keyboard.press('ArrowUp'); v.page.keyboard.press('Enter')
            v.page.wait_for_url(lambda u: 'api/data' not in u)
            if 'forget gate' not in v.page.locator('article').inner_text().lower(): return ['it led to a page without the word']
            v.page.fill('#q', 'sequence_loss')
            v.page.locator('#found li', has_text='humannum_lm.rnn').first.click()
            v.page.wait_for_url('**/api/rnn.html#sequence_loss')
            v.page.fill('#q', 'xyzzy')
            v.page.wait_for_selector('text=Nothing found')
            if v.bad: return v.bad

def keyboard(browser, base):
    "The Tab key reaches the skip link first, and every answer; Enter opens it"
    with Visit(browser, base, 'questionnaire.html') as v:
        v.page.keyboard.press('Tab')
        if v.page.evaluate('document.activeElement.className') != 'skip': return ['the skip link is not first']
        v.page.keyboard.press('Enter')
        answers = v.page.locator('article details')
        total,reached = answers.count(),0
        if total != 39: return [f'{total} answers']
        if answers.first.evaluate('o => o.open'): return ['an answer is open at first']
        for _ in range(2500):
            v.page.keyboard.press('Tab')
            if v.page.evaluate("(e => e.tagName == 'SUMMARY' && !!e.closest('article') && !e.parentNode.open)(document.activeElement)"):
                v.page.keyboard.press('Enter'); reached += 1
            elif v.page.evaluate("!!document.activeElement.closest('.around')"): break
        still = v.page.locator('article details:not([open])').count()
        return [f'{reached} of {total} answers reached, {still} stay shut'] if still else []

def answers(browser, base):
    "Each answer has text, and holds what belongs to it: the next question is outside"
    s,bad = soups['questionnaire.html'],[]
    for d in s.select('article details'):
        if len(d.get_text(' ', strip=True)) < 20: bad.append(f'an empty answer: {d.get_text()!r}')
        if d.find(['h2', 'h3']): bad.append(f"a question inside an answer: {d.find(['h2', 'h3']).get_text()}")
    cells = sum(c['cell_type'] == 'code' for c in notebooks['06_questionnaire.ipynb']['cells'])
    if cells > 10 and len(s.select('article details .cell')) < cells/2: bad.append('code cells are outside the answers')
    return bad

def theme(browser, base):
    "The button changes the theme and the choice stays; figures keep a light ground"
    with Visit(browser, base, 'lstm.html') as v:
        def ground(): return v.page.evaluate('getComputedStyle(document.body).backgroundColor')
        was = ground()
        v.page.click('.theme')
        if ground() == was: return ['nothing changed']
        if v.page.get_attribute('.theme', 'aria-pressed') != 'true': return ['the button does not say so']
        now = ground()
        v.page.reload()
        if ground() != now: return ['the choice was forgotten']
        if v.page.evaluate("getComputedStyle(document.querySelector('figure img')).backgroundColor") != 'rgb(255, 255, 255)': return ['a figure has no light ground']
        return axe(v.page)

def menu(browser, base):
    "On a phone the menu opens and leads on"
    with Visit(browser, base, 'data.html', phone) as v:
        if v.page.locator('#sidebar').is_visible(): return ['it is open at first']
        v.page.click('.menu')
        v.page.click('#sidebar a:has-text("Improving the RNN")')
        v.page.wait_for_url('**/rnn.html')

def no_script(browser, base):
    "Without JavaScript a page can be read and left"
    with Visit(browser, base, 'lstm.html', phone, java_script_enabled=False) as v:
        return [] if v.page.locator('#sidebar a').first.is_visible() and v.page.locator('h1').is_visible() else ['no way on']

def printed(browser, base):
    "A lesson prints to a PDF of some pages, without the frame"
    with Visit(browser, base, 'lstm.html', scheme='dark') as v:
        v.page.emulate_media(media='print')
        seen = [o for o in ('.top', '#sidebar', '.toc', '.around', '.actions') if v.page.locator(o).first.is_visible()]
        ground = v.page.evaluate('getComputedStyle(document.body).backgroundColor')
        pdf = v.page.pdf(prefer_css_page_size=True, format='A4')
        n = len(re.findall(rb'/Type\s*/Page\b', pdf))
        return [f'{o} is printed' for o in seen] + ([f'the paper is {ground}'] if ground != 'rgb(255, 255, 255)' else []) + ([f'{n} pages'] if not 3 < n < 40 else [])

def chain(browser, base):
    "The Next links lead from the home page through every page, and Previous back"
    p,seen = 'index.html',[]
    while p not in seen:
        seen.append(p)
        n = soups[p].select_one('.around .next')
        if not n: break
        q = urljoin(p, n['href'])
        back = soups[q].select_one('.around .prev')
        if urljoin(q, back['href']) != p: return [f'{q} does not lead back to {p}']
        p = q
    return [f'not on the way: {set(pages) - set(seen)}'] if set(seen) != set(pages) else []

def api(browser, base):
    "Every name that a module exports has an entry with its parameters, and the overview lists it"
    bad,n = [],0
    for file in sorted((root/cfg['lib_path']).glob('[a-z]*.py')):
        tree = ast.parse(file.read_text(encoding='utf-8'))
        names = next((ast.literal_eval(o.value) for o in tree.body if isinstance(o, ast.Assign) and getattr(o.targets[0], 'id', '') == '__all__' and isinstance(o.value, ast.List)), [])
        if not names: continue
        page = soups[f'api/{file.stem}.html']
        defs = {o.name: o for o in tree.body if isinstance(o, (ast.FunctionDef, ast.ClassDef))}
        for name in names:
            n += 1
            box = page.find('section', id=name)
            if not box or box.find(['h2', 'h3']).code.get_text() != name: bad.append(f'{file.stem}.{name}: no entry'); continue
            if not soups['api/index.html'].find('a', href=f'{file.stem}.html#{name}'): bad.append(f'{name} is not in the overview')
            if isinstance(f := defs.get(name), ast.FunctionDef) and '#' in ast.get_source_segment(file.read_text(encoding='utf-8'), f).split('"""')[0].split('\n    "')[0]:
                rows = [t.get_text() for t in box.select('tbody td:first-child')]
                bad += [f'{name}: no row for {a.arg}' for a in f.args.args if a.arg not in rows]
            lesson = box.find('a', string='In the lesson')
            if not lesson: bad.append(f'{name}: no link to the lesson')
    return bad + (['hardly any names'] if n < 50 else [])

def names(browser, base):
    "A public name in backticks is a link to its entry"
    a = soups['index.html'].find('a', href='api/multilayer.html#LMModel5') or soups['multilayer.html'].find('a', href='api/multilayer.html#LMModel5')
    return [] if a and a.code else ['LMModel5 is no link']

def files(browser, base):
    "llms.txt with a copy of each page, sitemap, logo, social card, licences of what is vendored"
    text = (site/'llms.txt').read_text(encoding='utf-8')
    host = f"{cfg['doc_host']}{cfg['doc_baseurl']}".replace('%(user)s', cfg['user'])
    bad = [f'{p}: no copy in llms.txt' for p in pages if f"{host}/{p.replace('.html', '.llms.md')}" not in text or not (site/p).with_suffix('.llms.md').exists()]
    bad += [f'{p} is not in sitemap.xml' for p in pages if f'{host}/{p}<' not in (site/'sitemap.xml').read_text(encoding='utf-8')]
    card = (site/'card.png').read_bytes()
    if card[16:24] != (1200).to_bytes(4, 'big') + (630).to_bytes(4, 'big'): bad.append('card.png is not 1200 by 630')
    if (site/'search.json').stat().st_size > 6e5: bad.append('search.json is too big')
    bad += [f'no {o}' for o in ('logo.svg', '.nojekyll', 'lib/katex/LICENSE', 'lib/fonts/LICENSE-source-serif-4', 'lib/onnxruntime/LICENSE') if not (site/o).exists()]
    css = (site/'style.css').read_text(encoding='utf-8')
    return bad + [f'style.css: no {u}' for u in re.findall(r'url\(([^)]+)\)', css) if not (site/u).exists()]

# The demo

expected = json.loads((root/'website/demo/expected.json').read_text(encoding='utf-8'))
said = '#demo-said li:is(.right, .wrong)'

def demo_counts(browser, base):
    "The demo says, token by token, the words that `generate` says in Python, with both models; nothing is loaded before it is asked for"
    with Visit(browser, base, 'demo.html') as v:
        early = v.page.evaluate("performance.getEntriesByType('resource').map(o => o.name).filter(o => /onnx|wasm|demo\\/demo.json/.test(o))")
        bad = [f'loaded unasked: {o}' for o in early]
        for o in expected['counts']:
            found = v.page.evaluate('([m, n, k]) => window.humannum.tokens(m, n, k)', [o['model'], o['number'], len(o['tokens'])])
            if len(found) < 200 or found != o['tokens']: bad.append(f"{o['model']} from {o['number']}: {next((i for i,(a,b) in enumerate(zip(found, o['tokens'])) if a != b), len(found))} of {len(o['tokens'])} tokens are right")
            if v.page.evaluate('n => window.humannum.promptOf(n)', o['number']) != o['prompt']: bad.append(f"from {o['number']} it reads something else")
        if len(expected['counts']) < 6 or len({o['model'] for o in expected['counts']}) < 2: bad.append('hardly anything to compare')
        return bad + v.bad

def demo_words(browser, base):
    "Numbers are spelled as `number_to_words` spells them, and read back"
    with Visit(browser, base, 'demo.html') as v:
        found = v.page.evaluate('ns => ns.map(n => [humannum.toWords(n), humannum.toNumber(humannum.toWords(n))])', [int(n) for n in expected['spelled']])
        return [f'{n}: {f}' for (n,words),f in zip(expected['spelled'].items(), found) if f != [words, int(n)]] + ([] if len(found) > 1000 else ['hardly any numbers'])

def demo_keyboard(browser, base):
    "By keyboard alone: type words, run with Enter, stop, step, reset; digits and slips as `expected.json` has them"
    words = ' '.join(next(o for o in expected['counts'] if (o['model'], o['number']) == ('LMModel7', 8998))['tokens']).split(' . ')
    with Visit(browser, base, 'demo.html', phone, 'dark') as v:
        v.page.focus('#demo-from')
        v.page.keyboard.press('Control+a')
        v.page.keyboard.type('Eight thousand nine hundred ninety-eight')
        v.page.keyboard.press('Tab'); v.page.keyboard.type('LM')
        for _ in range(2): v.page.keyboard.press('Tab')
        if v.page.evaluate('document.activeElement.id') != 'demo-run': return ['the Run button is not the fourth']
        v.page.keyboard.press('Enter')
        v.page.wait_for_function(f"document.querySelectorAll('{said}').length >= 12", timeout=60000)
        v.page.keyboard.press('Enter')
        v.page.wait_for_selector('#demo-run:has-text("Run")')
        v.page.wait_for_timeout(500)
        lines = v.page.eval_on_selector_all(said, "os => os.map(o => [o.className, o.childNodes[1].textContent.trim(), !!o.querySelector('.slip')])")
        bad = [f'{l[1]!r} is not {w!r}' for l,w in zip(lines, words) if l[1] != w]
        bad += [f'{l}: a slip without a mark, or a mark without a slip' for l in lines if (l[0] == 'wrong') != l[2]]
        if not any(l[2] for l in lines): bad.append('no slip is marked')
        if v.page.locator('#demo-next li').count() != 6: bad.append('no probabilities')
        if 'units' not in v.page.get_attribute('#demo-state', 'aria-label'): bad.append('the heat map has no text')
        bad += axe(v.page) + wide(v.page)
        v.page.emulate_media(color_scheme='light')
        bad += axe(v.page)
        v.page.keyboard.press('Tab')
        before = v.page.inner_text('#demo-said')
        v.page.keyboard.press('Space')
        v.page.wait_for_function('t => document.querySelector("#demo-said").innerText != t', arg=before)
        v.page.keyboard.press('Tab'); v.page.keyboard.press('Enter')
        if v.page.inner_text('#demo-said').strip(): bad.append('Reset leaves something')
        return bad + v.bad

def demo_nonsense(browser, base):
    "What is no number gets a line that helps, and the next try works"
    with Visit(browser, base, 'demo.html') as v:
        bad = []
        for typed,line in (('eigt thousand', 'did you mean “eight”'), ('', 'Type a number'), ('0', 'no zero'), ('3.5', 'not a whole number'), ('-4', 'not a whole number'), ('one hundred and one', 'without “and”'),
                           ('hundred two thousand', 'not how a number'), ('5000000', '“million”'), ('9'*20, 'too large'), ('<b>x</b>', '“<b>x</b>”')):
            v.page.fill('#demo-from', typed)
            v.page.keyboard.press('Enter')
            try: v.page.wait_for_function('t => document.querySelector("#demo-help").textContent.includes(t)', arg=line, timeout=5000)
            except Exception: bad.append(f'{typed!r}: {v.page.inner_text("#demo-help")!r} has no {line!r}')
        v.page.fill('#demo-from', '12')
        v.page.click('#demo-step')
        v.page.wait_for_selector('#demo-said li:not(.given)', timeout=60000)
        return bad + v.bad

def demo_temperature(browser, base):
    "A higher temperature makes the probabilities more even, at 0 they are those of 1, and words can be drawn"
    with Visit(browser, base, 'demo.html') as v:
        def first(t):
            v.page.fill('#demo-temp', t)
            return float(v.page.inner_text('#demo-next li:first-child span:last-child').rstrip('%'))
        v.page.select_option('#demo-model', 'LMModel7')
        v.page.click('#demo-step')
        v.page.wait_for_selector('#demo-said li:not(.given)', timeout=60000)
        zero,one,two = map(first, ('0', '1', '2'))
        bad = [] if zero == one > two else [f'{zero}%, {one}%, {two}% at 0, 1 and 2']
        before = v.page.inner_text('#demo-said')
        v.page.click('#demo-step')
        v.page.wait_for_function('t => document.querySelector("#demo-said").innerText != t', arg=before)
        return bad + v.bad

weights = {}

def check(name, f, *args):
    "Whether `f` finds nothing wrong"
    try: bad = f(*args) or []
    except Exception as e: bad = [f'{type(e).__name__}: {str(e)[:600]}']
    print('\n'.join([f'FAILED  {name}: {f.__doc__}', *[f'        {o}' for o in bad[:12]]] if bad else [f'ok      {name}: {f.__doc__}']), flush=True)
    return not bad

def browse(jobs, base):
    "Do `jobs`, checks and what they are about, in a Chromium of one's own until none is left"
    done = []
    with chromium() as browser:
        while True:
            try: f,*page = jobs.popleft()
            except IndexError: return done
            done.append(check(*page or [f.__name__], f, browser, base, *page))

def main():
    start = time.time()
    done = [check(p, f, p) for p in pages for f in (links, markup, hosts, complete)]
    big = sorted(pages, key=lambda p: -(site/p).stat().st_size)
    jobs = deque([(keyboard,), *[(seen, p) for p in big], *[(f,) for f in (search, answers, theme, menu, no_script, printed, chain, api, names, files, demo_counts, demo_words, demo_keyboard, demo_nonsense, demo_temperature)]])
    with served() as base, ThreadPoolExecutor(2) as ex:
        for o in [ex.submit(browse, jobs, base) for _ in range(2)]: done += o.result()
    if weights: print(f'{len(pages)} pages; the heaviest without its pictures is {max(weights, key=weights.get)}, {max(weights.values())/1e6:.2f} MB; {time.time()-start:.0f} s')
    print(f'{sum(done)} passed, {len(done)-sum(done)} failed')
    return not (all(done) and pages)

if __name__ == '__main__': sys.exit(main())
