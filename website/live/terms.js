// Lesson 12: where the head points, and what each term says, word by word
import {toWords} from '../demo/counting.mjs'
import {load} from '../demo/models.mjs'
import {controls, fixed, line, make, number, range, said, select, status, title}
  from './parts.js'

const starts = [[8998, 'a full thousand'], [8098, 'a full hundred'], [4238, 'a full ten'],
                [4233, 'elsewhere']]
const terms = ['state', 'copy', 'successor']
const one = x => fixed(x, 1)
const add = a => a.reduce((x, y) => x+y)

const trained = () => load('CopyGRU')

// For each word of four numbers: the right one to come next, its strongest rival, what each
// term brings to the difference of their scores, and where the head points
function read(model, from) {
  const text = `. ${[0, 1, 2, 3].map(k => `${toWords(from+k)} .`).join(' ')}`.split(' ')
  let now
  const rows = text.slice(0, -1).map((after, i) => {
    now = model.read(after, now)
    const right = model.vocab.indexOf(text[i+1])
    const others = now.scores.map((o, k) => k == right ? -Infinity : o)
    const rival = others.indexOf(Math.max(...others))
    const brings = terms.map(o => now.terms[o][right] - now.terms[o][rival])
    const first = i+1 - now.pointer.length  // The word that the first share is for
    const points = text.map((_, k) => now.pointer[k-first] ?? 0)
    return {after, right: text[i+1], rival: model.vocab[rival], brings, points,
            gates: now.gates}
  })
  return [text, rows]
}

export default async function start(place) {
  const model = await trained()
  let text, rows, at, least, far
  const go = i => { at = i; draw() }
  const names = starts.map(([n, o]) => `${number(n)} to ${number(n+3)}, ${o}`)
  const from = select('Reads', names, names[0], begin)
  const next = range('Next word', 0, 1, 0, go, false)
  const shown = line(i => { if (i > least) go(i-1) })
  const bars = make('div', {className: 'sums', ariaHidden: 'true'}), says = status()
  title(place, 'Word by word: where it points, and what each term says')
  const sides = make('p', {className: 'say'})
  place.append(controls(from.label, next.label), shown, sides, bars, says)

  function begin() {  // At the first word of the third number
    [text, rows] = read(model, starts[names.indexOf(from.select.value)][0])
    const stops = text.flatMap((o, i) => o == '.' ? [i] : [])
    least = stops[1]
    far = Math.max(...rows.flatMap(o => [...o.brings, add(o.brings)]).map(Math.abs))
    next.limit(least, rows.length-1)
    go(stops[2])
  }
  function draw() {
    const {after, right, rival, brings, points, gates} = rows[at]
    const most = Math.max(...points), to = points.indexOf(most), back = at-to+1
    const first = terms[brings.indexOf(Math.max(...brings))]
    next.set(at, said(right))
    shown.replaceChildren(...text.flatMap((o, i) => {  // A number a line
      const span = make('span', {className: i == at+1 ? 'on' : i > at ? 'later' : ''}, o)
      span.style.setProperty('--p', points[i])
      if (points[i] >= .05) span.append(make('small', {}, `${Math.round(100*points[i])}%`))
      return o == '.' && i ? [span, make('br')] : [span]
    }))
    bars.replaceChildren(...[...brings, add(brings)].flatMap((v, i) => {
      const bar = make('i', {className: v < 0 ? 'minus' : 'plus'})
      bar.style.setProperty('--p', Math.abs(v)/far)
      return [make('span', {}, terms[i] ?? 'together'), make('span', {className: 'axis'}, bar),
              make('span', {}, one(v))]
    }))
    const [state, copy, successor] = brings.map(one)
    sides.textContent = `The score of ${said(right)} less that of ${said(rival)}: ` +
      `to the right for ${said(right)}, to the left for ${said(rival)}.`
    says.textContent = `After ${said(after)} comes ${said(right)}; its strongest rival is ` +
      `${said(rival)}. The head points at ${said(text[to])}, ${back} ` +
      `${back == 1 ? 'word' : 'words'} back, with ${Math.round(100*most)}%. ` +
      `State ${state}, copy ${copy}, successor ${successor}: together ${one(add(brings))}. ` +
      `The ${first} does most for it. ` +
      `(Gates: copy ${one(gates.copy)}, successor ${one(gates.successor)}.)`
  }
  begin()
}
