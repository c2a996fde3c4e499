"Test the built website, its files and what a browser makes of them: `make test-docs`."
import ast, functools, http.server, itertools, json, os, re
import shutil, sys, tempfile, threading, time, yaml
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import TimeoutError, sync_playwright

root = Path(__file__).resolve().parent.parent
site = root/'_docs'
ini = ConfigParser()
ini.read(root/'settings.ini', encoding='utf-8')
cfg = ini['DEFAULT']
html = sorted(o.relative_to(site).as_posix() for o in site.rglob('*.html'))
pages = [o for o in html if o != '404.html']  # Which is shown at any address
soups = {p: BeautifulSoup((site/p).read_text(encoding='utf-8'), 'html.parser') for p in pages}
def read(file): return json.loads(file.read_text(encoding='utf-8'))
def page_of(name): return re.sub(r'(^|/)\d+[a-z]?_', r'\1', name).replace('.ipynb', '.html')

nbs = root/'nbs'
files = sorted(o for o in nbs.rglob('*.ipynb') if o.name[0] not in '_.')
notebooks = {o.relative_to(nbs).as_posix(): read(o) for o in files}
lessons = {page_of(o): o for o in notebooks if o != 'index.ipynb'}
sidebar = yaml.safe_load((nbs/'sidebar.yml').read_text(encoding='utf-8'))['website']['sidebar']
behind = {page_of(name) for o in sidebar['contents'] if isinstance(o, dict)
          for name in o['contents'] if o['section'] == 'Behind the lessons'}
phone = dict(width=390, height=844)
desktop = dict(width=1280, height=900)

# Chromium and a server below a path of its own, as on GitHub Pages

flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
         '--disable-background-networking', '--disable-component-update']

@contextmanager
def chromium():
    "A running Chromium"
    names = 'chromium', 'chromium-browser', 'google-chrome'
    found = [os.environ.get('CHROMIUM'), *map(shutil.which, names)]
    exe = next(filter(None, found), None)
    if not exe:
        sys.exit('No Chromium found: install one (on Debian: apt install chromium), '
                 'or name it with CHROMIUM=/path/to/it')
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=exe, args=flags)
        yield browser
        browser.close()

class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass
    def send_error(self, code, *args, **kw):  # As GitHub Pages does it
        page = (site/'404.html').read_bytes()
        self.send_response(code)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(page)))
        self.end_headers()
        self.wfile.write(page)

@contextmanager
def served():
    with tempfile.TemporaryDirectory() as tmp:
        shutil.copytree(site, f"{tmp}{cfg['doc_baseurl']}")
        handler = functools.partial(Quiet, directory=tmp)
        httpd = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{httpd.server_address[1]}{cfg["doc_baseurl"]}/'
        httpd.shutdown()

class Visit:
    "A page in a fresh profile; `bad` collects errors, `sent` the bytes"
    def __init__(self, browser, base, page, size=desktop, scheme='light', **kw):
        self.context = browser.new_context(viewport=size, color_scheme=scheme, **kw)
        self.page,self.base = self.context.new_page(),base
        self.page.set_default_timeout(120_000)  # On a busy machine, too
        self.bad,self.sent = [],0
        self.page.on('console', self.console)
        self.page.on('pageerror', lambda e: self.bad.append(str(e)))
        self.page.on('response', self.response)
        self.page.route('**/*', self.route)
        self.page.goto(base+page, wait_until='load')
        self.page.evaluate('document.fonts.ready')
    def console(self, m):
        if m.type in ('error', 'warning'): self.bad.append(m.text)
    def route(self, r):
        url = r.request.url
        if url.startswith((self.base, 'data:')): return r.continue_()
        self.bad.append(f'a request to {url}')
        r.abort()
    def response(self, r):
        if r.status >= 400: self.bad.append(f'{r.status} {r.url}')
        else: self.sent += int(r.headers.get('content-length', 0))
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
        elif anchor and path in soups and not soups[path].find(id=unquote(anchor)):
            bad.append(f'{u}: no such anchor')
    ids = [t['id'] for t in soups[p].find_all(id=True)]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    return bad + [f'the id {i} is there twice' for i in twice]

