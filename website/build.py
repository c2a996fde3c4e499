"Build the website into _docs/ from the notebooks, the package and the changelog: `make docs`."
import base64, hashlib, html, json, lzma, os, re, shutil, struct, sys, tempfile, time
from pathlib import Path
from string import Template
import yaml

here = Path(__file__).resolve().parent
root = here.parent
sys.path.insert(0, str(here))
import api, logo

colab_badge = re.compile(r'\[!\[Open in Colab\]\([^)]*\)\]\(([^)]*)\)')

def read(file): return json.loads(file.read_text(encoding='utf-8'))
def src(c): return ''.join(c['source'])
def esc(s): return html.escape(str(s), quote=True)

class Course:
    "What the pages need to know of each other: settings, names, files and addresses"
    def __init__(self, cfg, nbs):
        self.cfg,self.nbs = cfg,nbs
        self.lib = root/cfg.lib_name
        files = sorted(o for o in nbs.rglob('*.ipynb') if o.name[0] not in '_.')
        self.files = {o.relative_to(nbs).as_posix(): read(o) for o in files}
        self.taught = {}
        for name,nb in self.files.items():
            code = '\n'.join(map(src, nb['cells']))
            found = re.search(r'^#\| *default_exp (\S+)', code, re.M)
            if found: self.taught[found[1]] = name
        modules = {o.stem: api.module(o) for o in sorted(self.lib.glob('[a-z]*.py'))}
        order = sorted(modules, key=lambda o: self.taught.get(o, 'z'))
        self.modules = {o: modules[o] for o in order if modules[o][1]}
        self.names = {}
        for mod,(_,entries) in self.modules.items():
            self.names[f'{cfg.lib_name}.{mod}'] = f'api/{mod}.md'
            for e in entries:
                for o in (e, *e.methods()): self._add(mod, o)

    def _add(self, mod, entry):
        "Note where the name of `entry` leads to, with and without the module before it"
        for before in ('', f'{mod}.', f'{self.cfg.lib_name}.{mod}.'):
            self.names.setdefault(before+entry.name, f'api/{mod}.md#{entry.anchor}')

    def page(self, name):
        "The staged page of the notebook `name`, as nbdev calls it: rnn.ipynb for 02_rnn.ipynb"
        return re.sub(r'(^|/)\d+[a-z]?_(?=[^/]*$)', r'\1', name)

    def blob(self, path): return f'{self.cfg.git_url}/blob/{self.cfg.branch}/{path}'
    def colab(self, name):
        repo = f'{self.cfg.user}/{self.cfg.repo}/blob/{self.cfg.branch}'
        return f'https://colab.research.google.com/github/{repo}/nbs/{name}'

    def link_names(self, s, up=''):
        "Make links of the public names in backticks, except in code blocks, headings and links"
        def repl(m):
            if not m['name']: return m[0]
            target = self.names.get(m['name'].removesuffix('()'))
            return f'[`{m["name"]}`]({up}{target})' if target else m[0]
        block = r'^(?P<f>```+).*?^(?P=f) *$'
        skip = rf'{block}|^#.*?$|\[[^\]]*\]\([^)]*\)|<[^>]*>'  # Or a heading, a link, a tag
        return re.sub(rf'{skip}|`(?P<name>[^`\n]+)`', repl, s, flags=re.M|re.S)

    def link_files(self, s, name):
        "Point the links in `s`, from the notebook `name`, at pages, or else at the repository"
        up = '../'*name.count('/')
        def repl(m):
            path,tail = m[2],m[3]
            if re.match(r'\w+:|#|/', path) or not path: return m[0]
            full = os.path.normpath(os.path.join('nbs', os.path.dirname(name), path))
            full = full.replace(os.sep, '/')
            if full == 'CHANGELOG.md': return f'{m[1]}{up}changelog.md{tail})'
            if full.startswith('nbs/') and full[4:] in self.files:
                return f'{m[1]}{up}{self.page(full[4:])}{tail})'
            if full.startswith('nbs/'): return m[0]
            if not (root/full).exists(): sys.exit(f'{name}: broken link {path}')
            return f'{m[1]}{self.blob(full)}{tail})'
        s = colab_badge.sub(r'[Colab](\1)', s)
        return re.sub(r'(?<!!)(\[(?:[^\[\]]|\[[^\]]*\])*\]\()([^)#\s]*)([^)]*)\)', repl, s)

def png_size(data): return struct.unpack('>II', data[16:24])

