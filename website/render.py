"A page of the website: cells of a notebook as HTML, as text to search, as Markdown to copy."
import ast, base64, hashlib, re, struct
from html import escape
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from math_core import LatexToMathML
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

tex = LatexToMathML()
def formula(s, opts):
    return tex.convert_with_local_state(s, displaystyle=opts['display_mode'])

def code(s, lang=''):
    "The code `s` in its colours"
    python = PythonLexer(stripnl=False, ensurenl=False)
    inner = highlight(s, python, HtmlFormatter(nowrap=True)) if lang == 'python' else escape(s)
    return f'<div class="code"><pre><code>{inner.rstrip()}</code></pre></div>\n'

def tokens_of(state):
    "Headings get ids, links and names in backticks their addresses, tables no empty heading"
    page = state.env['page']
    for before,t,after in zip(state.tokens, state.tokens[1:], state.tokens[2:]):
        if t.type != 'inline': continue
        is_heading = before.type == 'heading_open'
        page.link(t.children, names=not is_heading)
        if is_heading: page.heading(before, t)
        else: page.parts[-1].text.append(plain(t.children))
        if before.type == 'th_open' and not t.content: before.tag = after.tag = 'td'

def plain(tokens): return ''.join(' ' if 'break' in t.type else t.content for t in tokens)

def code_inline(self, tokens, i, options, env):
    t = tokens[i]
    s = f'<code>{escape(t.content)}</code>'
    return f'<a href="{t.meta["href"]}">{s}</a>' if 'href' in t.meta else s

def fence(self, tokens, i, options, env): return code(tokens[i].content, tokens[i].info)
def image(self, tokens, i, options, env): return escape(tokens[i].content)  # A badge
def table_open(self, tokens, i, options, env): return '<div class="table"><table>'
def table_close(self, tokens, i, options, env): return '</table></div>'

md = MarkdownIt('commonmark', dict(typographer=True)).enable(['table', 'smartquotes'])
md.use(dollarmath_plugin, renderer=formula, double_inline=True, allow_labels=False)
md.core.ruler.push('tokens_of', tokens_of)
for rule in (code_inline, fence, image, table_open, table_close):
    md.add_render_rule(rule.__name__, rule)

def slug(s): return re.sub(r'\s+', '-', re.sub(r'[^\w\s-]', '', s.lower()).strip())

def is_check(o):
    "Does the statement `o` only assert something?"
    if isinstance(o, (ast.For, ast.With)): return all(map(is_check, o.body))
    call = isinstance(o, ast.Expr) and isinstance(o.value, ast.Call)
    return isinstance(o, ast.Assert) or call and ast.unparse(o).startswith('test_')

def folded(s, opts, picture):
    "Why the code `s` of a cell is folded away; '' if it is not"
    if 'code-fold' in opts: return '' if opts['code-fold'] == 'false' else 'Code'
    body,long = ast.parse(s).body,s.count('\n') > 1
    imports = [isinstance(o, (ast.Import, ast.ImportFrom)) for o in body]
    if any(imports) and all(i or isinstance(o, ast.Expr) for i,o in zip(imports, body)):
        return 'Imports'
    if long and (picture or 'plt.' in s): return 'Code of the figure'
    return 'Checks' if long and body and all(map(is_check, body)) else ''

def split(c):
    "The directives of a code cell, and its code"
    s = ''.join(c['source'])
    opts = dict(re.findall(r'^#\| *([\w-]+):? *(.*)$', s, re.M))
    return opts,re.sub(r'^(#\|.*\n?)+', '', s).strip('\n')

def text_of(o):
    "An output as plain text"
    s = ''.join(o.get('text') or o.get('data', {}).get('text/plain', ''))
    return re.sub(r'\x1b\[[\d;]*m', '', s).strip('\n')

def tables(s):
    "The HTML `s` with its tables in boxes that scroll, without styles of their own"
    if '<table' not in s: return s
    soup = BeautifulSoup(s, 'html.parser')
    for o in soup('style'): o.decompose()
    for o in soup('table'):
        for t in (o, *o.find_all()):
            t.attrs = {k: v for k,v in t.attrs.items() if k in ('class', 'colspan', 'rowspan')}
            if t.name == 'th' and not t.get_text(strip=True): t.name = 'td'
        o.wrap(soup.new_tag('div', attrs={'class': 'table'}))
    return str(soup)

class Part:
    "What the search knows of a section: its heading, its text, the words of its code"
    def __init__(self, heading='', anchor=''):
        self.heading,self.anchor,self.text,self.words = heading,anchor,[],set()

