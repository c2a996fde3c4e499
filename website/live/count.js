// Home and lesson 13: two models count on, side by side
import {Counting, read, toWords} from '../demo/counting.mjs'
import {load} from '../demo/models.mjs'
import {Inside} from './inside.js'
import {button, controls, fixed, make, number, range, select, status, title} from './parts.js'

const models = ['CopyGRU', 'LMModel7', 'LMModel6', 'LMModel5', 'LMModel4', 'LMModel3']
const starts = new Map([
  ['8996', 'Over the thousand: the training text ends at 8,082, so “nine thousand” is new.'],
  ['7998', 'The text goes from 7,999 to 8,001, so after 7,999 both are right.'],
  ['8099', 'The first full hundred that they have not read.'],
  ['1', 'One number is little to go by: they take themselves to be elsewhere, and go on.'],
  ['9995', 'The text ends at 9,999, and here they are stopped. They do not know the end.']])
const other = 'A number from 1 to 9,998, in digits or in words. It stays in your browser.'
const speeds = [1, 2, 5, 10, 25, 60]
const few = 5  // So many numbers at once on the home page, and where nothing is to move
const calm = matchMedia('(prefers-reduced-motion: reduce)')
const pause = ms => new Promise(go => setTimeout(go, ms))
const many = (n, what) => `${n || 'no'} ${what}${n == 1 ? '' : 's'}`

class Side {  // A model and what it says, a number a line
  constructor(name) {
    this.name = name
    this.log = make('ol', {tabIndex: 0, ariaLabel: `What ${name} says`})
    this.column = make('div', {}, make('p', {className: 'head'}, name), this.log)
  }
  begin(model, from) {
    this.counting = new Counting(model, from)
    this.write(number(from), toWords(from), 'given', make('small', {}, '(given)'))
  }
  write(digits, words, kind, ...more) {  // Into the last line, which ends when it has a kind
    const {log} = this, low = log.scrollHeight - log.scrollTop - log.clientHeight < 9
    this.line ??= log.appendChild(make('li'))
    this.line.className = kind
    this.line.replaceChildren(make('b', {}, digits), make('span', {}, words, ' ', ...more))
    if (kind) this.line = undefined
    if (low) log.scrollTop = log.scrollHeight  // Whoever reads above is left in peace
  }
  say(temperature) {  // A word, or the end of a number; gives what it says of its first slip
    const done = this.counting.say(temperature)
    if (!done) return this.write('', this.counting.words.join(' '), '')
    const digits = done.number === null ? '?' : number(done.number)
    const or = done.wanted.map(number).join(' or ')
    const slip = `slip: ${or ? `${or} would be right` : 'the one before was no number'}`
    if (done.right) return this.write(digits, done.words, 'right')
    this.write(digits, done.words || '(nothing)', 'wrong', make('em', {}, slip))
    const what = done.words || 'nothing'
    if (this.counting.slips == 1) return `${this.name} slips: it says ${what}.`
  }
  get numbers() { return this.counting?.numbers ?? 0 }
  get ended() { return this.counting?.ended }
  get sum() {
    const {numbers, slips} = this.counting
    return `${this.name}: ${many(numbers, 'number')}, ${many(slips, 'slip')}.`
  }
}