def figure(c, data, mime, meta, out, name):
    "The picture `data` of cell `c` as HTML; the file goes below the folder `out`"
    opts = dict(re.findall(r'^#\| *([\w-]+): *(.*)$', src(c), re.M))
    alt = opts.get('fig-alt', '').strip('"\' ')
    if not alt: sys.exit(f'{name}: a picture without `#| fig-alt:`:\n{src(c)}')
    raw = data.encode() if mime == 'image/svg+xml' else base64.b64decode(data)
    end = 'svg' if 'svg' in mime else 'png'
    file = f'figures/{Path(name).stem}-{hashlib.sha256(raw).hexdigest()[:8]}.{end}'
    (out/file).parent.mkdir(exist_ok=True, parents=True)
    (out/file).write_bytes(raw)
    size = ''
    if mime == 'image/png':
        w,h = png_size(raw)
        size = f' width="{meta.get("width", w)}" height="{meta.get("height", h)}"'
    cap = opts.get('fig-cap', '').strip('"\' ')
    cap = f'<figcaption>{esc(cap)}</figcaption>' if cap else ''
    up = '../'*name.count('/')
    return f'<figure><img src="{up}{file}" alt="{esc(alt)}"{size} loading="lazy">{cap}</figure>'

def defines(code, name):
    "Does `code` define the public name `name`?"
    return re.search(rf'^(def|class) {name}\b|^(\w+, *)*{name}(, *\w+)* *=', code, re.M)

def before(nb, course, name):
    "The notebook for nbdev: without what only Colab needs, with every exported cell in sight"
    cells,mod = [],None
    for c in nb['cells']:
        s = src(c)
        if colab_badge.fullmatch(s.strip()) or s.startswith('# On Colab, install'): continue
        if m := re.search(r'^#\| *default_exp (\S+) *$', s, re.M):
            mod = m[1]
            s = s.replace(m[0], '')
            if not s.strip(): continue
        if c['cell_type'] == 'code' and re.search(r'^#\| *export[is]? *$', s, re.M):
            s = re.sub(r'^#\| *export[is]? *\n?', '', s, flags=re.M)
            names = [e.name for e in course.modules.get(mod, ('', []))[1] if defines(s, e.name)]
            anchors = ''.join(f'<span id="{o.lower()}" class="anchor"></span>' for o in names)
            if names: cells.append(dict(cell_type='markdown', metadata={}, source=anchors))
        if c['cell_type'] == 'markdown':  # Markdown begins anew after an empty line
            s = s.replace('</summary>\n', '</summary>\n\n')
            s = re.sub(r'^(</details>|<details>.*</summary>)\s*\n', r'\1\n\n', s, flags=re.M)
        cells.append({**c, 'source': s})
    return {**nb, 'cells': cells}

def table(s):
    "The HTML of a table without styles of its own, in a box that scrolls"
    s = re.sub(r'<style.*?</style>|(?<=<table) border="1"| style="[^"]*"', '', s, flags=re.S)
    return re.sub(r'<table.*?</table>', r'<div class="sd-table">\g<0></div>', s, flags=re.S)

def after(nb, course, name, out):
    "The notebook as nbdev left it, for the layout: links, tables and pictures"
    up = '../'*name.count('/')
    def md(s): return course.link_names(course.link_files(s, name), up)
    for c in nb['cells']:
        if c['cell_type'] == 'markdown': c['source'] = md(src(c))
        for o in c.get('outputs', []):
            given = o.get('data', {})
            data = {k: ''.join(v) for k,v in given.items() if isinstance(v, (str, list))}
            mime = next((k for k in ('image/svg+xml', 'image/png') if k in data), None)
            if mime:
                meta = o.get('metadata', {}).get(mime, {})
                data = {'text/html': figure(c, data[mime], mime, meta, out, name)}
            if 'text/markdown' in data: data['text/markdown'] = md(data['text/markdown'])
            elif '<table' in (s := data.get('text/html', '')): data['text/html'] = table(s)
            if data: o['data'] = data
        if c['cell_type'] == 'code':
            c['source'] = re.sub(r'^#\| *(fig-alt|fig-cap):.*\n?', '', src(c), flags=re.M)
    if nb['cells'] and nb['cells'][0]['cell_type'] == 'raw':
        fm = yaml.safe_load(src(nb['cells'][0]).strip().strip('-'))
        fm.pop('output-file', None)
        nb['cells'][0]['source'] = f'---\n{yaml.safe_dump(fm)}---\n'
    return nb