class Page:
    "The page `file` of these cells; its names are those of `course`, its files go below `out`"
    def __init__(self, course, out, file, title, lead, cells, notebook=None):
        self.course,self.out,self.file,self.notebook = course,out,file,notebook
        self.title,self.says,self.up = title,lead,'../'*file.count('/')
        self.toc,self.parts,self.ids = [],[Part()],set()
        self.lead = md.renderInline(lead, dict(page=self))
        self.html = ''.join(map(self.cell, cells))
        self.copy = '\n\n'.join([f'# {title}', f'> {lead}', *filter(None, map(copy, cells))])

    def heading(self, t, inline):
        "Note a heading, and give it an id and a link to itself"
        name = plain(inline.children)
        anchor = i = name if self.file.startswith('api/') else slug(name)
        n = 1
        while i in self.ids: i,n = f'{anchor}-{n}',n+1
        self.ids.add(i)
        t.attrs['id'] = i
        if t.tag in ('h2', 'h3'):
            self.toc.append((t.tag, i, md.renderer.render(inline.children, md.options, {})))
            self.parts.append(Part(name, i))
        link = type(inline)('html_inline', '', 0, content=f' <a class="self" href="#{i}" '
                            'aria-label="Link to this section">#</a>')
        inline.children.append(link)

    def link(self, tokens, names):
        "Point links at pages, and make links of public names in backticks"
        inside = False
        for t in tokens:
            if t.type == 'link_open': t.attrs['href'] = self.href(t.attrs['href'])
            if t.type in ('link_open', 'link_close'): inside = t.type == 'link_open'
            if t.type != 'code_inline' or inside or not names: continue
            to = self.course.names.get(t.content.removesuffix('()'))
            if to: t.meta['href'] = self.up+to

    def href(self, url):
        to = self.course.leads(url, self.notebook or self.file)
        return to if to == url else self.up+to if ':' not in to else to

    def cell(self, c):
        s = ''.join(c['source'])
        if c['cell_type'] == 'code': return self.code_cell(c)
        s = re.sub(r'^(</?details>.*|.*</summary>)\n', r'\1\n\n', s, flags=re.M)
        return md.render(s, dict(page=self))

    def code_cell(self, c):
        opts,s = split(c)
        names = self.course.defined(s) if 'export' in opts else []
        anchors = ''.join(f'<span id="def-{o}"></span>' for o in names if not self.file.startswith('api/'))
        outs = ''.join(self.output(o, opts) for o in c['outputs'])
        self.parts[-1].words.update(re.findall(r'[^\W\d]\w{2,39}', s))
        shown = code(s, 'python') if s and opts.get('echo') != 'false' else ''
        why = folded(s, opts, '<figure>' in outs) if shown else ''
        if why:
            shown = f'<details class="fold"><summary>{why}</summary>{shown}</details>\n'
        return f'<div class="cell">{anchors}{shown}{outs}</div>\n'

    def output(self, o, opts):
        data = {k: ''.join(v) for k,v in o.get('data', {}).items()}
        if 'image/png' in data: return self.figure(data['image/png'], o['metadata'], opts)
        if 'text/markdown' in data: return md.render(data['text/markdown'], dict(page=self))
        if 'text/html' in data: return f'<div class="out">{tables(data["text/html"])}</div>'
        s = text_of(o)
        wrap = ' wrap' if max(map(len, s.split('\n'))) > 100 else ''  # Meant to be one line
        return f'<pre class="out{wrap}">{escape(s)}</pre>' if s else ''

    def figure(self, data, meta, opts):
        "A picture, whose file is written"
        alt = opts.get('fig-alt', '').strip('"\' ')
        if not alt: raise ValueError(f'{self.file}: a picture without `#| fig-alt:`')
        raw = base64.b64decode(data)
        file = f'figures/{hashlib.sha256(raw).hexdigest()[:12]}.png'
        (self.out/'figures').mkdir(exist_ok=True)
        (self.out/file).write_bytes(raw)
        size = dict(zip(('width', 'height'), struct.unpack('>II', raw[16:24])))
        w,h = (meta.get('image/png', {}).get(k, size[k]) for k in size)
        self.parts[-1].text.append(alt)
        return (f'<figure><img src="{self.up}{file}" alt="{escape(alt)}" width="{w}" '
                f'height="{h}" loading="lazy"></figure>\n')

def copy(c):
    "A cell as Markdown"
    if c['cell_type'] != 'code': return ''.join(c['source'])
    opts,s = split(c)
    outs = [opts.get('fig-alt') or text_of(o) for o in c['outputs']]
    blocks = [s and f'```python\n{s}\n```', *[o and f'```\n{o}\n```' for o in outs]]
    return '\n\n'.join(filter(None, blocks))