def markup(p):
    "Title, description, alt texts, one h1, and no markup that leaked"
    s,bad = soups[p],[]
    for what in ('title', 'h1', 'main'):
        if len(s.find_all(what)) != 1: bad.append(f'{len(s.find_all(what))} of {what}')
    graph = [f'og:{o}' for o in ('title', 'description', 'image', 'url')]
    for name in ('description', 'twitter:card', *graph):
        t = s.find('meta', attrs={'name': name}) or s.find('meta', attrs={'property': name})
        if not t or not t['content']: bad.append(f'no {name}')
    pictures = [t for t in s.find_all('img') if 'logo' not in t['src']]
    bad += [f'{t.get("src")}: no alt text' for t in pictures if not t.get('alt')]
    prose = BeautifulSoup(str(s.article), 'html.parser')
    for t in prose.find_all(['pre', 'code']): t.decompose()
    marks = ':::', '{=html}', '{#', '**', '](', '#|', '<details', '</'
    return bad + [f'leaked: {m}' for m in marks if m in prose.get_text()]

blob = f"{cfg['git_url']}/blob/{cfg['branch']}/"
repo = f"{cfg['user']}/{cfg['repo']}/blob/{cfg['branch']}"
colab = f'https://colab.research.google.com/github/{repo}/'

def shows(path, lines, link):
    "Do these lines of a file begin with the name above the link?"
    first,last = re.fullmatch(r'L(\d+)-L(\d+)', lines).groups()
    name = link.find_previous(['h2', 'h3']).code.get_text().split('.')[-1]
    text = (root/path).read_text(encoding='utf-8').splitlines()[int(first)-1:int(last)]
    return any(re.search(rf'\b{name}\b', o) for o in text[:3])

def hosts(p):
    "Links to Colab and to the source have the right form and lead to what is there"
    bad = []
    for t in soups[p].find_all('a', href=re.compile(r'^https?:')):
        u = t['href']
        start = colab if 'colab' in u else blob
        if 'colab' not in u and not u.startswith(cfg['git_url']+'/'): continue
        path,lines = urldefrag(u[len(start):])
        if not u.startswith(start) or not (root/path).is_file(): bad.append(u)
        elif start == colab and not u.endswith('.ipynb'): bad.append(u)
        elif lines and not shows(path, lines, t): bad.append(f'{u}: it is not there')
    if p not in lessons: return bad
    name,actions = lessons[p],soups[p].select_one('.actions')
    if not actions.find('a', href=f'{colab}nbs/{name}'): bad.append('no Colab link')
    down = actions.find('a', download=True)
    if not down or read(site/Path(p).parent/down['href']) != notebooks[name]:
        bad.append('no download of the notebook')
    return bad

def first_line(o):
    "The first line of what is shown of an output as text"
    data = o.get('data', {})
    rich = {'text/html', 'text/markdown', 'image/svg+xml'} & set(data)
    plain = ''.join(o.get('text') or ('' if rich else data.get('text/plain', '')))
    return re.sub(r'\x1b\[[\d;]*m', '', plain.strip().split('\n')[0]).strip()

def complete(p):
    "All figures and all code cells of the lesson are there, its outputs as saved"
    if p not in lessons: return []
    page = soups[p]
    cells = [c for c in notebooks[lessons[p]]['cells'] if c['cell_type'] == 'code']
    cells = [c for c in cells if c.get('id') != 'colab-install']
    hidden = re.compile(r'^#\| *(hide|echo: *false|include: *false)', re.M)
    sources = [''.join(c['source']) for c in cells]
    code = [re.sub(r'^(#\|.*\n?)+', '', o).strip() for o in sources if not hidden.search(o)]
    shown = [t.get_text().strip() for t in page.select('.cell .code pre')]
    bad = [f'a cell is missing: {o[:60]!r}' for o in code if o and o not in shown]
    outs = [o for c in cells for o in c['outputs']]
    saved = sum('image/svg+xml' in o.get('data', {}) for o in outs)
    there = len(page.select('.plot'))
    if saved != there: bad.append(f'{there} figures, {saved} were saved')
    text = page.article.get_text()
    lines = [first_line(o) for o in outs]
    return bad + [f'an output is missing: {o[:60]!r}' for o in lines if o not in text]

# What a browser sees

