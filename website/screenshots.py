"Let the demo count in Chromium, and take its picture: results/demo*.png (`make screenshots`)"
from test_docs import *

square = dict(width=900, height=900)
shots = {'demo.png': (square, 'light', 'CopyGRU', 4),
         'demo_slip.png': (square, 'light', 'LMModel7', 4),
         'demo_phone_dark.png': (phone, 'dark', 'CopyGRU', 3)}
counted = f"document.querySelectorAll('{said}').length"

with served() as base, chromium() as browser:
    for file,(size,scheme,model,n) in shots.items():
        with Visit(browser, base, 'demo.html', size, scheme) as v:
            v.page.select_option('#demo-model', model)
            v.page.click('#demo-run')
            v.page.wait_for_function(f'{counted} >= {n}', timeout=60000)
            v.page.click('#demo-run')
            v.page.wait_for_selector('#demo-run:has-text("Run")')
            v.page.locator('#demo').screenshot(path=root/'results'/file)
            if v.bad: sys.exit('\n'.join(v.bad))
