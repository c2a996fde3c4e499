"Build the website into _docs/ from the notebooks, the package and the changelog: `make docs`."
import json, lzma, posixpath, re, shutil, sys, tempfile, time, yaml
from configparser import ConfigParser
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urldefrag

here = Path(__file__).resolve().parent
root = here.parent
sys.path.insert(0, str(here))
import api, logo
from render import Page, split

behind = 'Behind the lessons'  # The section of the pages that are no part of the way through

def read(file): return json.loads(file.read_text(encoding='utf-8'))
def markdown(s): return dict(cell_type='markdown', source=s)
def template(name): return Template((here/name).read_text(encoding='utf-8'))
def page_of(name): return re.sub(r'(^|/)\d+[a-z]?_(?=[^/]*$)', r'\1', name).replace('.ipynb', '.html')

class Course:
    "What the pages need to know of each other: settings, notebooks, names and addresses"
    def __init__(self):
        ini = ConfigParser()
        ini.read(root/'settings.ini', encoding='utf-8')
        self.cfg = ini['DEFAULT']
        self.url = f"{self.cfg['doc_host']}{self.cfg['doc_baseurl']}".rstrip('/')
        nbs = root/self.cfg['nbs_path']
        files = sorted(o for o in nbs.rglob('*.ipynb') if o.name[0] not in '_.')
        self.files = {o.relative_to(nbs).as_posix(): read(o)['cells'] for o in files}
        self.sections = [*self.listed(nbs/'sidebar.yml')]
        self.taught,self.modules,self.names = {},{},{}
        for name,cells in self.files.items():
            for c in cells:
                mod = c['cell_type'] == 'code' and split(c)[0].get('default_exp')
                if mod: self.taught[mod] = name
        for mod in self.taught: self.add(mod)

    def listed(self, sidebar):
        "The sections of the sidebar with their notebooks; none may be missing"
        contents = yaml.safe_load(sidebar.read_text(encoding='utf-8'))['website']['sidebar']['contents']
        listed = []
        for o in contents:
            title,names = (o['section'], o['contents']) if isinstance(o, dict) else ('', [o])
            yield title,names
            listed += names
        other = {*listed} ^ {*self.files}
        if other: sys.exit(f'{sidebar.name} does not list the notebooks as they are: {other}')

    def add(self, mod):
        "The public names of a module, and where each leads, with and without its module"
        lib = self.cfg['lib_path']
        doc,entries = api.module(root/lib/f'{mod}.py')
        if not entries: return
        self.modules[mod] = doc,entries
        self.names[f'{lib}.{mod}'] = f'api/{mod}.html'
        for o in [o for e in entries for o in (e, *e.methods())]:
            for before in ('', f'{mod}.', f'{lib}.{mod}.'):
                self.names.setdefault(before+o.name, f'api/{mod}.html#{o.name}')

    def defined(self, s):
        "The public names that the code `s` defines"
        found = re.findall(r'^(?:(?:def|class) (\w+)|([\w, ]+) *=)', s, re.M)
        return [o for pair in found for o in re.findall(r'\w+', ' '.join(pair)) if o in self.names]

    def blob(self, path): return f"{self.cfg['git_url']}/blob/{self.cfg['branch']}/{path}"

    def colab(self, name):
        path = f"{self.cfg['user']}/{self.cfg['repo']}/blob/{self.cfg['branch']}/nbs/{name}"
        return f'https://colab.research.google.com/github/{path}'

    def leads(self, url, name):
        "Where the link `url` in the notebook `name` leads: to a page, or to the repository"
        path,anchor = urldefrag(url)
        if not path or re.match(r'\w+:', path) or path.endswith('.html'): return url
        full = posixpath.normpath(posixpath.join('nbs', posixpath.dirname(name), path))
        if full[4:] in self.files: to = page_of(full[4:])
        elif full == 'CHANGELOG.md': to = 'changelog.html'
        elif (root/full).exists(): to = self.blob(full)
        else: sys.exit(f'{name}: broken link {url}')
        return f'{to}#{anchor}' if anchor else to

    def head(self, name):
        "Title and summary of a notebook"
        s = ''.join(self.files[name][0]['source'])
        return re.match(r'# (.*)', s)[1],re.search(r'^> (.*)', s, re.M)[1]

    def picture(self, name):
        "The last drawing of a notebook"
        outs = [o.get('data', {}) for c in self.files[name] for o in c.get('outputs', [])]
        drawn = [''.join(o.get('text/html', '')) for o in outs]
        return [o for o in drawn if o.startswith('<svg')][-1]

    def lesson(self, name, out):
        "The page of a notebook, without its head and what only Colab needs"
        first,*cells = self.files[name]
        rest = re.sub(r'^(# |> ).*\n?', '', ''.join(first['source']), flags=re.M)
        cells = [c for c in cells if c['id'] not in ('colab-badge', 'colab-install')]
        cells = [c for c in cells if c['cell_type'] != 'code' or c['outputs'] or split(c)[1]]
        return Page(self, out, page_of(name), *self.head(name), [markdown(rest), *cells], name)

    def example(self, mod, name):
        "The first cell that uses `name`: of its own notebook, or else of any"
        lesson = self.taught[mod]
        for o in [lesson, *[o for o in self.files if o != lesson and '/' not in o]]:
            for c in self.files[o]:
                if c['cell_type'] != 'code' or c['id'] == 'colab-install': continue
                opts,s = split(c)
                if {'export', 'exporti', 'echo'} & {*opts} or s.count('\n') > 20: continue
                if re.search(rf'(?<!import )(?<![\w.]){name}(?!\w)(?! *=)', s): return o,c

    def entry(self, mod, e):
        "The cells about one name: what it is, and the first example of it"
        lib,lesson = self.cfg['lib_path'],self.taught[mod]
        source = self.blob(f'{lib}/{mod}.py')
        yield markdown(e.markdown(source, lesson))
        if found := self.example(mod, e.name):
            name,c = found
            yield markdown(f'An example, from [{self.head(name)[0]}](../{name}):')
            yield dict(c, source=['#| code-fold: false\n', *c['source']])
        for o in e.methods(): yield markdown(o.markdown(source, lesson))

    def api_pages(self, out):
        "A page that lists every name, and one for each module"
        lib,index,pages = self.cfg['lib_path'],[],[]
        for mod,(doc,entries) in self.modules.items():
            lesson = self.taught[mod]
            link = f'From [{self.head(lesson)[0]}](../{lesson})'
            head = markdown(f'{link}. `from {lib}.{mod} import *` brings in the names below.')
            cells = [o for e in entries for o in self.entry(mod, e)]
            pages.append(Page(self, out, f'api/{mod}.html', f'{lib}.{mod}', doc, [head, *cells]))
            index += [f'## `{lib}.{mod}`\n\n{doc}. {link}.\n', '| name | what it is |', '|---|---|']
            for e in entries:
                says = api.text((e.doc().splitlines() or [''])[0])
                index.append(f'| [`{e.name}`]({mod}.html#{e.name}) | {says} |')
            index.append('')
        says = f'Every public name of {lib}, with an example of its use'
        return [Page(self, out, 'api/index.html', 'API reference', says, [markdown('\n'.join(index))]), *pages]

