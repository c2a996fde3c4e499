// Lesson 02: how far the gradient of a prediction reaches, and what a detach cuts off
import {button, controls, figures, fixed, make, range, status, title} from './parts.js'

const walls = [1, 2, 4, 8, 16], n = 16

export default async function start(place) {
  const table = await figures('reach')
  const norm = new Map()
  for (const o of table) if (o.what == 'gradient') norm.set(`${+o.at} ${+o.word}`, +o.value)
  const of = every => table.filter(o => o.what == 'final' && o.at == every).map(o => +o.value)
  let every = 16, t = n-1
  const buttons = walls.map(o => button(`${o}`, () => { every = o; draw() }))
  const at = range('Prediction after word', 0, n-1, t, o => { t = o; draw() })
  const bars = make('div', {className: 'bars', role: 'img'}), says = status()
  const group = make('div', {className: 'buttons', role: 'group'}, 'Detach every ', ...buttons,
    ' words')
  group.ariaLabel = 'Words from detach to detach'
  title(place, 'Move the detach')
  const key = 'A bar is the length of the gradient that a word gets from the loss of this ' +
    'prediction. At a detach, a dashed line, it ends.'
  place.append(group, controls(at.label), make('p', {className: 'say'}, key), bars, says)

  function draw() {
    const from = t - t%every, norms = Array.from({length: t+1}, (_, i) => norm.get(`${t} ${i}`))
    const top = Math.max(...norms)
    at.set(t, `${t}`)
    buttons.forEach((o, i) => { o.ariaPressed = `${walls[i] == every}` })
    bars.replaceChildren(...Array.from({length: n}, (_, i) => {
      const bar = make('i'), o = make('span', {}, bar, make('small', {}, `${i}`))
      bar.style.height = `${100*(norms[i] ?? 0)/top}%`
      o.classList.toggle('cut', i < from)
      o.classList.toggle('wall', i%every == 0)
      o.classList.toggle('here', i == t)
      o.addEventListener('click', () => { t = i; draw() })
      return o
    }))
    bars.ariaLabel = `A bar for each word, as long as the gradient; a line at each detach`
    const a = of(every), mean = a.reduce((x, y) => x+y)/a.length
    says.textContent = `The prediction after word ${t} can learn from ` +
      (from == t ? `word ${t} alone` : `words ${from} to ${t}`) +
      (from > 1 ? `; the gradient by words 0 to ${from-1}, shown pale, is cut off. ` : from ?
        '; the gradient by word 0, shown pale, is cut off. ' : '. ') +
      `Trained with a detach every ${every == 1 ? 'word' : `${every} words`}, ` +
      `${a.length} seeds have a mean accuracy of ${fixed(mean, 3)}.`
  }
  draw()
}
