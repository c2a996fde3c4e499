"Build the website into _docs/ from the notebooks, the package and CHANGELOG.md: `make docs`."
import base64, hashlib, html, json, lzma, os, re, shutil, struct, sys, tempfile, time
from pathlib import Path
from string import Template
import yaml

here = Path(__file__).resolve().parent
root = here.parent
sys.path.insert(0, str(here))
import api, logo

colab_badge = re.compile(r'\[!\[Open in Colab\]\([^)]*\)\]\(([^)]*)\)')

def src(c): return ''.join(c['source'])
def esc(s): return html.escape(str(s), quote=True)

class Course:
    "What the pages need to know of each other: settings, names, files and addresses"
    def __init__(self, cfg, nbs):
        self.cfg,self.nbs = cfg,nbs
        self.lib = root/cfg.lib_name
        self.files = {o.relative_to(nbs).as_posix(): json.loads(o.read_text(encoding='utf-8')) for o in sorted(nbs.rglob('*.ipynb')) if o.name[0] not in '_.'}
        self.modules = {o.stem: api.module(o) for o in sorted(self.lib.glob('[a-z]*.py'))}
        self.modules = {k: v for k,v in self.modules.items() if v[1]}
        self.taught = {m[1]: name for name,nb in self.files.items() for c in nb['cells'] if (m := re.search(r'^#\| *default_exp (\S+)', src(c), re.M))}
        self.modules = {k: self.modules[k] for k in sorted(self.modules, key=lambda k: self.taught.get(k, 'z'))}
        self.names = {}
        for mod,(_,entries) in self.modules.items():
            page = f'api/{mod}.md'
            self.names[f'{cfg.lib_name}.{mod}'] = page
            for e in entries:
                for o in (e, *e.methods()):
                    for name in (o.name, f'{mod}.{o.name}', f'{cfg.lib_name}.{mod}.{o.name}'): self.names.setdefault(name, f'{page}#{o.anchor}')

    def page(self, name):
        "The staged page of the notebook `name`, as nbdev calls it: rnn.ipynb for 02_rnn.ipynb"
        return re.sub(r'(^|/)\d+[a-z]?_(?=[^/]*$)', r'\1', name)

    def blob(self, path): return f'{self.cfg.git_url}/blob/{self.cfg.branch}/{path}'
    def colab(self, name): return f'https://colab.research.google.com/github/{self.cfg.user}/{self.cfg.repo}/blob/{self.cfg.branch}/nbs/{name}'

    def link_names(self, s, up=''):
        "Make links of the public names in backticks, except in code blocks, headings and links"
        def repl(m):
            if not m['name']: return m[0]
            target = self.names.get(m['name'].removesuffix('()'))
            return f'[`{m["name"]}`]({up}{target})' if target else m[0]
        return re.sub(r'^(?P<f>```+).*?^(?P=f) *$|^#.*?$|\[[^\]]*\]\([^)]*\)|<[^>]*>|`(?P<name>[^`\n]+)`', repl, s, flags=re.M|re.S)

    def link_files(self, s, name):
        "Point the links in `s`, Markdown from the notebook `name`, at pages, or at the repository for other files"
        up = '../'*name.count('/')
        def repl(m):
            path,tail = m[2],m[3]
            if re.match(r'\w+:|#|/', path) or not path: return m[0]
            full = os.path.normpath(os.path.join('nbs', os.path.dirname(name), path)).replace(os.sep, '/')
            if full == 'CHANGELOG.md': return f'{m[1]}{up}changelog.md{tail})'
            if full.startswith('nbs/') and full[4:] in self.files: return f'{m[1]}{up}{self.page(full[4:])}{tail})'
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
    file = f"figures/{Path(name).stem}-{hashlib.sha256(raw).hexdigest()[:8]}.{'svg' if 'svg' in mime else 'png'}"
    (out/file).parent.mkdir(exist_ok=True, parents=True)
    (out/file).write_bytes(raw)
    size = ''
    if mime == 'image/png':
        w,h = png_size(raw)
        w,h = meta.get('width', w),meta.get('height', h)
        size = f' width="{w}" height="{h}"'
    cap = opts.get('fig-cap', '').strip('"\' ')
    cap = f'<figcaption>{esc(cap)}</figcaption>' if cap else ''
    return f'<figure><img src="{"../"*name.count("/")}{file}" alt="{esc(alt)}"{size} loading="lazy">{cap}</figure>'

