"Test the built website, its files and what a browser makes of them: `make test-docs`."
import ast, functools, http.server, itertools, json, os, re
import shutil, subprocess, sys, tempfile, threading, time, yaml
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
import playwright
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
paths = {o.relative_to(nbs).as_posix(): o for o in sorted(nbs.rglob('*.ipynb'))}
notebooks = {k: read(o) for k,o in paths.items() if not re.search(r'(^|/)[_.]', k)}
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
release = f"{cfg['user']}/{cfg['repo']}/blob/{cfg['version']}/"
colab = f'https://colab.research.google.com/github/{release}'
kaggle = f'https://kaggle.com/kernels/welcome?src=https://github.com/{release}'

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
    for o in (colab, kaggle):
        if not actions.find('a', href=f'{o}nbs/{name}'): bad.append(f'no link to {o}')
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
    'tuple object has no attribute view': 'errata.html#25-rnnregularizer',
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
    "Opened from a disk a page has its search, and what can be touched says what it needs"
    page = browser.new_page()
    page.goto((site/'demo.html').as_uri())
    page.fill('#q', 'forget gate')
    page.wait_for_selector('#found a')
    page.locator('[data-live]').scroll_into_view_if_needed()
    page.wait_for_selector('[data-live] p:has-text("make preview")')
    page.close()

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
    "On a phone the menu is closed at first, opens and leads on, without JavaScript, too"
    for script in True, False:
        with Visit(browser, base, 'lstm.html', phone, java_script_enabled=script) as v:
            if v.page.locator('#sidebar').is_visible(): return ['it comes before the text']
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
    host = f"{cfg['doc_host']}{cfg['doc_baseurl']}"
    sitemap = (site/'sitemap.xml').read_text(encoding='utf-8')
    def copy(p): return p.replace('.html', '.llms.md')
    listed = [p for p in pages if f'{host}/{copy(p)}' in text and (site/copy(p)).exists()]
    bad = [f'{p}: no copy in llms.txt' for p in pages if p not in listed]
    bad += [f'{p} is not in sitemap.xml' for p in pages if f'{host}/{p}<' not in sitemap]
    card = (site/'card.png').read_bytes()
    size = int.from_bytes(card[16:20], 'big'),int.from_bytes(card[20:24], 'big')
    if size != (1200, 630): bad.append(f'card.png is {size}, not 1200 by 630')
    if (site/'sections.js').stat().st_size > 6e5: bad.append('sections.js is too big')
    needed = ['logo.svg', '.nojekyll', 'lib/minisearch/LICENSE',
              'lib/fonts/LICENSE-source-serif-4', 'lib/fonts/LICENSE-stix-two-math']
    bad += [f'no {o}' for o in needed if not (site/o).exists()]
    fonts = re.findall(r'url\(([^)]+)\)', (site/'style.css').read_text(encoding='utf-8'))
    return bad + [f'style.css: no {u}' for u in fonts if not (site/u).exists()]

# The models in JavaScript

shipped = root/cfg['lib_path']/'weights'

def far(found):
    "What is wrong with what `check.mjs` found: figures that are not PyTorch's, or not there"
    bad = [f'{k} is {v} from PyTorch' for k,v in found['apart'].items()
           if v is None or v > 1e-4]
    models = {k.split('.')[0] for k in found['apart'] if k.endswith('.scores')}
    bad += [f'{o.name} is not compared' for o in shipped.glob('*') if o.stem not in models]
    return bad if found['words'] > 4000 else [*bad, f'only {found["words"]} words']

def models_in_node(browser, base):
    "Each model gives the scores, states, gates, terms of PyTorch: in Node, Playwright's own"
    node = Path(playwright.__file__).parent/'driver'/('node.exe' if os.name == 'nt' else 'node')
    cmd = [node, root/'website'/'check.mjs']
    return far(json.loads(subprocess.run(cmd, capture_output=True, check=True).stdout))

def models_in_chromium(browser, base):
    "They do so in Chromium, from the files of the website"
    with Visit(browser, base, 'index.html') as v:
        v.page.route('**/check.mjs', lambda r: r.fulfill(path=root/'website'/'check.mjs'))
        file = root/'website'/'demo'/'expected.safetensors'
        v.page.route('**/expected', lambda r: r.fulfill(path=file))
        return v.bad + far(v.page.evaluate('''async () => {
            const {compare} = await import('./check.mjs')
            return compare(await (await fetch('expected')).arrayBuffer())}'''))

