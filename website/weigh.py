"""What a visitor waits for, in Chromium: bytes and seconds from opening the page with the panel
to its first counted number. `python -B website/weigh.py`, after `make docs`"""
import gzip
import test_docs
from test_docs import *

# As GitHub Pages sends them; fonts are compressed as they are, weights go as they are
packed = {'.html', '.css', '.js', '.mjs', '.json', '.svg', '.csv'}
slow = dict(offline=False, latency=150, downloadThroughput=1.6e6/8, uploadThroughput=7.5e5/8)
networks = {'from this machine': None, 'at 1.6 Mbit/s and 150 ms': slow}

class Packed(Quiet):
    "A handler that compresses what GitHub Pages compresses"
    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if file.suffix not in packed or not file.exists(): return super().do_GET()
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header('Content-Type', self.guess_type(file))
        self.send_header('Content-Encoding', 'gzip')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

first = """() => document.querySelector('.touch li:is(.right, .wrong)') && {
    seconds: performance.now()/1000,
    came: ['navigation', 'resource'].flatMap(o => performance.getEntriesByType(o))
        .map(o => [o.name, o.transferSize])}"""

def weigh(browser, base, page, network):
    "Seconds until a first number is counted, and what had come by then, with its bytes"
    with Visit(browser, base, 'logo.svg') as v:
        cdp = v.context.new_cdp_session(v.page)
        cdp.send('Network.enable')
        if network: cdp.send('Network.emulateNetworkConditions', network)
        v.page.goto(base+page, wait_until='commit')
        v.page.locator('[data-live=count]').scroll_into_view_if_needed()
        v.page.locator('.touch .main').click()
        found = v.page.wait_for_function(first).json_value()
        return found['seconds'],{o.removeprefix(base): n for o,n in found['came']}

test_docs.Quiet = Packed
with served() as base, chromium() as browser:
    for page,(name,network) in itertools.product(('index.html', 'demo.html'), networks.items()):
        seconds,sizes = weigh(browser, base, page, network)
        size = sum(sizes.values())
        print(f'{page}, {name}: {size/1000:.0f} kB, {seconds:.1f} s', flush=True)
    for o,n in sorted(sizes.items(), key=lambda o: -o[1]): print(f'{n/1000:9.1f} kB  {o}')