def before(nb, course, name):
    "The notebook for nbdev: without what only Colab needs, and with every exported cell in sight"
    cells,mod = [],None
    for c in nb['cells']:
        s = src(c)
        if c.get('id') in ('colab-badge', 'colab-install') or colab_badge.fullmatch(s.strip()) or s.startswith('# On Colab, install'): continue
        if m := re.search(r'^#\| *default_exp (\S+) *$', s, re.M):
            mod = m[1]
            s = s.replace(m[0], '')
            if not s.strip(): continue
        if c['cell_type'] == 'code' and re.search(r'^#\| *exports? *$', s, re.M):
            s = re.sub(r'^#\| *exports? *\n?', '', s, flags=re.M)
            names = [e.name.lower() for e in course.modules.get(mod, ('', []))[1] if re.search(rf'^(def|class) {e.name}\b|^(\w+, *)*{e.name}(, *\w+)* *=', s, re.M)]
            if names: cells.append(dict(cell_type='markdown', metadata={}, source=''.join(f'<span id="{o}" class="anchor"></span>' for o in names)))
        if c['cell_type'] == 'markdown': s = re.sub(r'^(</details>|<details>.*</summary>)\s*\n', r'\1\n\n', s.replace('</summary>\n', '</summary>\n\n'), flags=re.M)
        cells.append({**c, 'source': s})
    return {**nb, 'cells': cells}

def after(nb, course, name, out):
    "The notebook as nbdev left it, for the layout: links, tables and pictures"
    up = '../'*name.count('/')
    def md(s): return course.link_names(course.link_files(s, name), up)
    for c in nb['cells']:
        if c['cell_type'] == 'markdown': c['source'] = md(src(c))
        for o in c.get('outputs', []):
            data = {k: ''.join(v) for k,v in o.get('data', {}).items() if isinstance(v, (str, list))}
            for mime in ('image/svg+xml', 'image/png'):
                if mime in data:
                    data = {'text/html': figure(c, data[mime], mime, o.get('metadata', {}).get(mime, {}), out, name)}
                    break
            if 'text/markdown' in data: data['text/markdown'] = md(data['text/markdown'])
            elif '<table' in data.get('text/html', ''):
                s = re.sub(r'<style.*?</style>|(?<=<table) border="1"| style="[^"]*"', '', data['text/html'], flags=re.S)
                data['text/html'] = re.sub(r'<table.*?</table>', lambda m: f'<div class="sd-table">{m[0]}</div>', s, flags=re.S)
            if data: o['data'] = data
        if c['cell_type'] == 'code': c['source'] = re.sub(r'^#\| *(fig-alt|fig-cap):.*\n?', '', src(c), flags=re.M)
    if nb['cells'] and nb['cells'][0]['cell_type'] == 'raw':
        fm = yaml.safe_load(src(nb['cells'][0]).strip().strip('-'))
        fm.pop('output-file', None)
        nb['cells'][0]['source'] = f'---\n{yaml.safe_dump(fm)}---\n'
    return nb