# What can be touched

grows_on = {'lanes': 'rnn.html', 'reach': 'rnn.html', 'gates': 'lstm.html',
            'terms': 'copying.html', 'quiz': 'quiz.html'}

def grown(v, name):
    "What can be touched, once it has come because it is near"
    place = v.page.locator(f'[data-live={name}]')
    place.scroll_into_view_if_needed()
    place.locator('.touch').wait_for()
    return place.locator('.touch')

def module(v, name, code, *args):
    "What `code`, a function of the module's names and `args`, gives"
    call = f'([url, args]) => import(url).then(o => ({code})(o, ...args))'
    return v.page.evaluate(call, [f'{v.base}live/{name}.js', args])

def apart(a, b):
    "The largest difference between two lists of numbers of the same lengths"
    return max(abs(x-y) for x,y in zip(a, b, strict=True))

def touched(browser, base):
    "In light and dark, on both screens: it comes, its keys work, it says so, nothing moves"
    marked = {o['data-live'] for p in pages for o in soups[p].select('[data-live]')}
    bad = [] if marked == {*grows_on, 'count'} else [f'marked are {marked}']
    for name,p in grows_on.items():
        for size,scheme in ((desktop, 'light'), (phone, 'dark')):
            with Visit(browser, base, p, size, scheme, reduced_motion='reduce') as v:
                place = grown(v, name)
                found = axe(v.page) + (wide(v.page) if size is phone else [])
                said = place.locator('[role=status]')
                for control in place.locator('select, input').all():
                    before = said.inner_text()
                    slides = control.get_attribute('type')
                    last = slides and control.input_value() == control.get_attribute('max')
                    control.press('Home' if last else 'End' if slides else 'ArrowDown')
                    if said.inner_text() == before: found.append(f'it still says {before!r}')
                if v.page.evaluate('document.getAnimations().length'): found.append('it moves')
                bad += [f'{name}, {scheme}: {o}' for o in found + axe(v.page) + v.bad]
    return bad

def without(browser, base):
    "Without JavaScript its figure is there; where its module fails once, a button loads it"
    bad = []
    for name,p in grows_on.items():
        with Visit(browser, base, p, java_script_enabled=False) as v:
            place = v.page.locator(f'[data-live={name}]')
            shown = place.locator('img, svg, a').first
            if not shown.is_visible(): bad.append(f'{name}: nothing')
        with Visit(browser, base, p) as v:
            once = []
            def fail(r): return r.fallback() if once else (once.append(1), r.abort())
            v.page.route(f'**/live/{name}.js*', fail)
            v.page.reload()
            v.page.locator(f'[data-live={name}]').scroll_into_view_if_needed()
            v.page.get_by_text('Try again').click()
            grown(v, name)
    return bad

def lanes_words(browser, base):
    "Pieces are where `group_chunks` puts them; lanes hold the words of the lesson's output"
    with Visit(browser, base, 'rnn.html') as v:
        code = """(o, bs, m) => ['in lanes', 'of the text'].map(order => Array.from(
            {length: bs*m}, (_, i) => o.place(order, Math.floor(i/bs), i%bs, bs, m)))"""
        bad = []
        for bs,m in (4, 5257), (7, 3):
            want = [[k + m*j for k in range(m) for j in range(bs)], [*range(bs*m)]]
            if module(v, 'lanes', code, bs, m) != want: bad.append(f'{bs} lanes of {m} pieces')
        place = grown(v, 'lanes')
        place.get_by_label('Lanes (bs)').select_option('64')
        place.get_by_label('Follow lane').select_option('7')
        row = place.locator('tr.on td')
        first = row.all_inner_texts()
        for _ in range(3): place.get_by_label('Next batch').click()
        shown = ast.literal_eval(output('02_rnn.ipynb', 'grouped[k*bs + 7]'))
        if first + row.all_inner_texts() != shown: bad.append(f'{first} …, not {shown}')
        place.get_by_role('button', name='lane 8').press('Enter')
        if row.all_inner_texts() == shown[3:]: bad.append('lane 8 is lane 7')
        return bad + v.bad

def output(name, code):
    "What the cell of the notebook `name` with this `code` shows, as text"
    cell, = [c for c in notebooks[name]['cells'] if code in ''.join(c['source'])
             and c.get('outputs')]
    o = cell['outputs'][0]
    return ''.join(o.get('text') or o['data']['text/plain'])