def stage(work):
    "Let nbdev process a copy of the notebooks, then lay out pages: the course and their folder"
    shutil.copy(root/'settings.ini', work)
    skip = shutil.ignore_patterns('.*', '_proc', '_docs', 'images')
    nbs = shutil.copytree(root/'nbs', work/'nbs', ignore=skip)
    os.chdir(work)
    from nbdev.config import get_config
    from nbdev.quarto import refresh_quarto_yml
    from nbdev.serve import proc_nbs
    get_config.cache_clear() if hasattr(get_config, 'cache_clear') else None
    cfg = get_config()
    course = Course(cfg, nbs)
    for name,nb in course.files.items():
        (nbs/name).write_text(json.dumps(before(nb, course, name)), encoding='utf-8')
    refresh_quarto_yml()
    proc = proc_nbs(n_workers=0)
    out = work/'stage'
    for name in course.files:
        nb = after(read(proc/name), course, name, out)
        page = out/course.page(name)
        page.parent.mkdir(exist_ok=True, parents=True)
        if page.exists(): sys.exit(f'{name}: there is another {page.name}')
        page.write_text(json.dumps(nb), encoding='utf-8')
    for o in ('_quarto.yml', 'nbdev.yml', 'sidebar.yml'): shutil.copy(nbs/o, out)
    write_api(course, out/'api')
    log = (root/'CHANGELOG.md').read_text(encoding='utf-8').split('\n', 1)[1]
    head = '---\ntitle: Changelog\ndescription: What changed in each version\n---\n'
    (out/'changelog.md').write_text(head + course.link_names(log), encoding='utf-8')
    return course,out

def write_api(course, out):
    "A page for each module, and one that lists them all"
    out.mkdir()
    rows = ['---\ntitle: API reference\ndescription: Every public name of the package\n---\n']
    lib = course.cfg.lib_name
    def link(s): return course.link_names(s, '../')
    for mod,(doc,entries) in course.modules.items():
        lesson = course.taught.get(mod)
        if not lesson: sys.exit(f'{lib}/{mod}.py: no notebook exports it')
        page = f'../{course.page(lesson)}'
        source = course.blob(f'{lib}/{mod}.py')
        title = src(course.files[lesson]['cells'][0]).split('\n')[0].lstrip('# ')
        text = [f'---\ntitle: "{lib}.{mod}"\ndescription: {json.dumps(doc)}\n---\n',
                f'The lesson is [{title}]({page}). '
                f'`from {lib}.{mod} import *` brings in the names below.\n']
        for e in entries: text += [o.markdown(source, page, link) for o in (e, *e.methods())]
        (out/f'{mod}.md').write_text('\n'.join(text), encoding='utf-8')
        rows += [f'## [`{lib}.{mod}`]({mod}.md) {{#{mod}}}',
                 f'{doc}. From the lesson [{title}]({page}).\n',
                 '| name | what it is |', '|---|---|']
        for e in entries:
            says = link(api.text((e.doc().splitlines() or [''])[0]))
            rows.append(f'| [`{e.name}`]({mod}.md#{e.anchor}) | {says} |')
        rows.append('')
    (out/'index.md').write_text('\n'.join(rows), encoding='utf-8')

behind = 'Behind the lessons'  # The section of the pages that are no part of the way through

def nav(course, pages):
    "The sections of the sidebar with their pages; those made by this script come last"
    text = (root/'nbs/sidebar.yml').read_text(encoding='utf-8')
    sections,listed = [],[]
    def html_of(name): return course.page(name).replace('.ipynb', '.html')
    for o in yaml.safe_load(text)['website']['sidebar']['contents']:
        title,names = (o['section'], o['contents']) if isinstance(o, dict) else ('', [o])
        sections.append((title, [html_of(n) for n in names]))
        listed += names
    if sorted(listed) != sorted(course.files):
        other = set(listed) ^ set(course.files)
        sys.exit(f'nbs/sidebar.yml does not list the notebooks as they are: {other}')
    api_pages = ['api/index.html', *[f'api/{m}.html' for m in course.modules]]
    sections.append(('API reference', api_pages))
    sections.append(('About', ['changelog.html']))
    names = {html_of(n): n for n in course.files}
    return [(t, [(p, label(pages[p].title, t), names.get(p)) for p in ps]) for t,ps in sections]

def label(title, section):
    "What the sidebar calls a page"
    if not section: return 'Home'
    if title == section: return 'Overview'
    if section == 'Exercises': title = title.removeprefix('Exercises: ')
    return title.split('.', 1)[-1] if section == 'API reference' else title

def number(name, section):
    "The number that a lesson's file begins with, if it counts"
    m = re.match(r'(\d\d)_', name or '')
    counts = m and int(m[1]) < 90 and section != behind
    return f'<span class="no">{int(m[1])}</span> ' if counts else ''

