"Build the website into _docs/ from the notebooks, the package and the changelog: `make docs`."
import builtins, json, keyword, posixpath, re, shutil, sys, tempfile, time, yaml
from configparser import ConfigParser
from pathlib import Path
from urllib.parse import urldefrag
from jinja2 import Environment, FileSystemLoader, StrictUndefined

here = Path(__file__).resolve().parent
root = here.parent
sys.path.insert(0, str(here))
import api, logo
from render import Page, folded, split, tables

behind = 'Behind the lessons'  # The section of the pages that are no part of the way through
pythons = {*keyword.kwlist, *filter(str.islower, dir(builtins))}  # Words nobody looks for
plain = {'export', 'exporti', 'echo'}  # Directives of the cells that are no examples

def read(file): return file.read_text(encoding='utf-8')
def markdown(s): return dict(cell_type='markdown', source=s)
def page_of(name): return re.sub(r'(^|/)\d+[a-z]?_(?=[^/]*$)', r'\1', name)[:-5] + 'html'

class Course:
    "What the pages need to know of each other: settings, notebooks, names and addresses"
    def __init__(self, out):
        ini = ConfigParser()
        ini.read(root/'settings.ini', encoding='utf-8')
        self.out,self.cfg = out,ini['DEFAULT']
        self.lib,self.nbs = self.cfg['lib_path'],root/self.cfg['nbs_path']
        self.url = f"{self.cfg['doc_host']}{self.cfg['doc_baseurl']}".rstrip('/')
        names = {o.relative_to(self.nbs).as_posix(): o for o in self.nbs.rglob('*.ipynb')}
        shown = [o for o in sorted(names) if not re.search(r'(^|/)[_.]', o)]
        self.files = {o: json.loads(read(names[o])) for o in shown}
        self.taught,self.modules,self.names = {},{},{}
        for name in self.files:
            for opts,_ in map(split, self.code(name)):
                if 'default_exp' in opts: self.taught[opts['default_exp']] = name
        for mod in self.taught: self.add(mod)

    def code(self, name):
        return [c for c in self.files[name]['cells'] if c['cell_type'] == 'code']

    def add(self, mod):
        "The public names of a module, and where each leads, with and without its module"
        doc,entries = api.module(root/self.lib/f'{mod}.py')
        if not entries: return
        self.modules[mod] = doc,entries
        self.names[f'{self.lib}.{mod}'] = f'api/{mod}.html'
        for o in [o for e in entries for o in (e, *e.methods)]:
            for before in ('', f'{mod}.', f'{self.lib}.{mod}.'):
                self.names.setdefault(before+o.name, f'api/{mod}.html#{o.name}')

    def defined(self, s):
        "The public names that the code `s` defines"
        found = ' '.join(re.findall(r'^(?:(?:def|class) \w+|\w[\w, ]* *=)', s, re.M))
        return [o for o in re.findall(r'\w+', found) if o in self.names]

    def blob(self, path): return f"{self.cfg['git_url']}/blob/{self.cfg['branch']}/{path}"

    def href(self, url, page):
        "Where the link `url` on `page` leads: to a page, or else to the repository"
        path,anchor = urldefrag(url)
        if not path or re.match(r'\w+:', path) or path.endswith('.html'): return url
        folder = posixpath.dirname(page.notebook or page.file)
        full = posixpath.normpath(posixpath.join('nbs', folder, path))
        if full[4:] in self.files: to = page.up + page_of(full[4:])
        elif full == 'CHANGELOG.md': to = f'{page.up}changelog.html'
        elif (root/full).exists(): to = self.blob(full)
        else: sys.exit(f'{page.notebook}: broken link {url}')
        return f'{to}#{anchor}' if anchor else to

    def title(self, name): return self.files[name]['cells'][0]['source'][0].strip('# \n')

    def drawing(self, name):
        "The last drawing of a notebook"
        outs = [o.get('data', {}) for c in self.code(name) for o in c['outputs']]
        drawn = [''.join(o.get('text/html', '')) for o in outs]
        return [o for o in drawn if o.startswith('<svg')][-1]

    def table(self, name, what):
        "The table of a notebook that `what`, to be touched, grows from"
        cell, = [c for c in self.code(name) if split(c)[0].get('live') == what]
        return tables(''.join(cell['outputs'][0]['data']['text/html']))

    def lesson(self, name):
        "The page of a notebook, without its head and what only Colab needs"
        first,*cells = self.files[name]['cells']
        _,says,rest = re.split(r'^> (.*)', ''.join(first['source']), maxsplit=1, flags=re.M)
        cells = [c for c in cells if c['id'] not in ('colab-badge', 'colab-install')]
        cells = [c for c in cells if c['cell_type'] != 'code' or c['outputs'] or split(c)[1]]
        return Page(self, page_of(name), self.title(name), says, [markdown(rest), *cells], name)

    def lessons(self, name):
        "The page of a notebook; behind the questionnaire the quiz, which asks its questions"
        yield self.lesson(name)
        if name != '06_questionnaire.ipynb': return
        says = 'The 39 questions one at a time; what was hard comes back'
        yield Page(self, 'quiz.html', 'Quiz', says, [markdown(read(here/'quiz.md'))])

    def examples(self, mod, name):
        "The cells that use `name`, the best first, each with its notebook"
        own = self.taught[mod]
        use = re.compile(rf'(?<!import )(?<![\w.]){name}\b(?! *=)')
        def fits(opts, s):
            defines = plain & {*opts} and re.search('^(def|class|@)', s, re.M)
            return use.search(s) and not defines and folded(s, {}, False) != 'Imports'
        def worse(o):
            opts,s = split(o[1])
            return len(s) > 999 or bool(plain & {*opts})
        found = [(o, c) for o in [own, *self.files] for c in self.code(o) if fits(*split(c))]
        return sorted(found, key=worse)

    def entry(self, mod, e):
        "The cells about one name: what it is, and the first example of it"
        source,lesson = self.blob(f'{self.lib}/{mod}.py'),self.taught[mod]
        yield markdown(e.markdown(source, lesson))
        for name,c in self.examples(mod, e.name)[:1]:
            yield markdown(f'An example, from [{self.title(name)}](../{name}):')
            yield dict(c, source=['#| code-fold: false\n', *c['source']])
        for o in e.methods: yield markdown(o.markdown(source, lesson))

    def api_pages(self):
        "A page that lists every name, and one for each module"
        index,pages = [],[]
        for mod,(doc,entries) in self.modules.items():
            dotted,lesson = f'{self.lib}.{mod}',self.taught[mod]
            link = f'From [{self.title(lesson)}](../{lesson})'
            head = markdown(f'{link}. `from {dotted} import *` brings in the names below.')
            cells = [o for e in entries for o in self.entry(mod, e)]
            pages.append(Page(self, f'api/{mod}.html', dotted, doc, [head, *cells]))
            index.append(f'\n## `{dotted}`\n\n{doc}. {link}.\n')
            index.append('| name | what it is |\n|---|---|')
            for e in entries:
                says = api.text((e.doc().splitlines() or [''])[0])
                index.append(f'| [`{e.name}`]({mod}.html#{e.name}) | {says} |')
        says = f'Every public name of {self.lib}, with an example of its use'
        index = [markdown('\n'.join(index))]
        return [Page(self, 'api/index.html', 'API reference', says, index), *pages]

    def sections(self):
        "The sections of the sidebar with their pages; those made by this script come last"
        sidebar = yaml.safe_load(read(self.nbs/'sidebar.yml'))['website']['sidebar']['contents']
        groups = [o if isinstance(o, dict) else dict(section='', contents=[o]) for o in sidebar]
        other = {name for o in groups for name in o['contents']} ^ {*self.files}
        if other: sys.exit(f'nbs/sidebar.yml does not list the notebooks as they are: {other}')
        for o in groups: yield o['section'],[p for n in o['contents'] for p in self.lessons(n)]
        yield 'API reference',self.api_pages()
        log = markdown(read(root/'CHANGELOG.md').split('\n', 1)[1])
        says = 'What changed, and when'
        yield 'About',[Page(self, 'changelog.html', 'Changelog', says, [log])]