def reach_numbers(browser, base):
    "The gradient stops at the detach; bars and accuracies are those of results/reach.csv"
    with open(root/'results/reach.csv', encoding='utf-8') as f:
        rows = [o.strip().split(',') for o in f if not o.startswith('#')]
    norms = {(int(at), float(word)): float(value)
             for what,_,at,word,value in rows[1:] if what == 'gradient'}
    finals = [float(value) for what,_,at,_,value in rows if what == 'final' and at == '4']
    with Visit(browser, base, 'rnn.html') as v:
        place = grown(v, 'reach')
        place.get_by_role('button', name='4', exact=True).press('Enter')
        place.get_by_label('Prediction after word').fill('10')
        bars = place.locator('.bars i').evaluate_all('os => os.map(o => o.offsetHeight)')
        want = [norms[10, i] for i in range(11)]
        scale = max(bars)/max(want)
        cut = place.locator('.bars .cut').count()
        bad = [] if cut == 8 else [f'{cut} bars are cut off']
        if apart(bars[:11], [scale*o for o in want]) > 1: bad.append(f'bars of {bars}')
        said = place.locator('[role=status]').inner_text()
        mean = f'{sum(finals)/len(finals):.3f}'
        for o in ('from words 8 to 10', 'words 0 to 7', f'{len(finals)} seeds', mean):
            if o not in said: bad.append(f'{said!r} has no {o!r}')
        return bad + v.bad

def gates_numbers(browser, base):
    "Each figure follows from the others by the formula; a unit that holds a digit is marked"
    bad = []
    with Visit(browser, base, 'lstm.html') as v:
        place = grown(v, 'gates')
        unit = place.get_by_role('slider', name='Unit')
        for _ in range(3): unit.press('ArrowRight')
        text = place.locator('.formula').inner_text().replace('−', '-')
        f,c,i,g,new,o,t,h = map(float, re.findall(r'(?<![\w′])-?\d+\.\d+', text))
        if abs(f*c + i*g - new) > 0.03 or abs(o*t - h) > 0.02: bad.append(text)
        held = place.locator('.buttons button').first
        held.press('Enter')
        if held.get_attribute('aria-pressed') != 'true': bad.append('no unit is marked')
        if 'thousands digits' not in place.locator('[role=status]').inner_text():
            bad.append('it does not say what the unit holds')
        return bad + v.bad

def terms_numbers(browser, base):
    "The terms are those of `score_terms`, as the lesson's output shows them"
    bad = []
    with Visit(browser, base, 'copying.html') as v:
        place = grown(v, 'terms')
        shown = output('12_copying.ipynb', 'full.round(1)')
        said,word = place.locator('[role=status]'),place.get_by_label('Next word')
        word.press('ArrowLeft')  # It begins with the second of these rows
        for line in shown.splitlines()[1:5]:
            margin,state,copy,successor = line.split()[4:8]
            says = f'State {state}, copy {copy}, successor {successor}: together {margin}.'
            now = said.inner_text().replace('−', '-')
            if says not in now: bad.append(f'{now!r} has no {says!r}')
            word.press('ArrowRight')
        return bad + v.bad