def axe(page, code=False):
    "What axe finds; of the code's colours only if asked"
    context = {} if code else {'exclude': [['pre code']]}
    found = Axe().run(page, context=context).response['violations']
    return [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found]

def wide(page):
    "What is wider than a phone, or is cut off where no key scrolls"
    w = page.evaluate('document.documentElement.scrollWidth')
    stuck = """[...document.querySelectorAll('pre, .table, .math.block, figure')]
        .filter(o => o.scrollWidth > o.clientWidth + 1)
        .filter(o => o.tabIndex < 0 || getComputedStyle(o).overflowX != 'auto').length"""
    bad = [f'{w} pixels wide'] if w > phone['width'] else []
    try: page.wait_for_function(f'{stuck} == 0', timeout=20000)
    except TimeoutError: bad.append(f'{page.evaluate(stuck)} boxes that no key scrolls')
    return bad

def cut(page):
    "Code of at most 96 columns that has to be scrolled on a screen of 1280 pixels"
    return page.evaluate("""[...document.querySelectorAll('.code pre')]
        .filter(o => o.scrollWidth > o.clientWidth + 1)
        .filter(o => Math.max(...o.innerText.split('\\n').map(s => s.length)) <= 96)
        .map(o => `scrolls: ${o.innerText.slice(0, 80)}`)""")

def seen(browser, base, p):
    "In light and dark, desktop and phone: no error, no request elsewhere, nothing too big"
    with Visit(browser, base, p) as v:
        details = "document.querySelectorAll('article details')"
        v.page.evaluate(f'{details}.forEach(o => o.open = true)')
        bad = axe(v.page, p == 'lstm.html') + cut(v.page)
        v.page.set_viewport_size(phone)
        v.page.emulate_media(color_scheme='dark')
        v.page.wait_for_timeout(100)
        bad += [f'in the dark: {o}' for o in axe(v.page, p == 'lstm.html')] + wide(v.page)
        v.page.wait_for_load_state('networkidle')
        weights[p] = v.sent
        if v.sent > 1e6: bad.append(f'{v.sent/1e6:.2f} MB')
        formulas = v.page.locator('.math').count()
        good = v.page.locator('.math > math:not(:has(merror))').count()
        if good != formulas: bad.append('a formula is not set')
        if v.context.cookies(): bad.append('a cookie')
        return bad + v.bad

# What must hold of the site

def search(browser, base):
    "Search finds a word and leads to its place, by keyboard and by mouse, on both screens"
    for size in (desktop, phone):
        with Visit(browser, base, 'api/data.html', size) as v:
            v.page.keyboard.press('/')
            v.page.keyboard.type('forget gate')
            v.page.wait_for_selector('#found a')
            bad = axe(v.page)
            for key in ('Down', 'Up', 'Down'): v.page.keyboard.press(f'Arrow{key}')
            v.page.keyboard.press('Enter')
            v.page.wait_for_url(lambda u: 'api/data' not in u)
            text = v.page.locator('article').inner_text().lower()
            if 'forget gate' not in text: return ['it led to a page without the word']
            v.page.fill('#q', 'sequence_loss')
            v.page.locator('#found a', has_text='humannum_lm.rnn').first.click()
            v.page.wait_for_url('**/api/rnn.html#sequence_loss')
            v.page.fill('#q', 'xyzzy')
            v.page.wait_for_selector('text=Nothing found')
            if v.bad + bad: return v.bad + bad

# What is asked, and where one of the first three answers must lead
asked = {'lstm': 'lstm.html', 'vanshing gradient': 'questionnaire.html#23-why-does-a-vanishing',
    'GroupChunks': 'api/rnn.html#group_chunks', 'group_chunks': 'api/rnn.html#group_chunks',
    'bptt': 'questionnaire.html#12-what-is-back-prop', 'detach': 'errata.html#11-detach-inside',
    'backpropagation through time': 'rnn.html#how-far', 'dropouts': 'regularize.html#dropout',
    'install': 'index.html#two-commands', 'how do I train': 'first_lm.html#training',
    'tuple object has no attribute view': 'reproduce.html#my-lmmodel7-fails',
    'weight-tying': 'regularize.html#tying-weights', 'LMModel7': 'api/regularize.html#LMModel7',
    'tied weights': 'regularize.html#tying-weights', 'gru': 'research.html#task-3-a-gru',
    'questionaire': 'questionnaire', 'errata': 'errata.html', 'exercises': 'exercises.html',
    'checkpoint': 'checkpoint.html', 'resume training': 'checkpoint.html',
    'ddp': 'distributed.html', 'one-hot': 'questionnaire.html#16', 'corpus': 'data.html#a-co',
    'tempral activation regularisation': 'regularize.html#activation-regularization-and',
    'hidden state': 'questionnaire.html#7-what-is-a-hidden-state', 'embedding': 'first_lm.html',
    'number_to_words': 'api/data.html#number_to_words', 'colab': 'data.html#appendix',
    'changelog': 'changelog', 'humannum_count': 'command.html', 'saved models': 'saving.html'}