def stage(work):
    "Let nbdev process a copy of the notebooks, then lay out pages for smalldocs: the course and the folder"
    shutil.copy(root/'settings.ini', work)
    nbs = shutil.copytree(root/'nbs', work/'nbs', ignore=shutil.ignore_patterns('.*', '_proc', '_docs', 'images'))
    os.chdir(work)
    from nbdev.config import get_config
    from nbdev.quarto import refresh_quarto_yml
    from nbdev.serve import proc_nbs
    get_config.cache_clear() if hasattr(get_config, 'cache_clear') else None
    cfg = get_config()
    course = Course(cfg, nbs)
    for name,nb in course.files.items(): (nbs/name).write_text(json.dumps(before(nb, course, name)), encoding='utf-8')
    refresh_quarto_yml()
    proc = proc_nbs(n_workers=0)
    out = work/'stage'
    for name in course.files:
        nb = after(json.loads((proc/name).read_text(encoding='utf-8')), course, name, out)
        page = out/course.page(name)
        page.parent.mkdir(exist_ok=True, parents=True)
        if page.exists(): sys.exit(f'{name}: there is another {page.name}')
        page.write_text(json.dumps(nb), encoding='utf-8')
    for o in ('_quarto.yml', 'nbdev.yml', 'sidebar.yml'): shutil.copy(nbs/o, out)
    write_api(course, out/'api')
    log = (root/'CHANGELOG.md').read_text(encoding='utf-8').split('\n', 1)[1]
    (out/'changelog.md').write_text(f'---\ntitle: Changelog\ndescription: What changed in each version\n---\n{course.link_names(log)}', encoding='utf-8')
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
        file = f'{lib}/{mod}.py'
        parts = [o.markdown(course.blob(file), page, link) for e in entries for o in (e, *e.methods())]
        title = next(src(c).split('\n')[0].lstrip('# ') for c in course.files[lesson]['cells'])
        (out/f'{mod}.md').write_text(f'---\ntitle: "{lib}.{mod}"\ndescription: {json.dumps(doc)}\n---\n\nThe lesson is [{title}]({page}). `from {lib}.{mod} import *` brings in the names below.\n\n' + '\n'.join(parts), encoding='utf-8')
        rows += [f'## [`{lib}.{mod}`]({mod}.md) {{#{mod}}}', f'{doc}. From the lesson [{title}]({page}).\n', '| name | what it is |', '|---|---|',
                 *[f'| [`{e.name}`]({mod}.md#{e.anchor}) | {link(api.text((e.doc().splitlines() or [""])[0]))} |' for e in entries], '']
    (out/'index.md').write_text('\n'.join(rows), encoding='utf-8')

def nav(course, pages):
    "The sections of the sidebar with their pages, from nbs/sidebar.yml; the pages made by this script come last"
    side = yaml.safe_load((root/'nbs/sidebar.yml').read_text(encoding='utf-8'))['website']['sidebar']['contents']
    sections,listed = [],[]
    for o in side:
        title,names = (o['section'], o['contents']) if isinstance(o, dict) else ('', [o])
        sections.append((title, [course.page(n).replace('.ipynb', '.html') for n in names]))
        listed += names
    if sorted(listed) != sorted(course.files): sys.exit(f'nbs/sidebar.yml does not list the notebooks as they are: {set(listed) ^ set(course.files)}')
    sections.append(('API reference', ['api/index.html', *[f'api/{m}.html' for m in course.modules]]))
    sections.append(('About', ['changelog.html']))
    names = {course.page(n).replace('.ipynb', '.html'): n for n in course.files}
    return [(t, [(p, label(pages[p].title, t), names.get(p)) for p in ps]) for t,ps in sections]

def label(title, section):
    "What the sidebar calls a page"
    if not section: return 'Home'
    if title == section: return 'Overview'
    if section == 'Exercises': title = title.removeprefix('Exercises: ')
    return title.split('.', 1)[-1] if section == 'API reference' else title

def number(name):
    "The number that a lesson's file begins with, if it counts"
    m = re.match(r'(\d\d)_', name or '')
    return f'<span class="no">{int(m[1])}</span> ' if m and int(m[1]) < 90 else ''

