"Serve the website and build it anew whenever a source changes; open pages reload themselves."
import functools, http.server, subprocess, sys, threading, time
from pathlib import Path

root = Path(__file__).resolve().parent.parent
sources = ('nbs', 'humannum_lm', 'website', 'settings.ini', 'CHANGELOG.md')
reload = b'''<script>
let v
setInterval(async () => {
  const n = await (await fetch("/_version")).text()
  if (v && n != v) location.reload()
  v = n
}, 700)
</script>'''

def stamp():
    "The time of the last change to a source"
    files = [o for s in sources for o in (root/s, *(root/s).rglob('*')) if o.is_file()]
    made = {'__pycache__', '.ipynb_checkpoints'}
    return max(o.stat().st_mtime for o in files if not made & set(o.parts))

class Handler(http.server.SimpleHTTPRequestHandler):
    version = 0
    def log_message(self, *args): pass
    def end_headers(self):
        self.send_header('Cache-Control', 'no-store')
        super().end_headers()
    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if file.is_dir(): file = file/'index.html'
        if self.path == '/_version': body = str(Handler.version).encode()
        elif file.suffix == '.html' and file.exists(): body = file.read_bytes() + reload
        else: return super().do_GET()
        self.send_response(200)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.end_headers()
        self.wfile.write(body)

def build():
    "A fresh process, so that changes to these scripts count too"
    cmd = [sys.executable, '-B', root/'website'/'build.py']
    return subprocess.run(cmd, cwd=root).returncode == 0

def serve(port=8000):
    seen = stamp()
    if not build(): sys.exit(1)
    handler = functools.partial(Handler, directory=str(root/'_docs'))
    httpd = http.server.ThreadingHTTPServer(('127.0.0.1', port), handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    print(f'http://127.0.0.1:{port}/ (Ctrl-C ends)', flush=True)
    try:
        while True:
            time.sleep(.5)
            if (now := stamp()) == seen: continue
            seen = now
            if build(): Handler.version += 1
    except KeyboardInterrupt: pass

if __name__ == '__main__': serve()
