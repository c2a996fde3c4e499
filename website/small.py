"What is asked of smalldocs: make HTML of pages and notebooks, and say what is wrong with them."
import json, re
from pathlib import Path
from smalldocs import layout, site
from smalldocs.config import load

def lean(text, keep=20):
    "`text` for the search: its first words, then each new word, so that every word is found"
    words = text.split()
    seen = set()
    def key(o): return o.lower().strip('.,;:!?()“”"')
    def new(o):
        if key(o) in seen or not any(c.isalnum() for c in o): return False
        # Nobody looks for the digits of a measurement, nor for half a line of code
        digits = re.fullmatch(r'[-+(]?\d+\.(\d{5,}|\d+e[-+]?\d+)[),]?', o)
        if digits or len(o) > 40: return False
        seen.add(key(o))
        return True
    seen.update(map(key, words[:keep]))
    return ' '.join(words[:keep] + [o for o in words[keep:] if new(o)])

class Site(site.Site):
    "The pages below `root` as HTML, for our own layout; `warnings` is what smalldocs found"
    def __init__(self, root): super().__init__(load(Path(root)), quiet=True)

    def render(self):
        "Read and render all pages: a dict of them by output file, such as `rnn.html`"
        for src in self.discover(): self.pages[src] = self.read(src)
        for page in self.pages.values(): self.render_page(page)
        for src,href in self.broken: self.warn(f'{src}: broken link {href}')
        for page in self.pages.values():
            says = page.front.get('description')
            if says: page.env['lead'] = layout.inline_md(says, self, page)
        return {str(o.out): o for o in self.pages.values()}

    def write_copies(self):
        "The sitemap, what the search reads, a Markdown copy of each page, and their index"
        for page in self.pages.values():
            text,files = self.llms_copy(page)
            page_file = self.out/page.out
            page_file.with_suffix('.llms.md').write_text(text, encoding='utf-8')
            for name,data in files.items():
                (page_file.parent/name).parent.mkdir(parents=True, exist_ok=True)
                (page_file.parent/name).write_bytes(data)
        self.write_search()
        self.write_sitemap()
        self.write_llms_txt()
        index = self.out/'search.json'
        entries = json.loads(index.read_text(encoding='utf-8'))
        for o in entries:
            o.pop('objectID', None)
            o['text'] = lean(o['text'])
        text = json.dumps(entries, ensure_ascii=False, separators=(',', ':'))
        index.write_text(text, encoding='utf-8')
