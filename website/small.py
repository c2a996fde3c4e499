"Everything that is asked of smalldocs: turn pages and notebooks with Quarto's markup into HTML, and say what is wrong with them."
import json
from pathlib import Path
from smalldocs import layout, site
from smalldocs.config import load

def lean(text, keep=40):
    "`text` for the search: its first words, and of the rest each word that is new but for the marks around it, so that every word is still found"
    words,seen = text.split(),set()
    def key(o): return o.lower().strip('.,;:!?()“”"')
    def new(o): return key(o) not in seen and any(c.isalnum() for c in o) and not seen.add(key(o))
    seen.update(map(key, words[:keep]))
    return ' '.join(words[:keep] + [o for o in words[keep:] if new(o)])

class Site(site.Site):
    "The pages below `root` as HTML, for a layout of our own. After `render`, `warnings` holds whatever smalldocs found"
    def __init__(self, root): super().__init__(load(Path(root)), quiet=True)

    def render(self):
        "Read and render all pages: a dict of them by output file, such as `rnn.html`"
        for src in self.discover(): self.pages[src] = self.read(src)
        for page in self.pages.values(): self.render_page(page)
        for src,href in self.broken: self.warn(f'{src}: broken link {href}')
        for page in self.pages.values():
            if page.front.get('description'): page.env['lead'] = layout.inline_md(page.front['description'], self, page)
        return {str(o.out): o for o in self.pages.values()}

    def write_copies(self):
        "The sitemap, the text that the search reads, and a Markdown copy of each page with an index of them, `llms.txt`"
        for page in self.pages.values():
            text,files = self.llms_copy(page)
            page_file = self.out/page.out
            page_file.with_suffix('.llms.md').write_text(text, encoding='utf-8')
            for name,data in files.items():
                (page_file.parent/name).parent.mkdir(parents=True, exist_ok=True)
                (page_file.parent/name).write_bytes(data)
        self.write_search(); self.write_sitemap(); self.write_llms_txt()
        index = self.out/'search.json'
        entries = [{k: lean(v) if k == 'text' else v for k,v in o.items() if k != 'objectID'} for o in json.loads(index.read_text(encoding='utf-8'))]
        index.write_text(json.dumps(entries, ensure_ascii=False, separators=(',', ':')), encoding='utf-8')