def number(page, section):
    "The number that a lesson's file begins with, if it counts"
    m = re.match(r'(\d\d)_', page.notebook or '')
    counts = m and int(m[1]) < 90 and section != behind
    return f'<span class="no">{int(m[1])}</span> ' if counts else ''

def label(title, section):
    "What the sidebar calls a page"
    if not section: return 'Home'
    if title == section: return 'Overview'
    if section == 'Exercises': title = title.removeprefix('Exercises: ')
    return title.split('.', 1)[-1] if section == 'API reference' else title

def sidebar(sections, page):
    out = []
    for title,pages in sections:
        def link(p):
            current = ' aria-current="page"' if p is page else ''
            name = number(p, title) + escape(label(p.title, title))
            return f'<li><a href="{page.up}{p.file}"{current}>{name}</a></li>'
        ul = f'<ul>{"".join(map(link, pages))}</ul>'
        long = title in ('API reference', 'Exercises', behind) and page not in pages
        opened = '' if long else ' open'
        out.append(f'<details{opened}><summary>{title}</summary>{ul}</details>' if title else ul)
    return ''.join(out)

def toc(page):
    items = ''.join(f'<li class="{tag}"><a href="#{i}">{s}</a></li>' for tag,i,s in page.toc)
    return f'<h2>On this page</h2><ul>{items}</ul>' if len(page.toc) > 2 else ''

def actions(course, page):
    "The links below a lesson's title"
    name,up = page.notebook,page.up
    if not name or page.file == 'index.html': return ''
    links = [(course.colab(name), 'Open in Colab', ''),
             (up+name, 'Download notebook', ' download'),
             (course.blob(f'nbs/{name}'), 'Source', '')]
    if f'exercises/{name}' in course.files:
        links.append((f'{up}exercises/{page.file}', 'Exercises', ''))
    mods = [m for m in course.modules if course.taught[m] == name]
    links += [(f'{up}api/{m}.html', 'API', '') for m in mods]
    links = ' '.join(f'<a href="{u}"{d}>{t}</a>' for u,t,d in links)
    return f'<p class="actions">{links}</p>'

def around(way, page):
    "Links to the page before and after on the way through the course"
    if page not in way: return ''
    i,links = way.index(page),[]
    for rel,word,j in (('prev', 'Previous', i-1), ('next', 'Next', i+1)):
        if not 0 <= j < len(way): continue
        text = f'<small>{word}</small> {escape(way[j].title)}'
        links.append(f'<a rel="{rel}" class="{rel}" href="{page.up}{way[j].file}">{text}</a>')
    return ''.join(links)