def sidebar(sections, page, up):
    out = []
    for title,items in sections:
        links = ''.join(f'<li><a href="{up}{p}"{" aria-current=page" if p == page else ""}>{number(n)}{esc(t)}</a></li>' for p,t,n in items)
        here_ = any(p == page for p,_,_ in items)
        if not title: out.append(f'<ul>{links}</ul>')
        else: out.append(f'<details{" open" if here_ or title not in ("API reference", "Exercises") else ""}><summary>{esc(title)}</summary><ul>{links}</ul></details>')
    return ''.join(out)

def toc(headings):
    if len(headings) < 3: return ''
    items = ''.join(f'<li class="l{o["level"]}"><a href="#{esc(o["id"])}">{esc(o["text"])}</a></li>' for o in headings if o['level'] in (2, 3))
    return f'<nav class="toc" aria-labelledby="toc-title"><h2 id="toc-title">On this page</h2><ul>{items}</ul></nav>'

def actions(course, name, up):
    "The links below a lesson's title"
    if not name or name == course.cfg.readme_nb: return ''
    ex = f'exercises/{name}'
    links = [(course.colab(name), 'Open in Colab', ''), (f'{up}{name}', 'Download notebook', ' download'), (course.blob(f'nbs/{name}'), 'Source', '')]
    if ex in course.files: links.append((f'{up}{course.page(ex)}'.replace('.ipynb', '.html'), 'Exercises', ''))
    mods = [m for m,n in course.taught.items() if n == name and m in course.modules]
    links += [(f'{up}api/{m}.html', 'API', '') for m in mods]
    return '<p class="actions">' + ' '.join(f'<a href="{esc(u)}"{d}>{t}</a>' for u,t,d in links) + '</p>'

def tidy(s):
    "Mend the HTML: buttons that keys reach, no id twice, long lines of output that wrap"
    for i in set(re.findall(r'<span id="([^"]+)" class="anchor">', s)):
        anchor = f'<span id="{i}" class="anchor"></span>'
        n = s.count(anchor)
        s = s.replace(anchor, '', n - (s.count(f'id="{i}"') == n))  # None is left where a heading has this id
    s = re.sub(r'<p>((<span id="[^"]+" class="anchor"></span>)+)</p>', r'\1', s)
    s = re.sub(r'<button title="Copy to Clipboard" class="code-copy-button"><i class="bi"></i></button>', '<button class="copy" type="button">Copy</button>', s)
    s = re.sub(r'data-bs-toggle="collapse" data-bs-target="#([\w-]+)"', r'role="button" tabindex="0" aria-controls="\1"', s)
    s = re.sub(r' (class="[^"]*anchored[^"]*")? ?data-anchor-id="[^"]*"', r' \1', s)
    s = re.sub(r'<th>\s*</th>', '<td></td>', s)
    def wrap(m): return m[0].replace('<pre>', '<pre class="wrap">') if max(map(len, html.unescape(m[1]).split('\n'))) > 100 else m[0]  # Such a line was never meant to be one
    s = re.sub(r'<pre><code>(.*?)</code></pre>', wrap, s, flags=re.S)
    def short(m): return m[0] if m[0].count('\n') > 11 else m[0].replace('<pre class="', '<pre class="short ', 1)  # Kept on one page in print
    return re.sub(r'<pre class="sourceCode.*?</pre>', short, s, flags=re.S)

def links_of(s):
    "Headings get a link to themselves, from the id of their section"
    return re.sub(r'(<section id="([^"]+)"[^>]*>\s*<h[23][^>]*>)(.*?)(</h[23]>)', r'\1\3 <a class="self" href="#\2" aria-label="Link to this section">#</a>\4', s, flags=re.S)

def demo(file):
    "The demo, which stands at the head of its lesson, and its script"
    if file != 'demo.html': return ''
    return (here/'demo/demo.html').read_text(encoding='utf-8') + '<script type="module" src="demo.js"></script>\n'