export default async function start(place, equip) {
  const home = document.body.classList.contains('home')
  const asked = new URLSearchParams(home ? '' : location.search)
  const [one = models[0], two = asked.has('model') ? 'none' : models[1]] =
    (asked.get('model') ?? '').split(',').filter(o => models.includes(o))
  let sides = [], turn = 0, going = false, temperature = 0, speed = 10

  const field = make('input', {value: asked.get('from') ?? '8996', maxLength: 200, size: 12,
                               autocomplete: 'off', autocapitalize: 'none', spellcheck: false})
  const first = select('Model', models, one, reset)
  const second = select('Beside it', [...models, 'none'], two, reset)
  const heat = range('Temperature', 0, 20, 0, v => {
    temperature = v/10
    heat.set(v, temperature ? fixed(temperature, 1) : '0: always the best')
    inside?.draw(sides, temperature)
  })
  const pace = range('Speed', 0, speeds.length-1, 3, v => {
    speed = speeds[v]
    pace.set(v, `${many(speed, 'word')} a second`)
  })
  heat.set(0, '0: always the best')
  pace.set(3, '10 words a second')
  const run = button('Count', () => going ? stop() : count(), {className: 'main'})
  const chips = [...starts.keys()].map(n => button(number(+n), () => {
    field.value = n
    reset()
    count()
  }))
  const why = make('p', {className: 'why', ariaLive: 'polite'}), says = status()
  const columns = make('div', {className: 'sides'}), inside = home ? undefined : new Inside()
  const form = make('form')
  form.append(controls(make('label', {}, 'Count on from', field), first.label, second.label),
    controls(heat.label, pace.label))
  form.addEventListener('submit', e => { e.preventDefault(); if (!going) count() })
  field.addEventListener('input', reset)
  says.classList.add('say')
  title(place, 'Two models count on')
  const from = controls('From', make('span', {className: 'chips'}, ...chips))
  const link = make('a', {href: 'demo.html'}, 'Look inside them')
  const buttons = home ? [run, link] : [run, button('Step', step), button('Reset', reset)]
  const parts = home ? [] : [form]
  place.append(from, why, ...parts, controls(...buttons), says, columns)
  if (inside) place.append(inside.box)
  reset()
  equip(place)

  // Each thing asked for is a turn of its own; what comes late from another is thrown away
  function halt() { turn++; going = false; run.textContent = 'Count' }
  function tell(text, bad = false) {
    says.textContent = text
    says.classList.toggle('bad', bad)
    field.ariaInvalid = bad
  }
  function reset() {
    halt()
    const names = [first.select.value, second.select.value].filter(o => o != 'none')
    sides = names.map(o => new Side(o))
    columns.replaceChildren(...sides.map(o => o.column))
    const typed = field.value.trim(), text = starts.get(typed) ?? other
    if (why.textContent != text) why.textContent = text
    for (const [i, n] of [...starts.keys()].entries()) chips[i].ariaPressed = n == typed
    tell('')
    inside?.draw(sides, temperature)
  }
  const fewest = () => Math.min(...sides.filter(o => !o.ended).map(o => o.numbers))
  const sums = () => sides.filter(o => o.counting).map(o => o.sum)
  function stop() {
    halt()
    tell(['Stopped.', ...sums()].join(' '))
  }
  function finish() {
    halt()
    const end = sides.every(o => o.ended) ? ['9,999 is the end of the text.'] : []
    tell([...end, ...sums()].join(' '))
  }
  function fail(mine, e) {
    if (mine != turn) return
    halt()
    if (!(e instanceof RangeError)) return tell(`Not loaded (${e.message}). Count tries again.`)
    tell(e.message, true)  // From `read`
    field.focus()
  }

  // A word of each side that is no number ahead of another. The second model is loaded when the
  // first has said a number. False if there is nothing left to say before `goal` numbers
  async function advance(mine, goal) {
    const next = sides.find(o => !o.counting)
    if (next && (next == sides[0] || sides[0].numbers)) {
      const n = read(field.value)
      tell(`Loading ${next.name}.`)
      const model = await load(next.name)
      if (mine != turn) return
      next.begin(model, n)
      tell(`Counting on from ${number(n)}.`)
      const names = sides.map(o => o.name)
      if (!home) history.replaceState(null, '', `?from=${n}&model=${names}${location.hash}`)
    }
    const open = sides.filter(o => !o.ended), least = fewest()
    if (!open.length || least >= goal) return false
    for (const side of open.filter(o => o.counting && o.numbers == least)) {
      const slip = side.say(temperature)
      if (slip) tell(slip)
    }
    inside?.draw(sides, temperature)
    return true
  }
  async function step() {
    if (going) return stop()
    const mine = ++turn
    try { if (await advance(mine, Infinity) == false) finish() } catch (e) { fail(mine, e) }
  }
  async function count() {
    const mine = ++turn, goal = home || calm.matches ? fewest() + few : Infinity
    going = true
    run.textContent = 'Stop'
    try {
      while (mine == turn) {
        if (await advance(mine, goal) == false) return finish()
        if (!calm.matches) await pause(1000/speed)
      }
    } catch (e) { fail(mine, e) }
  }
}