def queries(browser, base):
    "Names, typing errors, plurals, hyphens, other words lead to the place; no excerpt lies"
    bad = []
    with Visit(browser, base, 'index.html') as v:
        for q,want in asked.items():
            found = v.page.evaluate('q => window.find_sections(q)', q)
            if not any(want in o['href'] for o in found[:3]):
                bad.append(f'{q!r} finds {[o["href"] for o in found[:3]]}')
        v.page.fill('#q', 'forget gate')
        v.page.wait_for_selector('#found mark')
        text = v.page.eval_on_selector_all('#found a', """os => os.map(o =>
            [o.getAttribute('href').split('#')[0], o.querySelector('small').innerText])""")
    for p,says in text:
        alts = [t.get('aria-label', '') for t in soups[p].article.find_all('svg')]
        words = ' '.join(' '.join([soups[p].article.get_text(), *alts]).split())
        runs = [' '.join(o) for o in zip(says.split(), says.split()[1:], says.split()[2:])]
        left = [o for o in runs if o not in words and '…' not in o]
        if len(left) > 4: bad.append(f'{p} does not say {left}')  # Four: two seams
    return bad

def states(browser, base):
    "A malformed address, a fetch that fails once, no clipboard: the page does what it can"
    with Visit(browser, base, 'lstm.html#%E0%A4%A') as v:
        if not v.page.locator('.copy').count(): return ['a malformed address stops the script']
        once = []
        def fail(r): return r.fallback() if once else (once.append(1), r.abort())
        v.page.route('**/sections.js', fail)
        v.page.fill('#q', 'gate')
        v.page.wait_for_selector('#found a, #found p')
        v.page.fill('#q', 'gates')
        v.page.wait_for_selector('#found a')
        v.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        v.page.locator('.cell > .code .copy').first.click(force=True)
        v.page.wait_for_selector('.copy:is(:text("Copied"), :text("Selected"))')
        return [o for o in v.bad if 'ERR_FAILED' not in o]

def from_disk(browser, base):
    "Opened from a disk a page has its search, and the demo says what it needs"
    page = browser.new_page()
    page.goto((site/'demo.html').as_uri())
    page.fill('#q', 'forget gate')
    page.wait_for_selector('#found a')
    said = page.inner_text('#demo-help')
    page.close()
    return [] if 'make preview' in said else [f'the demo says {said!r}']

def lost(browser, base):
    "Where there is no page, at any depth, there is one that leads on"
    for path in ('nowhere.html', 'api/no/where'):
        page = browser.new_page()
        status = page.goto(base+path).status
        page.click('#sidebar a:has-text("LSTM")')
        page.wait_for_url(f'{base}lstm.html')
        page.close()
        if status != 404: return [f'{path} is {status}']

def folds(browser, base):
    "Imports and the code of figures are folded in every lesson, one click away"
    bad = []
    for p in lessons:
        for t in soups[p].select('.cell > .code'):
            lines = t.get_text().strip().split('\n')
            imports = all(re.match(r'(import|from) \w', o) for o in lines)
            if imports: bad.append(f'{p}: {lines[0]}')
    with Visit(browser, base, 'lstm.html') as v:
        first = v.page.locator('.fold').first
        if first.locator('pre').is_visible(): bad.append('open at first')
        first.locator('summary').click()
        if not first.locator('pre').is_visible(): bad.append('it does not open')
    return bad

