// Search by MiniSearch, which comes with the sections of all pages when it is first used
(() => {
const $ = s => document.querySelector(s)
const up = document.documentElement.dataset.up
const form = $('.search'), input = $('#q'), list = $('#found'), status = $('#status')

// A word with its parts: of group_chunks, GroupChunks, weight-tied each part and the whole
const word = /[\p{L}\p{N}]+(?:[-_.'’][\p{L}\p{N}]+)*/gu
const camel = /(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^\p{L}\p{N}]+/u
const parts = w => w.split(camel)
const whole = w => parts(w).join('')
const tokens = s => (s.match(word) ?? []).flatMap(w => [...new Set([whole(w), ...parts(w)])])

// One spelling, no plural, and none of the words that are everywhere
const common = new Set(('a an and are as at be by can do does for from have how i in is it ' +
  'its my of on or that the this to was what when where which why with you').split(' '))
const stem = t => {
  const w = t.toLowerCase()
  if (common.has(w)) return null
  if (w.length < 4) return w
  return w.replace(/ies$/, 'y').replace(/([^s])s$/, '$1').replace(/is(e|ed|ing|ation)$/, 'iz$1')
}

// Other words for the same
const same = [
  ['bptt', 'backpropagation through time', 'back-propagation through time'],
  ['weight tying', 'tied weights', 'tying weights'], ['gru', 'gated recurrent unit'],
  ['lstm', 'long short-term memory'], ['rnn', 'recurrent neural network'],
  ['ar', 'activation regularization'], ['tar', 'temporal activation regularization'],
  ['ddp', 'data parallel', 'distributed training', 'several gpus'],
  ['install', 'installation', 'getting started', 'two commands'],
  ['resume', 'checkpoint'], ['train', 'training'], ['next word', 'language model'],
  ['colab', 'google colab'],
  ['vanishing gradient', 'gradient vanishes', 'how far back a gradient reaches'],
  ['inference', 'generate text', 'let the model speak'], ['reproducible', 'seed']]
const plain = s => s.toLowerCase().replace(/[-\s]+/g, ' ').trim()
const words = s => ({combineWith: 'AND', queries: (s.match(word) ?? []).map(w =>
  parts(w).length < 2 ? w : {combineWith: 'OR', queries: [whole(w).toLowerCase(),
    {combineWith: 'AND', queries: parts(w)}]})})
const query = asked => {
  let rest = ` ${plain(asked)} `, queries = []
  for (const group of same) {
    const said = group.map(plain).find(o => rest.includes(` ${o} `))
    if (!said) continue
    rest = rest.replace(said, '')
    queries.push({combineWith: 'OR', queries: group.map(words)})
  }
  const left = queries.length ? rest : asked
  return {combineWith: 'AND', queries: [...queries, ...words(left).queries]}
}

// Pages come before their sections, and these before the API
const fetched = {}
const script = src => fetched[src] ??= new Promise((done, failed) => {
  const o = Object.assign(document.createElement('script'), {src: up + src})
  o.onload = done
  o.onerror = () => { delete fetched[src]; o.remove(); failed() }
  document.head.append(o)
})
const less = {changelog: .2, api: .2, exercises: .5, errata: .6}
const weight = o => (less[parts(o.href)[0]] ?? 1) * (o.href.includes('#') ? 1 : 2.5)
let engine
const load = async () => {
  await Promise.all(['lib/minisearch/minisearch.js', 'sections.js'].map(script))
  if (engine) return
  const made = new MiniSearch({fields: ['heading', 'text', 'code'], tokenize: tokens,
    storeFields: ['href', 'title', 'section', 'text'], processTerm: stem})
  made.addAll(sections.map(([href, title, section, text, code], id) =>
    ({id, href, title, section, heading: section || title, text, code})))
  engine = made
}
const find = asked => {
  const options = {boost: {heading: 6, code: .4}, maxFuzzy: 2, weights: {fuzzy: .2, prefix: .4},
    prefix: t => t.length > 2, fuzzy: t => t.length > 4 && !/\d/.test(t) ? .2 : false,
    boostDocument: (id, term, o) =>
      weight(o) * ((o.section || o.title) == asked ? 20 : 1)}
  const all = engine.search(query(asked), options)
  return (all.length ? all : engine.search(asked, {...options, combineWith: 'OR'})).slice(0, 12)
}

// A part of the text with the words that were found, as it stands there
const excerpt = o => {
  const terms = new Set(o.terms), all = o.text.split(/\s+/), size = 24
  const hit = all.map(w => tokens(w).map(stem).find(t => terms.has(t)))
  const many = i => new Set(hit.slice(i, i + size - 4).filter(Boolean)).size
  const best = all.reduce((best, _, i) => many(i) > many(best) ? i : best, 0)
  const from = Math.max(0, best - 4), out = document.createElement('small')
  if (from) out.append('… ')
  all.slice(from, from + size).forEach((w, i) => {
    const mark = hit[from + i] && document.createElement('mark')
    if (mark) mark.textContent = w
    out.append(mark || w, ' ')
  })
  if (from + size < all.length) out.append('…')
  return out
}
const item = o => {
  const a = Object.assign(document.createElement('a'), {href: up + o.href})
  const li = document.createElement('li')
  a.append(o.section ? `${o.title} › ${o.section}` : o.title, excerpt(o))
  li.append(a)
  return li
}
const say = text => {
  const p = document.createElement('p')
  p.textContent = status.textContent = text
  list.replaceChildren(p)
  list.hidden = false
}
const close = () => { list.hidden = true }
const search = async () => {
  const asked = input.value.trim()
  if (!asked) return close()
  try { await load() }
  catch (e) { return say('The search did not load. Type on to try again.') }
  if (input.value.trim() != asked) return  // Typed on while it was loading
  const hits = find(asked)
  if (!hits.length) return say('Nothing found')
  list.replaceChildren(...hits.map(item))
  list.firstChild.className = 'next'
  list.hidden = false
  status.textContent = `${hits.length} found`
}
input.addEventListener('focus', () => load().catch(() => {}))
input.addEventListener('focus', search)
input.addEventListener('input', search)
form.addEventListener('submit', async e => {
  e.preventDefault()
  await search()
  list.querySelector('a')?.click()
})
form.addEventListener('keydown', e => {
  if (e.key == 'Escape') { input.value = ''; input.focus(); close() }
  if (e.key != 'ArrowDown' && e.key != 'ArrowUp') return
  e.preventDefault()
  const all = [input, ...list.querySelectorAll('a')]
  const i = all.indexOf(document.activeElement) + (e.key == 'ArrowDown' ? 1 : -1)
  all[(i + all.length) % all.length].focus()
})
list.addEventListener('click', e => { if (e.target.closest('a')) close() })
form.addEventListener('focusout', e => { if (!form.contains(e.relatedTarget)) close() })
addEventListener('keydown', e => {
  if (e.key != '/' || e.target.closest('input, textarea, select')) return
  e.preventDefault()
  input.focus()
})
window.find_sections = async asked => { await load(); return find(asked) }  // For the tests
})()
