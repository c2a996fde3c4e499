// Theme, menu, search, copy buttons, formulas. The pages can be read without any of it.
(() => {
const $ = (s, o = document) => o.querySelector(s)
const $$ = (s, o = document) => [...o.querySelectorAll(s)]
const root = document.documentElement, up = root.dataset.up

// Light or dark: what the system says, until the reader says otherwise
const button = $('.theme'), system = matchMedia('(prefers-color-scheme: dark)')
const dark = () => (root.dataset.theme || (system.matches ? 'dark' : 'light')) == 'dark'
const show = () => button.setAttribute('aria-pressed', dark())
button.addEventListener('click', () => {
  root.dataset.theme = dark() ? 'light' : 'dark'
  try { localStorage.setItem('theme', root.dataset.theme) } catch (e) {}
  show()
})
system.addEventListener('change', show); show()

// The menu of narrow screens
const menu = $('.menu'), side = $('#sidebar')
const toggle = open => {
  side.classList.toggle('open', open)
  menu.setAttribute('aria-expanded', open)
}
menu.addEventListener('click', () => {
  toggle(!side.classList.contains('open'))
  scrollTo(0, 0)
})
const here = $('[aria-current]', side)
const long = side.scrollHeight > side.clientHeight
if (here && long) side.scrollTop = here.offsetTop - side.clientHeight/2

// Formulas
const delimiters = [{left: '\\[', right: '\\]', display: true},
                    {left: '\\(', right: '\\)', display: false}]
if (window.renderMathInElement)
  renderMathInElement($('article'), {delimiters, throwOnError: true})

// What scrolls sideways can be reached by keyboard
const kind = o => o.matches('pre') ? 'Code or output' : o.matches('.math') ? 'Formula' : 'Table'
const boxes = () => $$('pre, .sd-table, .math.display').forEach(o => {
  if (o.scrollWidth > o.clientWidth + 1) {
    o.tabIndex = 0
    o.setAttribute('role', 'region')
    o.setAttribute('aria-label', kind(o))
  } else if (o.getAttribute('role') == 'region')
    for (const name of ['tabindex', 'role', 'aria-label']) o.removeAttribute(name)
})
boxes(); addEventListener('resize', boxes); document.addEventListener('toggle', boxes, true)
if (document.fonts) document.fonts.ready.then(boxes)

// Copy, callouts that fold, answers that open for a link and for printing
const status = $('#status')
$$('.copy').forEach(b => b.addEventListener('click', async () => {
  await navigator.clipboard.writeText(b.parentNode.querySelector('code').textContent)
  b.textContent = 'Copied'; status.textContent = 'Copied'
  setTimeout(() => { b.textContent = 'Copy'; status.textContent = '' }, 1500)
}))
$$('.callout-header[role=button]').forEach(o => {
  const flip = () => o.setAttribute('aria-expanded', o.getAttribute('aria-expanded') != 'true')
  o.addEventListener('click', flip)
  o.addEventListener('keydown', e => {
    if (e.key != 'Enter' && e.key != ' ') return
    e.preventDefault()
    flip()
  })
})
const reveal = () => {
  const id = decodeURIComponent(location.hash.slice(1))
  const o = id && document.getElementById(id), d = o && o.closest('article details')
  if (d && !d.open) { d.open = true; o.scrollIntoView() }
}
addEventListener('hashchange', reveal); reveal()
let closed = []
addEventListener('beforeprint', () => {
  closed = $$('article details:not([open])')
  closed.forEach(o => o.open = true)
  $$('img[loading]').forEach(o => o.loading = 'eager')
})
addEventListener('afterprint', () => closed.forEach(o => o.open = false))

// Where one is, in the table of contents
const links = new Map($$('.toc a').map(a => [a.hash.slice(1), a]))
if (links.size && window.IntersectionObserver) {
  const seen = new IntersectionObserver(es => es.forEach(e => {
    if (!e.isIntersecting) return
    links.forEach(a => a.classList.remove('here'))
    links.get(e.target.id)?.classList.add('here')
  }), {rootMargin: '-10% 0px -75% 0px'})
  $$('article section[id]').forEach(o => links.has(o.id) && seen.observe(o))
}

// Search: every word must occur; a title counts for more than text
const input = $('#q'), list = $('#found')
let index, hits = [], at = -1
const entry = o => {
  const head = `${o.title} ${o.section}`.toLowerCase()
  return {...o, head, low: `${head} ${o.text.toLowerCase()}`}
}
const read = async () => (await (await fetch(up + 'search.json')).json()).map(entry)
const load = () => index ??= read()
const plain = s => s.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
const excerpt = (o, words) => {
  const i = Math.max(0, o.text.toLowerCase().indexOf(words[0]) - 40)
  let s = plain(o.text.slice(i, i + 130))
  for (const w of words) {
    const found = new RegExp(w.replace(/[^\w]/g, '\\$&'), 'gi')
    s = s.replace(found, m => `<mark>${m}</mark>`)
  }
  return (i ? '… ' : '') + s
}
const close = () => {
  list.hidden = true
  input.setAttribute('aria-expanded', false)
  input.removeAttribute('aria-activedescendant')
  at = -1
}
const pick = i => {
  at = (i + hits.length) % hits.length
  ;[...list.children].forEach((o, j) => o.setAttribute('aria-selected', j == at))
  const li = list.children[at]
  li.scrollIntoView({block: 'nearest'})
  input.setAttribute('aria-activedescendant', li.id)
}
const go = i => { if (hits[i]) { location.href = up + hits[i].href; close() } }
input.addEventListener('focus', load)
input.addEventListener('input', async () => {
  const asked = input.value, words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  if (!words.length) return close()
  const all = await load()
  if (input.value != asked) return  // Typed on while the index was loading
  const points = (o, w) => {
    const inTitle = o.head.includes(w), whole = o.head.split(/\W+/).includes(w)
    return 10*inTitle + 5*whole + Math.min(o.low.split(w).length - 1, 4)
  }
  const score = o => words.reduce((s, w) => s + points(o, w), o.section ? 0 : 1)
  const found = all.filter(o => words.every(w => o.low.includes(w))).map(o => [score(o), o])
  hits = found.sort((a, b) => b[0] - a[0]).slice(0, 12).map(o => o[1])
  const item = (o, i) => {
    const title = plain(o.section ? `${o.title} › ${o.section}` : o.title)
    const inside = `${title}<small>${excerpt(o, words)}</small>`
    return `<li role="option" id="hit${i}" aria-selected="false">${inside}</li>`
  }
  const none = '<li role="option" aria-selected="false" aria-disabled="true">Nothing found</li>'
  list.innerHTML = hits.map(item).join('') || none
  list.hidden = false; input.setAttribute('aria-expanded', true); at = -1
  if (hits.length) pick(0)
})
input.addEventListener('keydown', e => {
  if (e.key == 'Escape') { input.value = ''; close() }
  if (list.hidden || !hits.length) return
  if (e.key == 'ArrowDown' || e.key == 'ArrowUp') {
    e.preventDefault()
    pick(at + (e.key == 'ArrowDown' ? 1 : -1))
  }
  if (e.key == 'Enter') go(at)
})
$('.search').addEventListener('submit', e => e.preventDefault())
list.addEventListener('mousedown', e => {
  const li = e.target.closest('li')
  if (!li) return
  e.preventDefault()
  go([...list.children].indexOf(li))
})
input.addEventListener('blur', close)
addEventListener('keydown', e => {
  if (e.key != '/' || e.target.closest('input, textarea')) return
  e.preventDefault()
  input.focus()
})
})()