def sidebar(sections, page, up):
    out = []
    for title,items in sections:
        links = []
        for p,t,n in items:
            current = ' aria-current=page' if p == page else ''
            links.append(f'<li><a href="{up}{p}"{current}>{number(n, title)}{esc(t)}</a></li>')
        ul = f'<ul>{"".join(links)}</ul>'
        long = title in ('API reference', 'Exercises', behind)
        shut = long and page not in [p for p,_,_ in items]
        if not title: out.append(ul)
        else:
            opened = '' if shut else ' open'
            out.append(f'<details{opened}><summary>{esc(title)}</summary>{ul}</details>')
    return ''.join(out)

def toc(headings):
    if len(headings) < 3: return ''
    def item(o):
        return f'<li class="l{o["level"]}"><a href="#{esc(o["id"])}">{esc(o["text"])}</a></li>'
    items = ''.join(item(o) for o in headings if o['level'] in (2, 3))
    head = '<h2 id="toc-title">On this page</h2>'
    return f'<nav class="toc" aria-labelledby="toc-title">{head}<ul>{items}</ul></nav>'

def actions(course, name, up):
    "The links below a lesson's title"
    if not name or name == course.cfg.readme_nb: return ''
    ex = f'exercises/{name}'
    links = [(course.colab(name), 'Open in Colab', ''),
             (f'{up}{name}', 'Download notebook', ' download'),
             (course.blob(f'nbs/{name}'), 'Source', '')]
    if ex in course.files:
        links.append((f'{up}{course.page(ex)}'.replace('.ipynb', '.html'), 'Exercises', ''))
    mods = [m for m,n in course.taught.items() if n == name and m in course.modules]
    links += [(f'{up}api/{m}.html', 'API', '') for m in mods]
    links = ' '.join(f'<a href="{esc(u)}"{d}>{t}</a>' for u,t,d in links)
    return f'<p class="actions">{links}</p>'

def tidy(s):
    "Mend the HTML: buttons that keys reach, no id twice, long lines of output that wrap"
    for i in set(re.findall(r'<span id="([^"]+)" class="anchor">', s)):
        anchor = f'<span id="{i}" class="anchor"></span>'
        n = s.count(anchor)
        own = s.count(f'id="{i}"') > n  # Where a heading has this id, none of them is left
        s = s.replace(anchor, '', n if own else n-1)
    s = re.sub(r'<p>((<span id="[^"]+" class="anchor"></span>)+)</p>', r'\1', s)
    s = s.replace('<button title="Copy to Clipboard" class="code-copy-button">'
                  '<i class="bi"></i></button>',
                  '<button class="copy" type="button">Copy</button>')
    toggle = r'data-bs-toggle="collapse" data-bs-target="#([\w-]+)"'
    s = re.sub(toggle, r'role="button" tabindex="0" aria-controls="\1"', s)
    s = re.sub(r' (class="[^"]*anchored[^"]*")? ?data-anchor-id="[^"]*"', r' \1', s)
    s = re.sub(r'<th>\s*</th>', '<td></td>', s)
    def wrap(m):  # A line of more than 100 characters was never meant to be one
        longest = max(map(len, html.unescape(m[1]).split('\n')))
        return m[0].replace('<pre>', '<pre class="wrap">') if longest > 100 else m[0]
    s = re.sub(r'<pre><code>(.*?)</code></pre>', wrap, s, flags=re.S)
    def short(m):  # Kept on one page in print
        if m[0].count('\n') > 11: return m[0]
        return m[0].replace('<pre class="', '<pre class="short ', 1)
    return re.sub(r'<pre class="sourceCode.*?</pre>', short, s, flags=re.S)

def links_of(s):
    "Headings get a link to themselves, from the id of their section"
    link = r' <a class="self" href="#\2" aria-label="Link to this section">#</a>'
    heading = r'(<section id="([^"]+)"[^>]*>\s*<h[23][^>]*>)(.*?)(</h[23]>)'
    return re.sub(heading, rf'\1\3{link}\4', s, flags=re.S)

def demo(file):
    "The demo, which stands at the head of its lesson, and its script"
    if file != 'demo.html': return ''
    form = (here/'demo/demo.html').read_text(encoding='utf-8')
    return f'{form}<script type="module" src="demo.js"></script>\n'

def write_demo(out):
    "The models of the demo, and what runs them, unpacked"
    skip = shutil.ignore_patterns('demo.html', 'demo.js', 'expected.json')
    shutil.copytree(here/'demo', out/'demo', ignore=skip)
    shutil.copy(here/'demo/demo.js', out)
    for o in (out/'lib').rglob('*.xz'):
        o.with_suffix('').write_bytes(lzma.decompress(o.read_bytes()))
        o.unlink()

