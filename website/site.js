// Theme, menu, search, copy buttons, formulas. The pages can be read without any of it.
(() => {
const $ = (s, o = document) => o.querySelector(s), $$ = (s, o = document) => [...o.querySelectorAll(s)]
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
const toggle = open => { side.classList.toggle('open', open); menu.setAttribute('aria-expanded', open) }
menu.addEventListener('click', () => { toggle(!side.classList.contains('open')); scrollTo(0, 0) })
const here = $('[aria-current]', side)
if (here && side.scrollHeight > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight/2

// Formulas
if (window.renderMathInElement) renderMathInElement($('article'), {delimiters: [{left: '\\[', right: '\\]', display: true}, {left: '\\(', right: '\\)', display: false}], throwOnError: true})

// What scrolls sideways can be reached by keyboard
const boxes = () => $$('pre, .sd-table, .math.display').forEach(o => {
  const wide = o.scrollWidth > o.clientWidth + 1
  if (wide) { o.tabIndex = 0; o.setAttribute('role', 'region'); o.setAttribute('aria-label', o.matches('pre') ? 'Code or output' : o.matches('.math') ? 'Formula' : 'Table') }
  else if (o.getAttribute('role') == 'region') { o.removeAttribute('tabindex'); o.removeAttribute('role'); o.removeAttribute('aria-label') }
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
  o.addEventListener('keydown', e => { if (e.key == 'Enter' || e.key == ' ') { e.preventDefault(); flip() } })
})
const reveal = () => {
  const o = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1))), d = o && o.closest('article details')
  if (d && !d.open) { d.open = true; o.scrollIntoView() }
}
addEventListener('hashchange', reveal); reveal()
let closed = []
addEventListener('beforeprint', () => { closed = $$('article details:not([open])'); closed.forEach(o => o.open = true); $$('img[loading]').forEach(o => o.loading = 'eager') })
addEventListener('afterprint', () => closed.forEach(o => o.open = false))

// Where one is, in the table of contents
const links = new Map($$('.toc a').map(a => [a.hash.slice(1), a]))
if (links.size && window.IntersectionObserver) {
  const seen = new IntersectionObserver(es => es.forEach(e => {
    if (!e.isIntersecting) return
    links.forEach(a => a.classList.remove('here')); links.get(e.target.id)?.classList.add('here')
  }), {rootMargin: '-10% 0px -75% 0px'})
  $$('article section[id]').forEach(o => links.has(o.id) && seen.observe(o))
}

// Search: every word must occur; a title counts for more than text
const input = $('#q'), list = $('#found')
let index, hits = [], at = -1
const load = () => index ??= fetch(up + 'search.json').then(r => r.json()).then(all => all.map(o => ({...o, low: `${o.title} ${o.section} ${o.text}`.toLowerCase(), head: `${o.title} ${o.section}`.toLowerCase()})))
const plain = s => s.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)
const excerpt = (o, words) => {
  const i = Math.max(0, o.text.toLowerCase().indexOf(words[0]) - 40), s = plain(o.text.slice(i, i + 130))
  return (i ? '… ' : '') + words.reduce((t, w) => t.replace(new RegExp(w.replace(/[^\w]/g, '\\$&'), 'gi'), m => `<mark>${m}</mark>`), s)
}
const close = () => { list.hidden = true; input.setAttribute('aria-expanded', false); input.removeAttribute('aria-activedescendant'); at = -1 }
const pick = i => {
  at = (i + hits.length) % hits.length
  ;[...list.children].forEach((o, j) => o.setAttribute('aria-selected', j == at))
  list.children[at].scrollIntoView({block: 'nearest'}); input.setAttribute('aria-activedescendant', list.children[at].id)
}
const go = i => { if (hits[i]) { location.href = up + hits[i].href; close() } }
input.addEventListener('focus', load)
input.addEventListener('input', async () => {
  const asked = input.value, words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  if (!words.length) return close()
  const all = await load()
  if (input.value != asked) return  // Typed on while the index was loading
  const score = o => words.reduce((s, w) => s + (o.head.includes(w) ? 10 : 0) + (o.head.split(/\W+/).includes(w) ? 5 : 0) + Math.min(o.low.split(w).length - 1, 4), o.section ? 0 : 1)
  hits = all.filter(o => words.every(w => o.low.includes(w))).map(o => [score(o), o]).sort((a, b) => b[0] - a[0]).slice(0, 12).map(o => o[1])
  list.innerHTML = hits.map((o, i) => `<li role="option" id="hit${i}" aria-selected="false">${plain(o.section ? `${o.title} › ${o.section}` : o.title)}<small>${excerpt(o, words)}</small></li>`).join('') || '<li role="option" aria-selected="false" aria-disabled="true">Nothing found</li>'
  list.hidden = false; input.setAttribute('aria-expanded', true); at = -1
  if (hits.length) pick(0)
})
input.addEventListener('keydown', e => {
  if (e.key == 'Escape') { input.value = ''; close() }
  if (list.hidden || !hits.length) return
  if (e.key == 'ArrowDown' || e.key == 'ArrowUp') { e.preventDefault(); pick(at + (e.key == 'ArrowDown' ? 1 : -1)) }
  if (e.key == 'Enter') go(at)
})
$('.search').addEventListener('submit', e => e.preventDefault())
list.addEventListener('mousedown', e => { const li = e.target.closest('li'); if (li) { e.preventDefault(); go([...list.children].indexOf(li)) } })
input.addEventListener('blur', close)
addEventListener('keydown', e => { if (e.key == '/' && !e.target.closest('input, textarea')) { e.preventDefault(); input.focus() } })
})()
