"An exercise in JupyterLab, from blank to right: results/exercise.png (`make screenshots`)"
import base64, json, os, socket, subprocess, tempfile, time
from test_docs import Path, chromium, read, root

bins,png = root/'.venv/bin',root/'results/exercise.png'
answer = '''
        gates = self.ih(input) + self.hh(h)
        f,i,o,g = gates.chunk(4, dim=1)
        i,f,o = torch.sigmoid(i),torch.sigmoid(f),torch.sigmoid(o)
        c = f*c + i*torch.tanh(g)
        h = o*torch.tanh(c)'''
run = '''async ([i, text]) => { const o = jupyterapp.shell.currentWidget
  await o.sessionContext.ready; o.content.activeCellIndex = i
  o.content.widgets[i].model.sharedModel.setSource(text)
  await jupyterapp.commands.execute('notebook:run-cell') }'''
hide = '.jp-cell-toolbar, .jp-Collapser { opacity: 0 } * { box-shadow: none !important }'
html = '''<style>body { margin: 0 } img { display: block; width: 100%; padding: 6px 0 }
h2 { font: bold 20px sans-serif; margin: 0; padding: 9px 14px; background: #dfe4ee }</style>'''
small = f'''from PIL import Image; o = Image.open({str(png)!r}).convert('RGB')
o.quantize(64, dither=Image.Dither.NONE).save({str(png)!r}, optimize=True)'''

nb = read(root/'nbs/exercises/04_lstm.ipynb')
texts = [''.join(o['source']) for o in nb['cells']]
setup,k = [[s in o for o in texts].index(True) for s in ('import check', 'Exercise: LSTMCell')]
blank,check = texts[k:k+2]
wrong = blank.replace('\n        todo()', answer)
right = wrong.replace('f,i,o,g', 'i,f,o,g')
nb['cells'].insert(k+2, {**nb['cells'][k+1], 'id': 'hint', 'outputs': []})
# What is written into the exercise, the cell that is run then, and where the picture begins
steps = {'Blank': (blank, k+1, check, k-4), 'A hint': (blank, k+2, "hint('LSTMCell')", k+2),
         'Wrong': (wrong, k+1, check, k), 'Right': (right, k+1, check, k+1)}

with tempfile.TemporaryDirectory() as tmp, chromium() as browser:
    (Path(tmp)/'_04_lstm.ipynb').write_text(json.dumps(nb), encoding='utf-8')
    with socket.create_server(('127.0.0.1', 0)) as s: at = s.getsockname()
    own = dict.fromkeys(('JUPYTER_CONFIG_DIR', 'JUPYTER_DATA_DIR', 'IPYTHONDIR'), tmp)
    env = {**os.environ, **own, 'HUMANNUM_PROGRESS': f'{tmp}/progress.json'}
    lab = subprocess.Popen([bins/'jupyter-lab', '--no-browser', '--allow-root',
        f'--port={at[1]}', '--IdentityProvider.token=', '--LabApp.expose_app_in_browser=True'],
        cwd=tmp, env=env, stderr=subprocess.DEVNULL)
    try:
        while lab.poll() is None and socket.socket().connect_ex(at): time.sleep(0.5)
        tab = browser.new_page(viewport=dict(width=1046, height=3000), device_scale_factor=1.25)
        tab.goto(f'http://127.0.0.1:{at[1]}/doc/tree/_04_lstm.ipynb')
        cell = tab.locator('.jp-Notebook .jp-Cell')
        cell.nth(k).wait_for(timeout=120_000)
        tab.evaluate(run, [setup, texts[setup]])
        for n,(title,(text,i,ask,first)) in enumerate(steps.items(), 1):
            for o in ([k, text], [i, ask]): tab.evaluate(run, o)
            tab.wait_for_timeout(1500)  # Until the outputs are laid out
            a,b = cell.nth(first).bounding_box(),cell.nth(i).bounding_box()
            shot = tab.screenshot(clip={**a, 'height': b['y']+b['height']-a['y']}, style=hide)
            src = base64.b64encode(shot).decode()
            html += f'<h2>{n}. {title}</h2><img src="data:image/png;base64,{src}">'
    finally: lab.terminate()
    lab.wait()
    tab = browser.new_page(viewport=dict(width=1200, height=900))
    tab.set_content(html)
    tab.screenshot(path=png, full_page=True)
    subprocess.run([bins/'python', '-c', small], check=True)
