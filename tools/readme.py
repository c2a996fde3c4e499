"Make README.md and its pictures from the saved nbs/index.ipynb; `--check` only looks."
import posixpath, re, sys, yaml
from base64 import b64decode
from bs4 import BeautifulSoup
from execnb.nbio import read_nb
from nbdev.config import get_config

cfg = get_config()
root,nbs = cfg.config_path, cfg.nbs_path.name
pic = f'{nbs}/images/readme_'
release = f'git+{cfg.git_url}@{cfg.version}'
site = cfg.doc_host+cfg.doc_baseurl
github = f'{cfg.user}/{cfg.repo}/blob/{cfg.version}/{nbs}'
colab = f'https://colab.research.google.com/github/{github}'

def relink(md):
    "Relative links in `md`, seen from the top of the repository; each must lead somewhere"
    def new(m):
        if re.match(r'[a-z]+:|#|/', m[2]): return m[0]
        to = posixpath.normpath(f'{nbs}/{m[2]}')
        file = root/to.partition('#')[0]
        if not file.exists(): stop(f'a link to {m[2]}, which does not exist')
        return m[1]+to
    parts = re.split(r'(```.*?```|`[^`\n]*`)', md, flags=re.S)
    link = r'''(\]\(|\b(?:src|href)=["'])([^)"'\s]+)'''
    parts[::2] = [re.sub(link, new, o) for o in parts[::2]]
    return ''.join(parts)

# What stands first in the README; the website's home says it in its own form
doors = f"""<img src="../results/demo.png" width="340" align="right" alt="On the website
CopyGRU and LMModel7, which read no number above 8,082, count on side by side from 8,996">

**[Read it]({site}/)**, lesson by lesson, from [The Data]({site}/data.html) on. Each can be
run in [Colab]({colab}/00_data.ipynb), too, with nothing to install.

**[Run it](#two-commands)**: two commands, a minute or two. The seven models of the chapter
train on your processor; no GPU is needed.

**[Try it]({site}/demo.html)**: a trained model counts on, in your browser, from any number
that you type."""

def stop(why): sys.exit(f'{cfg.readme_nb}: {why}')

def table(html):
    "The first table in `html` as Markdown, numbers to the right"
    def text(cell): return cell.get_text(' ', strip=True).replace('|', r'\|')
    trs = BeautifulSoup(html, 'html.parser').table('tr')
    rows = [list(map(text, tr(['th', 'td']))) for tr in trs]
    if len(set(map(len, rows))) > 1: stop('a table with rows of different lengths')
    num = [all(re.fullmatch(r'[\d.,%±+\- −–]*', o) for o in col) for col in zip(*rows[1:])]
    rows.insert(1, ['--:' if o else '---' for o in num])
    return '\n'.join(f"| {' | '.join(r)} |" for r in rows)

def fence(s, lang=''): return f'```{lang}\n{s.rstrip()}\n```'

def output(o, alt, files):
    "The output `o` as Markdown; a picture goes into `files` and needs an alt text"
    if o.output_type == 'error': stop(f'a saved error: {o.ename}')
    if o.output_type == 'stream': return fence(''.join(o.text)) if o.name == 'stdout' else ''
    data = {k: ''.join(v) for k,v in o.data.items()}
    if '<table' in data.get('text/html', ''): return table(data['text/html'])
    if 'text/markdown' in data: return relink(data['text/markdown'])
    for mime,ext in (('image/svg+xml', 'svg'), ('image/png', 'png')):
        if mime not in data: continue
        if not alt: stop('a picture without `#| fig-alt:`')
        fn = f'{pic}{sum(f.startswith(pic) for f in files)+1}.{ext}'
        files[fn] = data[mime].encode() if ext == 'svg' else b64decode(data[mime])
        return f'![{alt}]({fn})'
    return data.get('text/html') or fence(data.get('text/plain', ''))

def convert(c, files):
    "The parts of the README that the cell `c` gives"
    if c.cell_type == 'markdown': return [relink(c.source)]
    if c.cell_type == 'raw':
        fm = yaml.safe_load(c.source.strip().strip('-'))
        return [f"# {fm['title']}", f"> {fm['description']}"]
    found = re.findall(r'^#\|\s*([\w-]+):?(.*)$', c.source, flags=re.M)
    opts = {k: v.strip('"\' ') for k,v in found}
    if 'hide' in opts or opts.get('include') == 'false': return []
    src = re.sub(r'^#\|.*\n?', '', c.source, flags=re.M).strip()
    code = [fence(src, 'python')] if src and opts.get('echo') != 'false' else []
    if opts.get('output') == 'false': return code
    return code + [output(o, opts.get('fig-alt'), files) for o in c.outputs]

def readme():
    "The names and contents of README.md and its pictures"
    files,nb = {}, read_nb(cfg.nbs_path/cfg.readme_nb)
    head = nb.cells[0]
    front = re.compile(r'^- [\w-]+:.*\n?', re.M)  # What is for nbdev alone
    head.source = front.sub('', head.source)
    parts = [p.strip() for c in nb.cells for p in convert(c, files)]
    made = f'<!-- Made from {nbs}/{cfg.readme_nb} by `make readme`: edit that instead. -->'
    if not any(release in o for o in parts): stop(f'pip has to install {release}')
    text = '\n\n'.join([made, parts[0], relink(doors), *filter(None, parts[1:])])
    return {'README.md': f'{text}\n'.encode(), **files}

def main():
    new,check = readme(), '--check' in sys.argv
    there = [o for o in (root/'README.md', *root.glob(f'{pic}*')) if o.exists()]
    old = {o.relative_to(root).as_posix(): o.read_bytes() for o in there}
    stale = sorted(o for o in {*old, *new} if old.get(o) != new.get(o))
    if stale: print(*stale)
    if check: return bool(stale)
    if stale: from humannum_lm.runs import replacing  # Here, since it takes seconds to import
    for o in stale:
        fn = root/o
        if o not in new: fn.unlink(); continue
        fn.parent.mkdir(exist_ok=True)
        with replacing(fn) as f: f.write(new[o])

if __name__ == '__main__': sys.exit(main())