def home(browser, base):
    "Begin, one picture and three doors; the first two above the fold, on a phone too"
    for size in (desktop, phone):
        with Visit(browser, base, 'index.html', size) as v:
            for o in ('.begin a', '.hero svg'):
                box = v.page.locator(o).first.bounding_box()
                if box['y'] + box['height'] > size['height']: return [f'{o} is below the fold']
            if v.page.locator('.doors > li').count() != 3: return ['not three doors']

def contents(browser, base):
    "The table of contents is there at every width, and closes when it has led on"
    for width in (390, 800, 1280, 1600):
        with Visit(browser, base, 'lstm.html', dict(width=width, height=800)) as v:
            button = v.page.locator('.contents')
            if button.is_visible(): button.click()
            link = v.page.locator('#toc a').nth(2)
            if not link.is_visible(): return [f'none at {width} pixels']
            link.click()
            v.page.wait_for_url('**/lstm.html#*')
            if width < 1400 and link.is_visible(): return [f'it stays open at {width} pixels']

def keyboard(browser, base):
    "The Tab key reaches the skip link first, and every answer; Enter opens it"
    with Visit(browser, base, 'questionnaire.html') as v:
        v.page.keyboard.press('Tab')
        if not v.page.locator('.skip:focus').count(): return ['the skip link is not first']
        v.page.keyboard.press('Enter')
        answers = v.page.locator('article details:not(.fold)')
        total = answers.count()
        reached = 0
        if total != 39: return [f'{total} answers']
        if answers.first.evaluate('o => o.open'): return ['an answer is open at first']
        for _ in range(2500):
            v.page.keyboard.press('Tab')
            if v.page.locator('article details:not([open]) > summary:focus').count():
                v.page.keyboard.press('Enter')
                reached += 1
            elif v.page.locator('.around :focus').count(): break
        still = v.page.locator('article details:not(.fold, [open])').count()
        return [f'{reached} of {total} answers reached, {still} stay shut'] if still else []

def answers(browser, base):
    "Each answer has text, and holds what belongs to it: the next question is outside"
    s,bad = soups['questionnaire.html'],[]
    for d in s.select('article details:not(.fold)'):
        text = d.get_text(' ', strip=True)
        if len(text) < 20: bad.append(f'an empty answer: {text!r}')
        inside = d.find_all(['h2', 'h3'])
        bad += [f'a question inside an answer: {o.get_text()}' for o in inside]
    cells = sum(c['cell_type'] == 'code' for c in notebooks['06_questionnaire.ipynb']['cells'])
    inside = len(s.select('article details .cell'))
    if cells > 10 and inside < cells/2: bad.append('code cells are outside the answers')
    return bad

def theme(browser, base):
    "The button changes the theme and the choice stays; figures are in the ink of the page"
    with Visit(browser, base, 'lstm.html') as v:
        def ground(): return v.page.evaluate('getComputedStyle(document.body).backgroundColor')
        was = ground()
        v.page.click('.theme')
        if ground() == was: return ['nothing changed']
        pressed = v.page.get_attribute('.theme', 'aria-pressed')
        if pressed != 'true': return ['the button does not say so']
        now = ground()
        v.page.reload()
        if ground() != now: return ['the choice was forgotten']
        def style(o, k):
            return v.page.evaluate(f"getComputedStyle(document.querySelector('{o}')).{k}")
        if style('.plot text', 'fill') != style('body', 'color'):
            return [f"a figure's letters are {style('.plot text', 'fill')}"]
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
        if v.page.locator('#sidebar').is_visible(): return ['the menu comes before the text']
        v.page.click('.menu')
        v.page.click('#sidebar a:has-text("Improving the RNN")')
        v.page.wait_for_url('**/rnn.html')

def printed(browser, base):
    "A lesson prints to a PDF of some pages, without the frame"
    with Visit(browser, base, 'lstm.html', scheme='dark') as v:
        v.page.emulate_media(media='print')
        frame = '.top', '#sidebar', '#toc', '.around', '.steps', '.actions'
        bad = [f'{o} is printed' for o in frame if v.page.locator(o).first.is_visible()]
        ground = v.page.evaluate('getComputedStyle(document.body).backgroundColor')
        if ground != 'rgb(255, 255, 255)': bad.append(f'the paper is {ground}')
        pdf = v.page.pdf(prefer_css_page_size=True, format='A4')
        n = len(re.findall(rb'/Type\s*/Page\b', pdf))
        if not 3 < n < 40: bad.append(f'{n} pages')
    with Visit(browser, base, 'questionnaire.html') as v:
        def length():
            found = v.page.pdf(prefer_css_page_size=True, format='A4')
            return len(re.findall(rb'/Type\s*/Page\b', found))
        questions = length()
        v.page.click('.open-all')
        if not questions < length(): bad.append('the questions cannot be printed alone')
    return bad