def around(pages, way, file, up):
    "Links to the page before and after `file` on the way through the course"
    if file not in way: return ''
    i,links = way.index(file),[]
    for rel,word,j in (('prev', 'Previous', i-1), ('next', 'Next', i+1)):
        if not 0 <= j < len(way): continue
        text = f'<small>{word}</small>{esc(pages[way[j]].title)}'
        links.append(f'<a rel="{rel}" class="{rel}" href="{up}{way[j]}">{text}</a>')
    return ''.join(links)

def math(page, up):
    "What sets the formulas of a page, if it has any"
    if not page.env.get('math'): return ''
    katex = f'{up}lib/katex'
    def script(name): return f'<script defer src="{katex}/{name}.min.js"></script>'
    style = f'<link rel="stylesheet" href="{katex}/katex.min.css">'
    return style + script('katex') + script('auto-render')

def heading(page, file, nb, section):
    if file.startswith('api/') and '.' in page.title: return f'<code>{esc(page.title)}</code>'
    return number(nb, section) + page.env.get('title_html', esc(page.title))

def write(course, site, pages, out):
    "Lay out every page"
    page_html = Template((here/'page.html').read_text(encoding='utf-8'))
    sections,cfg = nav(course, pages),course.cfg
    way = [p for title,items in sections if title != behind for p,_,_ in items]
    site_url = f'{cfg.doc_host}{cfg.doc_baseurl}'.rstrip('/')
    every = dict(lang='en-GB', site=esc(cfg.title), card=f'{site_url}/card.png',
                 git=esc(cfg.git_url), version=esc(cfg.version), copyright=esc(cfg.copyright))
    listed = [(file, nb, title) for title,items in sections for file,_,nb in items]
    for file,nb,section in listed:
        page,up = pages[file],'../'*file.count('/')
        title,lead = page.title,page.env.get('lead', '')
        is_home = file == 'index.html'
        says = re.sub(r'[`*]', '', page.front.get('description') or cfg.description)
        values = dict(every, up=up, plain=esc(title), description=esc(says),
            url=esc(f'{site_url}/{file}'),
            title=esc(title if is_home else f'{title} – {cfg.title}'),
            heading=heading(page, file, nb, section),
            lead=f'<p class="lead">{lead}</p>' if lead else '',
            actions=actions(course, nb, up), body=demo(file)+links_of(tidy(page.html)),
            toc=toc(page.env.get('headings', [])), sidebar=sidebar(sections, file, up),
            around=around(pages, way, file, up), math=math(page, up),
            kind='api' if file.startswith('api/') else 'home' if is_home else 'lesson')
        dest = out/file
        dest.parent.mkdir(exist_ok=True, parents=True)
        dest.write_text(page_html.substitute(values), encoding='utf-8')
    left = set(pages) - {file for file,_,_ in listed}
    if left: sys.exit(f'not in the sidebar: {left}')

def build():
    "Build the site; it replaces _docs/ only when all is well"
    from small import Site
    start = time.time()
    with tempfile.TemporaryDirectory() as tmp:
        try:
            course,folder = stage(Path(tmp).resolve())
            site = Site(folder)
            pages = site.render()
            if site.warnings: sys.exit('\n'.join(f'warning: {o}' for o in site.warnings))
            out = site.out
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir(parents=True)
            write(course, site, pages, out)
            site.write_copies()
            if (folder/'figures').exists():
                shutil.copytree(folder/'figures', out/'figures', dirs_exist_ok=True)
            for name in course.files:
                (out/name).parent.mkdir(exist_ok=True)
                if name != course.cfg.readme_nb: shutil.copy(root/'nbs'/name, out/name)
            skip = shutil.ignore_patterns('README.md')
            shutil.copytree(here/'vendor', out/'lib', ignore=skip)
            write_demo(out)
            for o in ('style.css', 'site.js', 'card.png'): shutil.copy(here/o, out)
            (out/'logo.svg').write_text(logo.logo(), encoding='utf-8')
            (out/'.nojekyll').write_text('')
            dest = root/course.cfg.doc_path.name
            shutil.rmtree(dest, ignore_errors=True)
            shutil.move(out, dest)
        finally: os.chdir(root)
    size = sum(o.stat().st_size for o in dest.rglob('*') if o.is_file())
    seconds = time.time() - start
    print(f'{dest.name}/: {len(pages)} pages, {size/1e6:.1f} MB, {seconds:.1f} s', flush=True)
    return dest

if __name__ == '__main__': build()
