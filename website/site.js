// Theme, contents, search, copy buttons. The pages can be read without any of it.
(() => {
const $ = (s, o = document) => o.querySelector(s)
const $$ = (s, o = document) => [...o.querySelectorAll(s)]
const root = document.documentElement, status = $('#status')
const make = (tag, props, ...inside) => {
  const o = Object.assign(document.createElement(tag), props)
  o.append(...inside)
  return o
}

// Light or dark: what the system says, until the reader says otherwise
const button = $('.theme'), system = matchMedia('(prefers-color-scheme: dark)')
const dark = () => (root.dataset.theme || (system.matches ? 'dark' : 'light')) == 'dark'
const show = () => button.setAttribute('aria-pressed', dark())
button.addEventListener('click', () => {
  root.dataset.theme = dark() ? 'light' : 'dark'
  try { localStorage.setItem('theme', root.dataset.theme) } catch (e) {}
  show()
})
system.addEventListener('change', show); addEventListener('pageshow', show); show()

// The sidebar shows where one is; the table of contents closes when it has led on
const side = $('#sidebar'), toc = $('#toc'), here = $('[aria-current]', side)
document.fonts.ready.then(() => {
  if (here) side.scrollTop = here.offsetTop - side.clientHeight/2
})
toc?.addEventListener('click', e => {
  if (e.target.closest('a') && toc.matches(':popover-open')) toc.hidePopover()
})
const links = new Map($$('#toc a').map(a => [a.hash.slice(1), a]))
if (links.size) {
  const seen = new IntersectionObserver(es => es.forEach(e => {
    if (!e.isIntersecting) return
    links.forEach(a => a.classList.remove('here'))
    links.get(e.target.id)?.classList.add('here')
  }), {rootMargin: '-10% 0px -75% 0px'})
  $$('article :is(h2, h3)[id]').forEach(o => links.has(o.id) && seen.observe(o))
}

// What scrolls sideways can be reached by keyboard
const kinds = {PRE: 'Code or output', DIV: 'Table or formula', FIGURE: 'Figure'}
const box = o => {
  const scrolls = o.scrollWidth > o.clientWidth + 1
  if (scrolls == (o.tabIndex == 0)) return
  const attrs = {tabindex: 0, role: 'group', 'aria-label': kinds[o.tagName]}
  for (const [k, v] of Object.entries(attrs))
    scrolls ? o.setAttribute(k, v) : o.removeAttribute(k)
}
const sized = new ResizeObserver(es => es.forEach(e => box(e.target)))
const boxes = o => $$('pre, .table, .math.block, figure', o)
document.fonts.addEventListener('loadingdone', () => boxes().forEach(box))

// Copy, also where there is no clipboard: on plain http, and from a disk
const copy = async code => {
  try { await navigator.clipboard.writeText(code.textContent); return true }
  catch (e) { getSelection().selectAllChildren(code); return document.execCommand('copy') }
}
const copier = o => {
  const b = make('button', {className: 'copy', type: 'button', textContent: 'Copy'})
  b.addEventListener('click', async () => {
    const says = await copy($('code', o)) ? 'Copied' : 'Selected'
    b.textContent = status.textContent = says
    setTimeout(() => { b.textContent = 'Copy'; status.textContent = '' }, 1500)
  })
  o.append(b)
}

const equip = place => {
  $$('.code', place).forEach(copier)
  document.fonts.ready.then(() => boxes(place).forEach(o => sized.observe(o)))
}
equip()

// What can be touched comes when it is near, below the figure that it grows from
let tries = 0
const grow = async place => {
  const box = make('section', {className: 'touch'})
  try {
    await (await import(`./live/${place.dataset.live}.js?${tries}`)).default(box, equip)
    $('.until', place)?.remove()
    place.append(box)
  } catch (e) {
    tries++
    const disk = 'From a disk a browser loads nothing more. `make preview` serves it. '
    const lost = `What can be touched here did not load (${e.message}). `
    const again = make('button', {type: 'button', textContent: 'Try again'})
    const says = make('p', {}, location.protocol == 'file:' ? disk : lost, again)
    again.addEventListener('click', () => { says.remove(); grow(place) })
    place.append(says)
  }
}
const near = new IntersectionObserver(es => es.forEach(e => {
  if (!e.isIntersecting) return
  near.unobserve(e.target)
  grow(e.target)
}), {rootMargin: '50% 0px'})
$$('[data-live]').forEach(o => near.observe(o))

// Answers: all at once, as they are to be printed, and the one that a link leads into
const answers = $$('article details:not(.fold)')
if (answers.length > 9) {
  const all = make('button', {className: 'open-all', type: 'button'})
  const shut = () => answers.some(o => !o.open)
  const label = () => all.textContent = shut() ? 'Open all answers' : 'Close all answers'
  all.addEventListener('click', () => {
    const open = shut()
    answers.forEach(o => o.open = open)
  })
  document.addEventListener('toggle', label, true); label()
  $('article header').append(all)
}
const reveal = () => {
  const o = $(':target'), d = o?.closest('article details')
  if (d && !d.open) { d.open = true; o.scrollIntoView() }
}
addEventListener('hashchange', reveal); reveal()
})()
