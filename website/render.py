"A page of the website: cells of a notebook as HTML, as text to search, as Markdown to copy."
import ast, re
from html import escape
from xml.etree import ElementTree
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.token import Token
from math_core import LatexToMathML
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.filter import simplefilter
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import Name, Punctuation, Text, Whitespace

@simplefilter
def without_tags(self, lexer, stream, options):
    "What has no colour of its own as plain text: half of a page's tags"
    for kind,value in stream:
        yield Text if kind in (Name, Punctuation, Whitespace) else kind, value

ElementTree.register_namespace('', 'http://www.w3.org/2000/svg')
ElementTree.register_namespace('xlink', 'http://www.w3.org/1999/xlink')
tex,lexer,coloured = LatexToMathML(),PythonLexer(stripnl=False),HtmlFormatter(nowrap=True)
lexer.add_filter(without_tags())
def formula(s, opts):
    return tex.convert_with_local_state(s, displaystyle=opts['display_mode'])

def code(s, lang=''):
    "The code `s` in its colours"
    inner = highlight(s, lexer, coloured) if lang == 'python' else escape(s)
    return f'<div class="code"><pre><code>{inner.rstrip()}</code></pre></div>\n'

def plain(tokens): return ''.join(' ' if 'break' in t.type else t.content for t in tokens)

def resolve(state):
    "Headings get ids, links and names in backticks their addresses, tables no empty heading"
    page = state.env['page']
    for before,t,after in zip(state.tokens, state.tokens[1:], state.tokens[2:]):
        if t.type != 'inline': continue
        if before.type == 'th_open' and not t.content: before.tag = after.tag = 'td'
        page.link(t.children, names=before.type != 'heading_open')
        if before.type == 'heading_open': page.heading(before, t.children)
        elif before.type != 'th_open': page.text.append(plain(t.children))

def code_inline(self, tokens, i, options, env):
    s,to = f'<code>{escape(tokens[i].content)}</code>',tokens[i].meta.get('href')
    return f'<a href="{to}">{s}</a>' if to else s

def fence(self, tokens, i, options, env): return code(tokens[i].content, tokens[i].info)
def image(self, tokens, i, options, env): return escape(tokens[i].content)  # A badge
def table_open(self, tokens, i, options, env): return '<div class="table"><table>'
def table_close(self, tokens, i, options, env): return '</table></div>'

md = MarkdownIt('commonmark', dict(typographer=True)).enable(['table', 'smartquotes'])
md.use(dollarmath_plugin, renderer=formula, double_inline=True, allow_labels=False)
md.core.ruler.push('resolve', resolve)
for rule in (code_inline, fence, image, table_open, table_close):
    md.add_render_rule(rule.__name__, rule)

def split(c):
    "The directives of a code cell, and its code"
    s = ''.join(c['source'])
    opts = dict(re.findall(r'^#\| *([\w-]+):? *(.*)$', s, re.M))
    return opts,re.sub(r'^(#\|.*\n?)+', '', s).strip('\n')

def refuses(o):
    "Is the statement `o` about bad input only?"
    if isinstance(o, ast.For): return all(map(refuses, o.body))
    return ast.unparse(o).startswith('test_fail')

def folded(s, opts, picture):
    "Why the code `s` of a cell is folded away; '' if it is not"
    if 'code-fold' in opts: return '' if opts['code-fold'] == 'false' else 'Code'
    body,long = ast.parse(s).body,s.count('\n') > 1
    imports = [isinstance(o, (ast.Import, ast.ImportFrom)) for o in body]
    if any(imports) and all(i or isinstance(o, ast.Expr) for i,o in zip(imports, body)):
        return 'Imports'
    if long and (picture or 'plt.' in s): return 'Code of the figure'
    return 'Bad input and its messages' if long and all(map(refuses, body)) else ''

def text_of(o):
    "An output as plain text"
    return ''.join(o.get('text') or o.get('data', {}).get('text/plain', '')).strip('\n')

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

inks = {'#000000': 'currentColor', '#ffffff': 'var(--paper)', '#cccccc': 'var(--line)'}
def ink(m):
    "A colour of a figure: black and white are the page's, others get lighter in the dark"
    lifted = f'color-mix(in oklab, {m[0]}, currentColor var(--lift))'
    return inks.get(m[0], lifted)

def plot(svg, alt, before):
    "matplotlib's figure `svg` in the ink and the type of a page, `before` in front of its ids"
    svg = ElementTree.fromstring(svg)
    svg.remove(svg[0])  # Styles, which in a page would be those of all of it
    for o in svg.iter():
        for k,v in o.items():
            v = before+v if k == 'id' else re.sub(r'^#|(?<=url\(#)', fr'\g<0>{before}', v)
            v = re.sub('(?<=: )#[0-9a-f]{6}', ink, v)
            o.set(k, re.sub(r'(\.\d\d)\d+', r'\1', v))
    width = svg.get('viewBox').split()[2]
    svg.attrib |= {'class': 'plot', 'role': 'img', 'aria-label': alt,
                   'style': f'min-width: {width}px'}
    return ElementTree.tostring(svg, 'unicode')