def quiz(browser, base):
    "The quiz asks the questions of lesson 06; what was hard comes back, in the next visit too"
    heads = [''.join(c['source']) for c in notebooks['06_questionnaire.ipynb']['cells']]
    heads = re.findall(r'^### (.*)', '\n'.join(heads), re.M)
    plain = [re.sub(r'[`“”"\'‘’]', '', o) for o in heads]
    with Visit(browser, base, 'quiz.html') as v:
        place = grown(v, 'quiz')
        asked = place.locator('.question')
        def now(): return re.sub(r'[`“”"\'‘’]', '', asked.inner_text()).strip()
        def answer(key):
            place.get_by_role('button', name='Show the answer').press('Enter')
            v.page.keyboard.press(key)
        bad = [] if now() == plain[0] else [f'it begins with {now()!r}']
        answer('1')                      # the first is back behind three others
        order = []
        for _ in range(4): order.append(now()), answer('3')
        if order != [*plain[1:4], plain[0]]: bad.append(f'the order is {order}')
        if not v.page.evaluate('document.activeElement.matches(".question")'):
            bad.append('the focus is not on the question')
        answer('2')
        v.page.reload()
        grown(v, 'quiz')
        if now() != plain[5]: bad.append('it does not know where it was')
        if not place.locator('[role=status]').inner_text().startswith('4 known, 35 to go'):
            bad.append(place.locator('[role=status]').inner_text())
        place.get_by_role('button', name='Show the answer').click()
        text = place.locator('.answer').inner_text()
        if len(text) < 100 or 'A loop' not in text: bad.append(f'the answer is {text[:50]!r}')
        bad += axe(v.page)
        place.get_by_role('button', name='Knew it').click()
        place.get_by_role('button', name='Undo').click()
        if now() != plain[5]: bad.append('it is not undone')
        place.get_by_label('About').select_option('LSTM')
        for o in plain[23:30]:
            if now() != o: bad.append(f'{now()!r} is not {o!r}')
            answer('3')
        if now() != 'All known.': bad.append(f'at the end it asks {now()!r}')
        place.get_by_label('About').select_option('')
        for _ in range(40):
            if now() == 'All known.': break
            answer('3')
        place.get_by_role('button', name='Once more').click()
        again = []
        while now() != 'All known.': again.append(now()), answer('3')
        if again != [plain[0], plain[4]]: bad.append(f'hard were {again}')
        for kept in ('{', '[]', '{"left": ["no"], "known": 3}', 'null'):
            v.page.evaluate('o => localStorage.quiz = o', kept)
            v.page.reload()
            grown(v, 'quiz')
            if now() != plain[0]: bad.append(f'with {kept} kept it asks {now()!r}')
        return bad + v.bad

# Two models count on

expected = read(root/'website/demo/expected.json')
says = {(o['model'], o['number']): o['said'] for o in expected['counts']}
lines = '.touch .sides > div:nth-child(%d) li:is(.right, .wrong)'

def counting(v, code, *args):
    "What `code`, a function of counting.mjs's names and `args`, gives"
    call = f'([url, args]) => import(url).then(o => ({code})(o, ...args))'
    return v.page.evaluate(call, [f'{v.base}demo/counting.mjs', args])

def panel(v):
    "The panel, once it has come because it is near; it has loaded no model"
    v.page.locator('[data-live=count]').scroll_into_view_if_needed()
    v.page.wait_for_selector('.touch .sides')
    return v.page.locator('.touch')

def press(v, name): v.page.get_by_role('button', name=name, exact=True).click()
def count_to(v, side, n): v.page.wait_for_function(
    'o => document.querySelectorAll(o[0]).length >= o[1]', arg=[lines % side, n])

def read_lines(v, side):
    "What a side shows: a kind, digits, words and what is said of a slip, for each number"
    return v.page.eval_on_selector_all(lines % side, """os => os.map(o => [o.className,
        o.querySelector('b').textContent, o.querySelector('span').firstChild.textContent,
        o.querySelector('em')?.textContent ?? ''])""")

def counts(browser, base):
    "Models count on with the words of `generate`, wherever they begin"
    code = """async ({Counting, promptOf, toWords}, name, from, n) => {
        const {load} = await import('./demo/models.mjs'), said = []
        const c = new Counting(await load(name), from)
        while (said.length < n) { c.say(0); said.push(c.now.word) }
        return [promptOf(from).map(o => toWords(o) + ' .').join(' '), said.join(' ')]}"""
    bad = []
    with Visit(browser, base, 'index.html') as v:
        for o in expected['counts']:
            n = len(o['said'].split())
            prompt,found = counting(v, code, o['model'], o['number'], n)
            if (prompt, found) != (o['prompt'], o['said']) or n < 150:
                bad.append(f"{o['model']} from {o['number']}: {found[:99]}")
        models = [o['model'] for o in expected['counts']]
        if len(models) < 12 or len(set(models)) < 2: bad.append('hardly anything to compare')
        return bad + v.bad

def spelling(browser, base):
    "Numbers are spelled as `number_to_words` spells them, and read back"
    want = {int(n): words for n,words in expected['spelled'].items()}
    with Visit(browser, base, 'index.html') as v:
        words = counting(v, '(o, ns) => ns.map(o.toWords)', list(want))
        nums = counting(v, '(o, words) => words.map(o.toNumber)', words)
        bad = [f'{n}: {w}, {m}' for n,w,m in zip(want, words, nums) if (w, m) != (want[n], n)]
        return bad if len(nums) > 1000 else ['hardly any numbers']