def write_demo(out):
    "The models of the demo, and what runs them, unpacked"
    shutil.copytree(here/'demo', out/'demo', ignore=shutil.ignore_patterns('demo.html', 'demo.js', 'expected.json'))
    shutil.copy(here/'demo/demo.js', out)
    for o in (out/'lib').rglob('*.xz'):
        o.with_suffix('').write_bytes(lzma.decompress(o.read_bytes()))
        o.unlink()

def write(course, site, pages, out):
    "Lay out every page"
    page_html = Template((here/'page.html').read_text(encoding='utf-8'))
    sections,cfg = nav(course, pages),course.cfg
    order = [(p, t, n) for _,items in sections for p,t,n in items]
    site_url = f'{cfg.doc_host}{cfg.doc_baseurl}'.rstrip('/')
    for i,(file,name_,nb) in enumerate(order):
        page,up = pages[file],'../'*file.count('/')
        ends = [('prev', order[i-1] if i else None, 'Previous'), ('next', order[i+1] if i+1 < len(order) else None, 'Next')]
        around = ''.join(f'<a rel="{rel}" class="{rel}" href="{up}{o[0]}"><small>{word}</small>{esc(pages[o[0]].title)}</a>' for rel,o,word in ends if o)
        lead = page.env.get('lead', '')
        math = f'<link rel="stylesheet" href="{up}lib/katex/katex.min.css"><script defer src="{up}lib/katex/katex.min.js"></script><script defer src="{up}lib/katex/auto-render.min.js"></script>'
        title = page.title
        heading = f'<code>{esc(title)}</code>' if file.startswith('api/') and '.' in title else number(nb) + page.env.get('title_html', esc(title))
        values = dict(up=up, lang='en-GB', site=esc(cfg.title), title=esc(title if file == 'index.html' else f'{title} – {cfg.title}'), heading=heading, plain=esc(title),
            description=esc(re.sub(r'[`*]', '', page.front.get('description') or cfg.description)), url=esc(f'{site_url}/{file}'), card=f'{site_url}/card.png', git=esc(cfg.git_url),
            lead=f'<p class="lead">{lead}</p>' if lead else '', actions=actions(course, nb, up), body=demo(file)+links_of(tidy(page.html)), toc=toc(page.env.get('headings', [])),
            sidebar=sidebar(sections, file, up), around=around, math=math if page.env.get('math') else '', version=esc(cfg.version),
            kind='api' if file.startswith('api/') else 'home' if file == 'index.html' else 'lesson', copyright=esc(cfg.copyright))
        dest = out/file
        dest.parent.mkdir(exist_ok=True, parents=True)
        dest.write_text(page_html.substitute(values), encoding='utf-8')
    if left := set(pages) - {o[0] for o in order}: sys.exit(f'not in the sidebar: {left}')

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
            if (folder/'figures').exists(): shutil.copytree(folder/'figures', out/'figures', dirs_exist_ok=True)
            for name in course.files:
                (out/name).parent.mkdir(exist_ok=True)
                if name != course.cfg.readme_nb: shutil.copy(root/'nbs'/name, out/name)
            shutil.copytree(here/'vendor', out/'lib', ignore=shutil.ignore_patterns('README.md'))
            write_demo(out)
            for o in ('style.css', 'site.js', 'card.png'): shutil.copy(here/o, out)
            (out/'logo.svg').write_text(logo.logo(), encoding='utf-8')
            (out/'.nojekyll').write_text('')
            dest = root/course.cfg.doc_path.name
            shutil.rmtree(dest, ignore_errors=True)
            shutil.move(out, dest)
        finally: os.chdir(root)
    size = sum(o.stat().st_size for o in dest.rglob('*') if o.is_file())
    print(f'{dest.name}/: {len(pages)} pages, {size/1e6:.1f} MB, {time.time()-start:.1f} s', flush=True)
    return dest

if __name__ == '__main__': build()
