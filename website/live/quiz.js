// The questions of the questionnaire's page, one at a time; what was hard comes back
import {button, controls, make, status} from './parts.js'

// How it went, and how many others come before the question is back
const grades = [['Not yet', 3], ['Hard', 10], ['Knew it', 0]]

// Each question by its id: its heading, its answer, and the section that it stands in
async function questions() {
  const r = await fetch(new URL('../questionnaire.html', import.meta.url))
  if (!r.ok) throw Error(`questionnaire.html: ${r.status}`)
  const page = new DOMParser().parseFromString(await r.text(), 'text/html'), cards = new Map()
  let about
  for (const o of page.querySelectorAll('article :is(h2, h3)')) {
    o.querySelector('.self')?.remove()
    const answer = o.nextElementSibling
    if (o.tagName == 'H2') about = o.textContent.trim()
    else if (answer?.matches('details')) cards.set(o.id, {about, question: o, answer})
  }
  return cards
}

// What this browser keeps: the questions left, in order; those known; how often each was hard
const fresh = cards => ({left: [...cards.keys()], known: [], hard: {}})
function recall(cards) {
  let kept
  try { kept = JSON.parse(localStorage.getItem('quiz')) } catch (e) { return fresh(cards) }
  if (!Array.isArray(kept?.left) || !Array.isArray(kept.known)) return fresh(cards)
  const known = kept.known.filter(o => cards.has(o)), all = [...kept.left, ...cards.keys()]
  const left = [...new Set(all)].filter(o => cards.has(o) && !known.includes(o))
  return {left, known, hard: kept.hard ?? {}}
}
function keep(state) {
  try { localStorage.setItem('quiz', JSON.stringify(state)); return true }
  catch (e) { return false }
}

export default async function start(place, equip) {
  const cards = await questions(), sections = new Set([...cards.values()].map(o => o.about))
  let state = recall(cards), before
  const about = make('select', {}, new Option('All questions', ''),
    ...[...sections].map(o => new Option(o)))
  about.addEventListener('change', () => show())
  const undo = button('Undo', () => {
    state = JSON.parse(before)
    before = undefined
    keep(state)
    show(true)
  })
  const again = button('Begin again', () => change(() => { state = fresh(cards) }))
  const says = Object.assign(status(), {className: 'say'})
  const question = make('h2', {tabIndex: -1, className: 'question'})
  const open = button('Show the answer', reveal, {className: 'main'})
  const answer = make('div', {className: 'answer', tabIndex: -1, role: 'group'})
  answer.ariaLabel = 'Answer'
  const end = make('div')
  const how = make('p', {className: 'buttons how'}, ...grades.map(([name, back], i) => {
    const o = button(`${name} `, () => grade(back))
    o.append(make('kbd', {ariaHidden: 'true'}, `${i+1}`))
    o.setAttribute('aria-keyshortcuts', i+1)
    return o
  }))
  place.addEventListener('keydown', e => {
    const key = grades[e.key-1], alone = !e.ctrlKey && !e.altKey && !e.metaKey
    if (key && alone && !how.hidden && e.target != about) grade(key[1])
  })
  place.ariaLabel = 'Quiz'
  place.append(controls(make('label', {}, 'About', about), undo, again), says,
    question, make('p', {className: 'buttons'}, open), end, answer, how)

  const mine = list => list.filter(o => !about.value || cards.get(o).about == about.value)
  function show(focus) {
    const [id, ...others] = mine(state.left), known = mine(state.known), card = cards.get(id)
    answer.hidden = how.hidden = true
    open.hidden = !card
    undo.disabled = !before
    const heading = card?.question.cloneNode(true).childNodes ?? ['All known.']
    question.replaceChildren(...heading)
    end.replaceChildren(...card ? [] : hardOnes(known))
    says.textContent = `${known.length} known, ${card ? others.length+1 : 0} to go.` +
      (state.hard[id] ? ' This one was hard before.' : '')
    if (focus) question.focus()
  }
  function reveal() {
    const {answer: from} = cards.get(mine(state.left)[0])
    const parts = [...from.children].filter(o => o.tagName != 'SUMMARY')
    answer.replaceChildren(...parts.map(o => document.importNode(o, true)))
    for (const o of answer.querySelectorAll('a[href^="#"]'))
      o.href = `questionnaire.html${o.getAttribute('href')}`
    equip(answer)
    open.hidden = true
    answer.hidden = how.hidden = false
    answer.focus({preventScroll: true})
  }
  function change(f) {
    before = JSON.stringify(state)
    f()
    const kept = keep(state)
    show(true)
    if (!kept) says.textContent += ' This browser keeps nothing: it lasts as long as the page.'
  }
  function grade(back) {
    change(() => {
      const [id] = mine(state.left)
      state.left.splice(state.left.indexOf(id), 1)
      if (!back) return state.known.push(id)
      state.hard[id] = (state.hard[id] ?? 0) + 1
      const behind = mine(state.left).slice(0, back).at(-1)
      state.left.splice(behind ? state.left.indexOf(behind)+1 : 0, 0, id)
    })
  }
  function hardOnes(known) {  // At the end: which they were, and a button that asks them again
    const hard = known.filter(o => state.hard[o])
    if (!hard.length) return []
    const links = hard.map(o => make('li', {}, make('a', {href: `questionnaire.html#${o}`},
      cards.get(o).question.textContent)))
    const once = button('Once more what was hard', () => change(() => {
      state.known = state.known.filter(o => !hard.includes(o))
      state.left.push(...hard)
      for (const o of hard) delete state.hard[o]
    }), {className: 'main'})
    return [make('p', {}, 'Known in the end, but hard:'), make('ul', {}, ...links),
            make('p', {className: 'buttons'}, once)]
  }
  show()
}