def chain(browser, base):
    "Next leads from home through every page but those behind the lessons, and Previous back"
    p,seen = 'index.html',[]
    while p not in seen:
        seen.append(p)
        n = soups[p].select_one('.around .next')
        if not n: break
        q = urljoin(p, n['href'])
        back = soups[q].select_one('.around .prev')
        if urljoin(q, back['href']) != p: return [f'{q} does not lead back to {p}']
        p = q
    on_it = [o for o in behind if o in seen or soups[o].select('.around a')]
    bad = [f'{o} is on the way, or has one' for o in on_it]
    left = set(pages) - set(seen) - behind
    if left: bad.append(f'not on the way: {left}')
    return bad if behind else [*bad, 'no page is behind the lessons']

def exported(file):
    "The public names of a module, and how each function and class is written"
    text = file.read_text(encoding='utf-8')
    tree = ast.parse(text)
    defs = {o.name: o for o in tree.body if isinstance(o, (ast.FunctionDef, ast.ClassDef))}
    lists = [o for o in tree.body if isinstance(getattr(o, 'value', None), ast.List)]
    public = [o.value for o in lists if getattr(o.targets[0], 'id', '') == '__all__']
    return ast.literal_eval(public[0]) if public else [], defs, text

def entry(page, module, name, node, text):
    "What is wrong with the entry of `name`"
    head = page.find('h2', id=name)
    if not head or head.code.get_text() != name: return ['no entry']
    rest = itertools.takewhile(lambda o: o.name not in ('h2', 'h3'), head.find_next_siblings())
    box = BeautifulSoup(''.join(map(str, rest)), 'html.parser')
    bad = []
    if not soups['api/index.html'].find('a', href=f'{module}.html#{name}'):
        bad.append('not in the overview')
    if isinstance(node, ast.FunctionDef):
        head = '\n'.join(text.splitlines()[node.lineno-1:node.body[0].lineno-1])
        rows = [t.get_text() for t in box.select('tbody td:first-child')]
        left = [a.arg for a in node.args.args if a.arg not in rows]
        if '#' in head: bad += [f'no row for {o}' for o in left]
    if not box.find('a', string='In the lesson'): bad.append('no link to the lesson')
    return bad

def api(browser, base):
    "Every name that a module exports has an entry with its parameters, listed in the overview"
    bad,n = [],0
    for file in sorted((root/cfg['lib_path']).glob('[a-z]*.py')):
        public,defs,text = exported(file)
        n += len(public)
        for name in public:
            found = entry(soups[f'api/{file.stem}.html'], file.stem, name, defs.get(name), text)
            bad += [f'{file.stem}.{name}: {o}' for o in found]
    return bad + (['hardly any names'] if n < 50 else [])

def names(browser, base):
    "A public name in backticks is a link to its entry"
    href = 'api/multilayer.html#LMModel5'
    links = [soups[p].find('a', href=href) for p in ('index.html', 'multilayer.html')]
    return [] if any(a and a.code for a in links) else ['LMModel5 is no link']

