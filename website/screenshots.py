"Let two models count in Chromium, and take a picture: results/demo.png (`make screenshots`)"
from test_docs import *

with served() as base, chromium() as browser:
    with Visit(browser, base, 'demo.html', dict(width=900, height=900)) as v:
        place = panel(v)
        press(v, 'Count')
        for side in (1, 2): count_to(v, side, 5)
        press(v, 'Stop')
        v.page.wait_for_selector('.touch .main:has-text("Count")')
        place.screenshot(path=root/'results/demo.png', style='.top, .inside { display: none }')
        if v.bad: sys.exit('\n'.join(v.bad))