# What is typed, and the number that is meant or what the message must say
typed = {'8998': 8998, ' 8,998 ': 8998, '8 998': 8998, '8998.': 8998, '08': 8, '9998!': 9998,
    'eight thousand and one': 8001, 'Eight thousand, nine hundred ninety-eight.': 8998,
    'a hundred': 100, 'twenty-two': 22, 'EIGHT': 8, '\ttwelve\n': 12,
    '': 'Type a number', '...': 'Type a number', '3,5': '“3,5” is not a whole number',
    '3.5': 'not a whole number', '-4': 'not a whole number', '8,9,9,8': 'not a whole number',
    '0': 'no zero', 'zero': 'no zero', '9999': 'Try 9995', '10 000': 'ends at 9,999',
    'two million': 'ends at 9,999', '9'*99: f'{"9"*40}…', 'x'*20_000: f'“{"x"*40}…” is not',
    'eigt thousand': 'did you mean “eight”', 'and': 'not how', 'hundred two': 'not how',
    'three four': 'not how', '<b>x</b>': '“<b>x</b>” is not a word'}

def typing(browser, base):
    "Digits and words are understood as people write them; what is none gets a line that helps"
    code = """({read}, typed) => typed.map(o => { try { return read(o) }
        catch (e) { return e.message } })"""
    with Visit(browser, base, 'demo.html') as v:
        found = counting(v, code, list(typed))
        bad = [f'{o[:40]!r} gives {a!r}, not {b!r}' for (o,b),a in zip(typed.items(), found)
               if (a != b if isinstance(b, int) else b not in str(a))]
        bad += [f'{o[:20]!r}: a message of {len(a)}' for o,a in zip(typed, found)
                if len(str(a)) > 120]
        place = panel(v)
        place.get_by_label('Count on from').fill('3,5')
        v.page.keyboard.press('Enter')
        v.page.wait_for_selector('.touch .bad:has-text("3,5")')
        if v.page.evaluate('document.activeElement.tagName') != 'INPUT': bad.append('no focus')
        v.page.keyboard.press('Control+a')
        v.page.keyboard.type('three thousand and one')
        v.page.keyboard.press('Enter')
        count_to(v, 1, 1)
        said = read_lines(v, 1)[0][2].strip()
        if said != 'three thousand two': bad.append(f'it says {said!r}')
        return bad + v.bad

def count_keyboard(browser, base):
    "By keyboard, on a phone, in the dark: two models count as expected; slips are marked"
    with Visit(browser, base, 'demo.html', phone, 'dark') as v:
        loaded = v.page.evaluate("performance.getEntriesByType('resource').map(o => o.name)")
        bad = [f'loaded unasked: {o}' for o in loaded if o.endswith('.safetensors')]
        place = panel(v)
        place.get_by_label('Count on from').focus()
        v.page.keyboard.press('Control+a')
        v.page.keyboard.type('8,998')
        place.get_by_label('Speed').press('End')
        for _ in range(2): v.page.keyboard.press('Tab')
        at = v.page.evaluate('document.activeElement.textContent')
        if at != 'Step': bad.append(f'the focus is on {at!r}')
        v.page.keyboard.press('Shift+Tab')
        v.page.keyboard.press('Enter')
        for side in (1, 2): count_to(v, side, 12)
        v.page.keyboard.press('Enter')
        v.page.wait_for_selector('.touch [role=status]:has-text("Stopped.")')
        for side,name in enumerate(('CopyGRU', 'LMModel7'), 1):
            words = says[name, 8998].split(' . ')
            found = read_lines(v, side)
            bad += [f'{name}: {o[2]!r} is not {w!r}' for o,w in zip(found, words)
                    if o[2].strip() != w]
            slips = [o for o in found if o[0] == 'wrong']
            if len(slips) != sum(bool(o[3]) for o in found): bad.append(f'{name}: {slips}')
            if (name == 'LMModel7') != bool(slips): bad.append(f'{name}: {len(slips)} slips')
            text = f'{name}: {len(found)} numbers, {len(slips) or "no"} slip'
            status = place.locator('[role=status]').inner_text()
            if text not in status: bad.append(f'{status!r} has no {text!r}')
        if 'from=8998&model=CopyGRU,LMModel7' not in v.page.url: bad.append(v.page.url)
        bad += axe(v.page) + wide(v.page)
        v.page.emulate_media(color_scheme='light')
        return bad + axe(v.page) + v.bad