def copy(c):
    "A cell as Markdown"
    if c['cell_type'] != 'code': return ''.join(c['source'])
    opts,s = split(c)
    outs = [opts.get('fig-alt') or text_of(o) for o in c['outputs']]
    return '\n\n'.join([f'```python\n{s}\n```', *[f'```\n{o}\n```' for o in outs if o]])

class Page:
    "The page `file` of `course` with these cells, those of `notebook` or others"
    def __init__(self, course, file, title, says, cells, notebook=''):
        self.course,self.file,self.title,self.says = course,file,title,says
        self.notebook,self.up = notebook,'../'*file.count('/')
        self.before = self.after = None
        number = re.match(r'\d\d(?=_)', notebook)
        self.number = int(number[0]) if number else 99
        self.plain = re.sub('[`*]', '', says)
        self.toc,self.ids,self.parts,self.figures = [],set(),[],0
        self.part('', '')
        self.lead = md.renderInline(says, dict(page=self))
        self.html = ''.join(map(self.cell, cells))
        self.copy = '\n\n'.join([f'# {title}', f'> {says}', *map(copy, cells)])

    def part(self, heading, anchor):
        "Begin what the search knows of a section: its text, and the words of its code"
        self.text,self.words = [],set()
        self.parts.append((heading, anchor, self.text, self.words))

    def heading(self, t, inner):
        "Note a heading, and give it an id and a link to itself"
        name = plain(inner)
        low = re.sub(r'\s+', '-', re.sub(r'[^\w\s-]', '', name.lower()).strip())
        i = start = name if self.file.startswith('api/') else low
        while i in self.ids: i = f'{start}-{len(self.ids)}'
        self.ids.add(i)
        t.attrs['id'] = i
        if t.tag in ('h2', 'h3'):
            self.toc.append((t.tag, i, md.renderer.render(inner, md.options, {})))
            self.part(name, i)
        link = f' <a class="self" href="#{i}" aria-label="Link to this section">#</a>'
        inner.append(Token('html_inline', '', 0, content=link))

    def link(self, tokens, names):
        "Point links at pages, and make links of public names in backticks"
        inside = False
        for t in tokens:
            if t.type == 'link_open': t.attrs['href'] = self.course.href(t.attrs['href'], self)
            if t.type in ('link_open', 'link_close'): inside = t.type == 'link_open'
            to = self.course.names.get(t.content.removesuffix('()'))
            if t.type == 'code_inline' and to and names and not inside:
                t.meta['href'] = self.up+to

    def cell(self, c):
        if c['cell_type'] == 'code': return self.code_cell(c)
        s = ''.join(c['source'])  # Markdown goes on behind an empty line
        s = re.sub(r'^(</?details>.*|.*</summary>)\n', r'\1\n\n', s, flags=re.M)
        return md.render(s, dict(page=self))

    def code_cell(self, c):
        opts,s = split(c)
        outs = ''.join(self.output(o, opts) for o in c['outputs'])
        if 'exporti' not in opts: self.words |= {*re.findall(r'[^\W\d]\w{2,39}', s)}
        shown = code(s, 'python') if s and opts.get('echo') != 'false' else ''
        why = shown and folded(s, opts, '<figure>' in outs)
        if why: shown = f'<details class="fold"><summary>{why}</summary>{shown}</details>\n'
        if 'live' in opts: outs = f'<div data-live="{opts["live"]}">{outs}</div>'
        names = self.course.defined(s) if 'export' in opts else []
        anchors = ''.join(f'<span id="def-{o}"></span>' for o in names)
        return f'<div class="cell">{anchors}{shown}{outs}</div>\n'

    def output(self, o, opts):
        data,s = {k: ''.join(v) for k,v in o.get('data', {}).items()},escape(text_of(o))
        if 'image/svg+xml' in data: return self.figure(data['image/svg+xml'], opts)
        if 'text/markdown' in data: return md.render(data['text/markdown'], dict(page=self))
        if 'text/html' in data: return f'<div class="out">{tables(data["text/html"])}</div>'
        wrap = ' wrap' if max(map(len, s.split('\n'))) > 100 else ''  # Meant to be one line
        return f'<pre class="out{wrap}">{s}</pre>' if s else ''

    def figure(self, data, opts):
        "A picture, in the page itself"
        alt = opts.get('fig-alt', '').strip('"\' ')
        if not alt: raise SystemExit(f'{self.file}: a picture without `#| fig-alt:`')
        self.text.append(alt)
        self.figures += 1
        svg = plot(data, alt, f'f{self.figures}-')
        if len(svg) > 150_000: raise SystemExit(f'{self.file}: {len(svg)} bytes for: {alt}')
        return f'<figure>{svg}</figure>\n'