def all_files(browser, base):
    "llms.txt with a copy of each page, sitemap, logo, social card, licences"
    text = (site/'llms.txt').read_text(encoding='utf-8')
    host = f"{cfg['doc_host']}{cfg['doc_baseurl']}".replace('%(user)s', cfg['user'])
    sitemap = (site/'sitemap.xml').read_text(encoding='utf-8')
    def copy(p): return p.replace('.html', '.llms.md')
    listed = [p for p in pages if f'{host}/{copy(p)}' in text and (site/copy(p)).exists()]
    bad = [f'{p}: no copy in llms.txt' for p in pages if p not in listed]
    bad += [f'{p} is not in sitemap.xml' for p in pages if f'{host}/{p}<' not in sitemap]
    card = (site/'card.png').read_bytes()
    size = int.from_bytes(card[16:20], 'big'),int.from_bytes(card[20:24], 'big')
    if size != (1200, 630): bad.append(f'card.png is {size}, not 1200 by 630')
    if (site/'sections.js').stat().st_size > 6e5: bad.append('sections.js is too big')
    needed = ['logo.svg', '.nojekyll', 'lib/minisearch/LICENSE', 'lib/onnxruntime/LICENSE',
              'lib/fonts/LICENSE-source-serif-4', 'lib/fonts/LICENSE-stix-two-math']
    bad += [f'no {o}' for o in needed if not (site/o).exists()]
    fonts = re.findall(r'url\(([^)]+)\)', (site/'style.css').read_text(encoding='utf-8'))
    return bad + [f'style.css: no {u}' for u in fonts if not (site/u).exists()]

# The demo

expected = json.loads((root/'website/demo/expected.json').read_text(encoding='utf-8'))
said = '#demo-said li:is(.right, .wrong)'
other_text = 't => document.querySelector("#demo-said").innerText != t'

def demo_counts(browser, base):
    "The demo says the tokens that `generate` says, with both models; it loads when asked"
    with Visit(browser, base, 'demo.html') as v:
        loaded = v.page.evaluate("performance.getEntriesByType('resource').map(o => o.name)")
        early = re.compile(r'onnx|wasm|demo/demo.json')
        bad = [f'loaded unasked: {o}' for o in loaded if early.search(o)]
        for o in expected['counts']:
            model,number,tokens = o['model'],o['number'],o['tokens']
            call = '([m, n, k]) => window.humannum.tokens(m, n, k)'
            found = v.page.evaluate(call, [model, number, len(tokens)])
            right = sum(itertools.accumulate((a == b for a,b in zip(found, tokens)), min))
            if not 200 <= len(tokens) == right:
                bad.append(f'{model} from {number}: {right} of {len(tokens)} tokens are right')
            prompt = v.page.evaluate('n => window.humannum.promptOf(n)', number)
            if prompt != o['prompt']: bad.append(f'from {number} it reads something else')
        models = [o['model'] for o in expected['counts']]
        if len(models) < 6 or len(set(models)) < 2: bad.append('hardly anything to compare')
        return bad + v.bad

def demo_words(browser, base):
    "Numbers are spelled as `number_to_words` spells them, and read back"
    want = {int(n): words for n,words in expected['spelled'].items()}
    with Visit(browser, base, 'demo.html') as v:
        words = v.page.evaluate('ns => ns.map(humannum.toWords)', list(want))
        nums = v.page.evaluate('words => words.map(humannum.toNumber)', words)
        bad = [f'{n}: {w}, {m}' for n,w,m in zip(want, words, nums) if (w, m) != (want[n], n)]
        return bad if len(nums) > 1000 else ['hardly any numbers']

def demo_keyboard(browser, base):
    "By keyboard alone: type, run, stop, step, reset; digits and slips as in expected.json"
    runs = {(o['model'], o['number']): o['tokens'] for o in expected['counts']}
    tokens = runs['LMModel7', 8998]
    words = ' '.join(tokens).split(' . ')
    with Visit(browser, base, 'demo.html', phone, 'dark') as v:
        v.page.focus('#demo-from')
        v.page.keyboard.press('Control+a')
        v.page.keyboard.type('Eight thousand nine hundred ninety-eight')
        v.page.keyboard.press('Tab')
        v.page.keyboard.type('LM')
        for _ in range(2): v.page.keyboard.press('Tab')
        at = v.page.evaluate('document.activeElement.id')
        if at != 'demo-run': return ['the Run button is not the fourth']
        v.page.keyboard.press('Enter')
        counted = f"document.querySelectorAll('{said}').length"
        v.page.wait_for_function(f'{counted} >= 12', timeout=60000)
        v.page.keyboard.press('Enter')
        v.page.wait_for_selector('#demo-run:has-text("Run")')
        v.page.wait_for_timeout(500)
        lines = v.page.eval_on_selector_all(said, """os => os.map(o =>
            [o.className, o.childNodes[1].textContent.trim(), !!o.querySelector('.slip')])""")
        bad = [f'{says!r} is not {w!r}' for (_,says,_),w in zip(lines, words) if says != w]
        other = [says for kind,says,slip in lines if (kind == 'wrong') != slip]
        bad += [f'{o}: a slip without a mark, or a mark without a slip' for o in other]
        if not any(slip for _,_,slip in lines): bad.append('no slip is marked')
        if v.page.locator('#demo-next li').count() != 6: bad.append('no probabilities')
        label = v.page.get_attribute('#demo-state', 'aria-label')
        if 'units' not in label: bad.append('the heat map has no text')
        bad += axe(v.page) + wide(v.page)
        v.page.emulate_media(color_scheme='light')
        bad += axe(v.page)
        v.page.keyboard.press('Tab')
        before = v.page.inner_text('#demo-said')
        v.page.keyboard.press('Space')
        v.page.wait_for_function(other_text, arg=before)
        v.page.keyboard.press('Tab')
        v.page.keyboard.press('Enter')
        if v.page.inner_text('#demo-said').strip(): bad.append('Reset leaves something')
        return bad + v.bad