def parts(page):
    "What the search reads of a page: address, title, heading, text, other words of the code"
    for heading,anchor,text,words in page.parts:
        text = ' '.join(text if anchor else [f'{page.plain}.', *text])
        if page.file == 'exercises.html': words = set()  # Of wrong answers
        words = words - pythons - {*re.findall(r'\w+', text)}
        code = ' '.join(sorted(o for o in words if len(o) > 3))
        yield f'{page.file}#{anchor}'.removesuffix('#'),page.title,heading,text,code

def write(course):
    "Lay out every page, and what lists them"
    sections = list(course.sections())
    pages = [p for _,ps in sections for p in ps]
    way = [p for title,ps in sections if title != behind for p in ps]
    lost = Page(course, '404.html', 'No such page', 'Search for it, or look in the menu', [])
    lost.up = f"{course.cfg['doc_baseurl']}/"
    for a,b in zip(way, way[1:]): a.after,b.before = b,a
    env = Environment(loader=FileSystemLoader(here), autoescape=True, trim_blocks=True,
                      lstrip_blocks=True, undefined=StrictUndefined)
    every = dict(cfg=course.cfg, course=course, sections=sections, pages=pages, behind=behind)
    def save(file, text): (course.out/file).write_text(text, encoding='utf-8')
    def fill(template, **kw): return env.get_template(template).render(every, **kw)
    for p in [*pages, lost]: save(p.file, fill('page.html', page=p, up=p.up))
    for p in pages: save(p.file[:-4] + 'llms.md', p.copy)
    for o in ('sitemap.xml', 'llms.txt'): save(o, fill(f'{o}.jinja'))
    found = json.dumps([o for p in pages for o in parts(p)], ensure_ascii=False, indent=0)
    save('sections.js', f'window.sections = {found}\n')

def build():
    "Build the site; it replaces _docs/ only when all is well"
    start = time.time()
    with tempfile.TemporaryDirectory() as tmp:
        course = Course(out := Path(tmp)/'site')
        shutil.copytree(here/'vendor', out/'lib')
        expected = shutil.ignore_patterns('expected.*')
        shutil.copytree(here/'demo', out/'demo', ignore=expected)
        shutil.copytree(here/'live', out/'live')
        shutil.copytree(root/course.lib/'weights', out/'weights')
        for o in ('reach', 'units'): shutil.copy(root/'results'/f'{o}.csv', out/'live')
        for o in ('api', 'exercises'): (out/o).mkdir()
        for o in ('style.css', 'theme.js', 'site.js', 'search.js', 'card.png'):
            shutil.copy(here/o, out)
        for name in course.files: shutil.copy(course.nbs/name, out/name)
        (out/'logo.svg').write_text(logo.logo(), encoding='utf-8')
        (out/'.nojekyll').touch()
        write(course)
        dest = root/course.cfg['doc_path']
        shutil.rmtree(dest, ignore_errors=True)
        shutil.move(out, dest)
    print(f'{dest.name}/: {len(course.files)} notebooks, {time.time()-start:.1f} s', flush=True)

if __name__ == '__main__': build()