def count_inside(browser, base):
    "Bars of all thirty words, the pointer's arcs, gates and terms are those of PyTorch"
    with Visit(browser, base, 'demo.html?from=8999&model=CopyGRU,LMModel7') as v:
        place = panel(v)
        for side in (1, 2):                               # "nine", "thousand", full stop
            for _ in range(3):
                press(v, 'Step')
                v.page.wait_for_selector('.touch [role=status]:has-text("Counting on")')
            count_to(v, side, 1)
        o = expected['inside']
        rows = place.locator('tbody tr').all_inner_texts()
        rows = [r.replace('−', '-').split('\t') for r in rows]
        bad = [] if rows == o['terms'] else [f'{rows} is not {o["terms"]}']
        gates = place.locator('.say').last.inner_text().replace('−', '-')
        if gates != o['gates']: bad.append(f'{gates!r} is not {o["gates"]!r}')
        arcs = place.locator('path').count()
        if arcs != o['arcs']: bad.append(f'{arcs} arcs, not {o["arcs"]}')
        label = place.locator('.odds').get_attribute('aria-label')
        if label != o['odds']: bad.append(f'{label!r} is not {o["odds"]!r}')
        if place.locator('.odds .odd').count() != 30: bad.append('not thirty words')
        def sums(): return v.page.evaluate("""['--p', '--at1'].map(k => [0, 1].map(side =>
            [...document.querySelectorAll('.odds .odd')].reduce((sum, o) => sum +
             +getComputedStyle(o.querySelectorAll('i')[side]).getPropertyValue(k), 0)))""")
        full = """[...document.querySelectorAll('.odds i')].filter(o =>
            +o.style.getPropertyValue('--p') == 1).length"""
        if v.page.evaluate(full) != 2: bad.append('at temperature 0 not one bar is full')
        place.get_by_label('Temperature').fill('20')
        if v.page.evaluate(full): bad.append('at temperature 2 a bar is full')
        if any(abs(x-1) > 1e-4 for o in sums() for x in o): bad.append(f'sums of {sums()}')
        return bad + v.bad

# The states of the panel, and which one each action leads to
actions = ['Count', 'Step', 'Reset', 'Model', 'Beside it', 'Count on from', 'Temperature']
leads = {'fresh':   'running paused fresh fresh fresh fresh fresh',
         'loading': 'fresh   fresh  fresh fresh fresh fresh loading',
         'running': 'paused  paused fresh fresh fresh fresh running',
         'paused':  'running paused fresh fresh fresh fresh paused',
         'failed':  'running paused fresh fresh fresh fresh failed',
         'ended':   'ended   ended  fresh fresh fresh fresh ended'}
state_of = {'fresh': ('Count', r'(Stopped\.)?', 0), 'loading': ('Stop', 'Loading .*', 0),
            'running': ('Stop', 'Counting .*|.* slips: .*', 1),
            'failed': ('Count', 'Not loaded.*', 0),
            'paused': ('Count', 'Counting .*|Stopped. .*|.* slips: .*', 1),
            'ended': ('Count', '9,999 is the end.*', 1)}

def reach(v, state, held, off):
    "Bring a fresh panel into a state"
    place = panel(v)
    if state == 'ended': place.get_by_label('Count on from').fill('9997')
    if state == 'ended': place.get_by_label('Beside it').select_option('none')
    if state == 'failed': off.append(1)
    if state == 'loading': held.append(None)
    if state != 'fresh': press(v, 'Count')
    if state == 'paused':
        v.page.wait_for_selector('.touch .sides > div:nth-child(2) li:nth-child(2)')
        press(v, 'Stop')

def act(v, action):
    place = v.page.locator('.touch')
    if action == 'Count': place.locator('.main').click()
    elif action in ('Step', 'Reset'): press(v, action)
    elif action == 'Count on from': place.get_by_label(action).fill('41')
    elif action == 'Temperature': place.get_by_label(action).press('ArrowRight')
    else: place.get_by_label(re.compile(f'^{action}')).select_option('LMModel4')

def is_in(v, state):
    "What does not fit `state`, now and a while later"
    label,text,some = state_of[state]
    v.page.wait_for_function("""([label, text, some]) => {
        const o = document.querySelector('.touch')
        return o.querySelector('.main').textContent == label
            && new RegExp(`^(${text})$`).test(o.querySelector('[role=status]').textContent)
            && Boolean(o.querySelector('li')) == Boolean(some)}""",
        arg=[label, text, some], timeout=20_000)
    before = v.page.inner_text('.touch .sides')
    changed = 'o => document.querySelector(".touch .sides").innerText != o'
    if state == 'running': v.page.wait_for_function(changed, arg=before)
    else:
        v.page.wait_for_timeout(250)
        if v.page.evaluate(changed, before): return ['it goes on']
    return []