nonsense = {'eigt thousand': 'did you mean “eight”', '': 'Type a number', '0': 'no zero',
            '3.5': 'not a whole number', '-4': 'not a whole number',
            'one hundred and one': 'without “and”', 'hundred two thousand': 'not how a number',
            '5000000': '“million”', '9'*20: 'too large', '<b>x</b>': '“<b>x</b>”'}

def demo_nonsense(browser, base):
    "What is no number gets a line that helps, and the next try works"
    with Visit(browser, base, 'demo.html') as v:
        bad = []
        helps = 't => document.querySelector("#demo-help").textContent.includes(t)'
        for typed,line in nonsense.items():
            v.page.fill('#demo-from', typed)
            v.page.keyboard.press('Enter')
            try: v.page.wait_for_function(helps, arg=line, timeout=5000)
            except Exception:
                bad.append(f'{typed!r}: {v.page.inner_text("#demo-help")!r} has no {line!r}')
        v.page.fill('#demo-from', '12')
        v.page.click('#demo-step')
        v.page.wait_for_selector('#demo-said li:not(.given)', timeout=60000)
        return bad + v.bad

def demo_temperature(browser, base):
    "A higher temperature makes probabilities more even, and words can be drawn"
    with Visit(browser, base, 'demo.html') as v:
        def first(t):
            v.page.fill('#demo-temp', t)
            text = v.page.inner_text('#demo-next li:first-child span:last-child')
            return float(text.rstrip('%'))
        v.page.select_option('#demo-model', 'LMModel7')
        v.page.click('#demo-step')
        v.page.wait_for_selector('#demo-said li:not(.given)', timeout=60000)
        zero,one,two = map(first, ('0', '1', '2'))
        bad = [] if zero == one > two else [f'{zero}%, {one}%, {two}% at 0, 1 and 2']
        before = v.page.inner_text('#demo-said')
        v.page.click('#demo-step')
        v.page.wait_for_function(other_text, arg=before)
        return bad + v.bad

weights = {}

def check(name, f, *args):
    "Whether `f` finds nothing wrong"
    try: bad = f(*args) or []
    except Exception as e: bad = [f'{type(e).__name__}: {str(e)[:600]}']
    print(f'{"FAILED" if bad else "ok":8}{name}: {f.__doc__}', flush=True)
    for o in bad[:12]: print(f'        {o}', flush=True)
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
    once = [search, queries, states, from_disk, lost, folds, home, contents, answers, theme,
            menu, no_script, printed, chain, api, names, all_files,
            demo_counts, demo_words, demo_keyboard, demo_nonsense, demo_temperature]
    jobs = deque([(keyboard,), *[(seen, p) for p in big], *[(f,) for f in once]])
    with served() as base, ThreadPoolExecutor(2) as ex:
        for o in [ex.submit(browse, jobs, base) for _ in range(2)]: done += o.result()
    if weights:
        heaviest = max(weights, key=weights.get)
        print(f'{len(pages)} pages; the heaviest is {heaviest}, '
              f'{weights[heaviest]/1e6:.2f} MB; {time.time()-start:.0f} s')
    print(f'{sum(done)} passed, {len(done)-sum(done)} failed')
    return not (all(done) and pages)

if __name__ == '__main__': sys.exit(main())