def write(course, sections, out):
    "Lay out every page"
    layout,cfg = template('page.html'),course.cfg
    way = [p for title,pages in sections if title != behind for p in pages]
    every = dict(cfg, card=f'{course.url}/card.png')
    home = template('home.html').substitute(every, picture=course.picture('02_rnn.ipynb'))
    demo = template('demo/demo.html').substitute() + '<script type="module" src="demo.js"></script>\n'
    before = {'index.html': home, 'demo.html': demo}
    kinds = {'index.html': 'home', '404.html': 'lost'}
    lost = Page(course, out, '404.html', 'No such page', 'It may have moved: the search finds it, '
                'and the menu leads everywhere', [])
    lost.up = f"{cfg['doc_baseurl']}/"
    for section,page in [*[(title, p) for title,ps in sections for p in ps], ('', lost)]:
        is_api = page.file.startswith('api/')
        name = escape(page.title)
        values = dict(every, up=page.up, plain=name, description=escape(re.sub('[`*]', '', page.says)),
            url=f'{course.url}/{page.file}', kind='api' if is_api else kinds.get(page.file, 'lesson'),
            title=name if page.file == 'index.html' else f'{name} – {cfg["title"]}',
            heading=f'<code>{name}</code>' if '.' in name else number(page, section) + name,
            lead=page.lead, actions=actions(course, page), body=before.get(page.file, '') + page.html,
            toc=toc(page), sidebar=sidebar(sections, page), around=around(way, page))
        dest = out/page.file
        dest.parent.mkdir(exist_ok=True)
        dest.write_text(layout.substitute(values), encoding='utf-8')

def write_lists(course, sections, out):
    "What the search reads, the sitemap, a Markdown copy of each page, and their index"
    pages = [p for _,ps in sections for p in ps]
    found = []
    for page in pages:
        dest = (out/page.file).with_suffix('.llms.md')
        dest.write_text(page.copy, encoding='utf-8')
        for o in page.parts:
            text = ' '.join(o.text)
            words = ' '.join(sorted(o.words - {*re.findall(r'\w+', text)}))
            at = f'{page.file}#{o.anchor}' if o.anchor else page.file
            says = text if o.anchor else f'{page.says}. {text}'
            found.append([at, page.title, o.heading, says, words])
    rows = ',\n'.join(json.dumps(o, ensure_ascii=False) for o in found)
    (out/'sections.js').write_text(f'window.sections = [\n{rows}\n]\n', encoding='utf-8')
    urls = ''.join(f'<url><loc>{course.url}/{p.file}</loc></url>\n' for p in pages)
    (out/'sitemap.xml').write_text('<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns='
        f'"http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n', encoding='utf-8')
    lines = [f"# {course.cfg['title']}", f"> {course.cfg['description']}"]
    for title,ps in sections:
        lines.append(f'## {title or "Home"}')
        for p in ps:
            link = f'{course.url}/{p.file}'.replace('.html', '.llms.md')
            lines.append(f'- [{p.title}]({link}): {p.says}')
    (out/'llms.txt').write_text('\n\n'.join(lines), encoding='utf-8')

def build():
    "Build the site; it replaces _docs/ only when all is well"
    start,course = time.time(),Course()
    with tempfile.TemporaryDirectory() as tmp:
        out = Path(tmp)/'site'
        shutil.copytree(here/'demo', out/'demo', ignore=shutil.ignore_patterns('demo.*', 'expected.json'))
        for o in ('demo.json', 'demo.js'): shutil.copy(here/'demo'/o, out/'demo' if 'json' in o else out)
        shutil.copytree(here/'vendor', out/'lib', ignore=shutil.ignore_patterns('README.md'))
        for o in out.rglob('*.xz'):
            o.with_suffix('').write_bytes(lzma.decompress(o.read_bytes()))
            o.unlink()
        for o in ('style.css', 'site.js', 'search.js', 'card.png'): shutil.copy(here/o, out)
        (out/'logo.svg').write_text(logo.logo(), encoding='utf-8')
        (out/'.nojekyll').touch()
        (out/'exercises').mkdir()
        for name in course.files: shutil.copy(root/'nbs'/name, out/name)
        log = (root/'CHANGELOG.md').read_text(encoding='utf-8').split('\n', 1)[1]
        log = Page(course, out, 'changelog.html', 'Changelog', 'What changed in each version', [markdown(log)])
        sections = [(t, [course.lesson(o, out) for o in names]) for t,names in course.sections]
        sections += [('API reference', course.api_pages(out)), ('About', [log])]
        write(course, sections, out)
        write_lists(course, sections, out)
        dest = root/course.cfg['doc_path']
        shutil.rmtree(dest, ignore_errors=True)
        shutil.move(out, dest)
    files = [o for o in dest.rglob('*') if o.is_file()]
    print(f'{dest.name}/: {sum(o.suffix == ".html" for o in files)} pages, '
          f'{sum(o.stat().st_size for o in files)/1e6:.1f} MB, {time.time()-start:.1f} s', flush=True)
    return dest

if __name__ == '__main__': build()