def count_states(browser, base):
    "Each button in each state, the network off and on again: label, status and log are right"
    bad,held,off = [],[],[]
    def weights(r):
        if off: r.abort()
        elif held: held.append(r)
        else: r.continue_()
    with Visit(browser, base, 'demo.html') as v:
        v.page.route('**/weights/*', weights)
        for state,row in leads.items():
            for action,then in zip(actions, row.split(), strict=True):
                v.page.goto(base+'demo.html')
                try:
                    reach(v, state, held, off)
                    is_in(v, state)
                    off.clear()
                    act(v, action)
                    if then != 'loading':
                        for r in held[1:]: r.continue_()
                    bad += [f'{state}, {action}: {o}' for o in is_in(v, then)]
                except TimeoutError:
                    seen = [v.page.inner_text(f'.touch {o}')[:99]
                            for o in ('.main', '[role=status]', '.sides')]
                    bad.append(f'{state}, {action}: not {then} but {seen}')
                held.clear()
    return bad + [o for o in v.bad if 'ERR_FAILED' not in o]

def count_ends(browser, base):
    "It ends at 9,999; the log can be read while it runs; a chip begins and says why"
    with Visit(browser, base, 'demo.html') as v:
        place = panel(v)
        place.get_by_label('Speed').press('End')
        place.get_by_label('Beside it').select_option('none')
        place.get_by_role('button', name='9,995').press('Enter')
        v.page.wait_for_selector('.touch [role=status]:has-text("9,999 is the end")')
        found = [o[1] for o in read_lines(v, 1)]
        bad = [] if found == ['9,996', '9,997', '9,998', '9,999'] else [f'it says {found}']
        if 'ends at 9,999' not in place.locator('.why').inner_text(): bad.append('no why')
        place.get_by_role('button', name='8,996').press('Enter')
        count_to(v, 1, 12)
        v.page.evaluate("document.querySelector('.touch ol').scrollTop = 0")
        count_to(v, 1, 20)
        at = v.page.evaluate("document.querySelector('.touch ol').scrollTop")
        if at: bad.append(f'the log scrolls to {at} while it is read')
        v.page.evaluate("document.querySelector('.touch ol').scrollTop = 1e6")
        count_to(v, 1, 30)
        low = "o => o.scrollHeight - o.scrollTop - o.clientHeight < 40"
        if not place.locator('ol').evaluate(low): bad.append('at its end it does not follow')
        return bad + v.bad

def count_calm(browser, base):
    "Where motion is to be reduced, Count shows five numbers at once, and nothing moves"
    with Visit(browser, base, 'demo.html', reduced_motion='reduce') as v:
        panel(v)
        press(v, 'Count')
        v.page.wait_for_selector('.touch [role=status]:has-text("5 numbers")')
        bad = [] if len(read_lines(v, 1)) == len(read_lines(v, 2)) == 5 else ['not five']
        press(v, 'Count')
        count_to(v, 2, 10)
        if v.page.evaluate('document.getAnimations().length'): bad.append('it moves')
        return bad + v.bad

def count_home(browser, base):
    "At home two models count five numbers from 8,996: one slips, one does not, and it is said"
    with Visit(browser, base, 'index.html') as v:
        panel(v)
        press(v, 'Count')
        v.page.wait_for_selector('.touch :text("LMModel7: 5 numbers, 1 slip.")')
        good,other = read_lines(v, 1),read_lines(v, 2)
        bad = [] if [o[1] for o in good][-1] == '9,001' else [f'{good}']
        if other[-1][3] != 'slip: 9,001 would be right': bad.append(f'{other}')
        bad += axe(v.page)
    with Visit(browser, base, 'index.html', java_script_enabled=False) as v:
        if not v.page.locator('[data-live=count] table').is_visible(): bad.append('no table')
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
            menu, printed, chain, api, names, all_files, touched, without,
            lanes_words, reach_numbers, gates_numbers, terms_numbers, quiz, models_in_node,
            models_in_chromium, counts, spelling, typing, count_keyboard, count_inside,
            count_states, count_ends, count_calm, count_home]
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
