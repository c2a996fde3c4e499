"Let two models count in Chromium, and take pictures: results/demo*.png (`make screenshots`)"
from test_docs import *

shots = {'demo.png': ('demo.html', dict(width=900, height=900), 'light'),
         'demo_phone_dark.png': ('demo.html', phone, 'dark'),
         'demo_home.png': ('index.html', dict(width=900, height=900), 'light')}

with served() as base, chromium() as browser:
    for file,(page,size,scheme) in shots.items():
        with Visit(browser, base, page, size, scheme) as v:
            place = panel(v)
            press(v, 'Count')
            for side in (1, 2): count_to(v, side, 5)
            if page == 'demo.html': press(v, 'Stop')
            v.page.wait_for_selector('.touch .main:has-text("Count")')
            place.screenshot(path=root/'results'/file, style='.top { display: none }')
            if v.bad: sys.exit('\n'.join(v.bad))
