// Lesson 04: an LSTM reads word by word; each gate is a row, a unit shows its numbers
import {toWords} from '../demo/counting.mjs'
import {load} from '../demo/models.mjs'
import {button, controls, figures, fixed, line, make, number, range, said, select, status,
  title} from './parts.js'

const before = 15, shown = 4, past = 8  // Numbers read first, numbers shown, words in the table
const starts = [1998, 3144, 8123]
const rows = {f: 'forget gate f', i: 'input gate i', g: 'new material g', o: 'output gate o',
              c: 'cell state c', h: 'hidden state h'}
const digits = ['thousands', 'hundreds', 'tens', 'units']
const called = digit => digit == 'units' ? 'ones' : digit  // A unit is of the network here
const two = x => fixed(x, 2)

const trained = () => load('LMModel6')

// What the model has in it after each word of some numbers, read after those before them
function read(model, from) {
  const steps = []
  let now
  for (let n = from-before; n < from+shown; n++)
    for (const word of `${toWords(n)} .`.split(' ')) {
      const last = now
      now = model.read(word, last)
      if (n >= from) steps.push({word, layers: now.layers, last: last.layers})
    }
  return steps
}
const firstStop = steps => steps.findIndex(o => o.word == '.')

// The formulas of a unit with its numbers
function formulas({layers, last}, layer, unit) {
  const {c: old} = last[layer]
  const [f, i, g, o, c, h] = Object.keys(rows).map(k => layers[layer][k][unit])
  const sum = `${two(f)} · ${two(old[unit])} + ${two(i)} · ${two(g)}`
  return [`c′ = f·c + i·g = ${sum} = ${two(c)}`,
          `h′ = o·tanh(c′) = ${two(o)} · ${two(Math.tanh(c))} = ${two(h)}`]
}

// Cells in a row, as a background: as strong as the value, in the second colour below 0
function cells(values) {
  const wide = 100/values.length
  const one = (v, k) => {
    const colour = v < 0 ? '--warn' : '--accent', much = Math.min(100, 100*Math.abs(v))
    const mixed = `color-mix(in srgb, var(${colour}) ${much.toFixed()}%, transparent)`
    return `${mixed} ${k*wide}% ${(k+1)*wide}%`
  }
  return `linear-gradient(90deg, ${[...values].map(one).join()})`
}

// For each unit of a layer the digit that explains most of its variance, as in lesson 11
function holders(table, model, layer) {
  const most = Array(64).fill({share: 0})
  for (const o of table) {
    const mine = o.model == model && o.layer == layer+1 && +o.share > most[o.unit].share
    if (mine) most[o.unit] = {digit: o.digit, share: +o.share, unit: +o.unit}
  }
  return most
}

export default async function start(place, equip) {
  const [model, table] = await Promise.all([trained(), figures('units')])
  let steps = read(model, starts[0]), at = firstStop(steps), layer = 0, most, unit
  const pick = k => { unit = k; draw() }
  const go = i => { at = i; draw() }
  const names = starts.map(o => `${number(o)} to ${number(o+shown-1)}`)
  const from = select('Reads', names, names[0], () => {
    steps = read(model, starts[names.indexOf(from.select.value)])
    word.limit(0, steps.length-1)
    go(firstStop(steps))
  })
  const which = select('Layer', [1, 2], 1, () => {
    layer = which.select.value-1
    hold()
    draw()
  })
  const word = range('Word', 0, steps.length-1, 0, go, false)
  const units = range('Unit', 0, 63, 0, pick)
  const text = line(go)
  const held = make('div', {className: 'buttons', role: 'group'})
  held.ariaLabel = 'Units that hold a digit'
  const strip = () => make('i', {role: 'img'})
  const strips = Object.fromEntries(Object.keys(rows).map(k => [k, strip()]))
  const marks = strip()
  const grid = make('div', {className: 'grid'},
    ...Object.entries(rows).flatMap(([k, name]) => [make('span', {}, name), strips[k]]),
    make('span', {}, 'holds a digit'), marks, make('b', {}))
  grid.addEventListener('click', e => {
    const wide = e.target.clientWidth
    if (e.target.tagName == 'I') pick(Math.min(63, Math.floor(64*e.offsetX/wide)))
  })
  const formula = make('p', {className: 'formula'}), says = status(), numbers = make('table')
  title(place, 'Word by word through the trained LSTM')
  const key = 'Each strip is the 64 units at this word: blue is above 0, brown below, ' +
    'the stronger the farther from it. The numbers below are rounded.'
  place.append(controls(from.label, which.label), text,
    controls(word.label, units.label), held, grid,
    make('p', {className: 'say'}, key), formula, says,
    make('div', {className: 'table'}, numbers))

  function hold() {  // Buttons for the three units of each digit that hold it best
    most = holders(table, model.name, layer)
    const good = most.filter(o => o.share >= .5).sort((a, b) => b.share-a.share)
    const best = digits.map(d => good.filter(o => o.digit == d).slice(0, 3))
    const buttons = best.map(a => a.map(o => button(o.unit, () => pick(o.unit))))
    held.replaceChildren('Units that hold', ...digits.flatMap((d, i) => best[i].length ?
      [make('span', {}, `${called(d)} `, ...buttons[i])] : []))
    marks.style.background = cells(most.map(o => o.share < .5 ? 0 : o.share))
    marks.ariaLabel = `A digit explains half of the variance of ${good.length} units or more`
    unit = best.flat()[0].unit
  }
  const value = (step, k) => step.layers[layer][k][unit]
  function draw() {
    const now = steps[at], {digit, share} = most[unit]
    word.set(at, said(now.word))
    units.set(unit, `${unit}`)
    text.replaceChildren(...steps.flatMap((o, i) => {
      const span = make('span', {className: i == at ? 'on' : ''}, o.word)
      return o.word == '.' ? [span, make('br')] : [span]
    }))
    for (const [k, name] of Object.entries(rows)) {
      strips[k].style.background = cells(now.layers[layer][k])
      strips[k].ariaLabel = `${name} of 64 units; of unit ${unit} ${two(value(now, k))}`
    }
    grid.style.setProperty('--at', unit)
    for (const o of held.querySelectorAll('button')) o.ariaPressed = `${o.textContent == unit}`
    formula.replaceChildren(...formulas(now, layer, unit).flatMap(o => [o, make('br')]))
    const keeps = `Unit ${unit} keeps ${two(value(now, 'f'))} of its memory`
    const holds = `${two(share)} of its variance lies between the ${called(digit)} digits`
    says.textContent = `It read ${said(now.word)}. ${keeps}, which is ` +
      `${two(value(now, 'c'))} now. ` + (share < .5 ?
      'At the full stop no digit explains half of its variance.' :
      `At the full stop ${holds}.`)
    drawNumbers(steps.slice(Math.max(0, at-past+1), at+1))
  }
  function drawNumbers(seen) {  // The unit over the last words
    const cell = v => {
      const o = make('td', {className: v < 0 ? 'minus' : 'plus'}, two(v))
      o.style.setProperty('--p', Math.min(1, Math.abs(v)))
      return o
    }
    const head = ['', ...seen.map(o => o.word)].map(o => make(o ? 'th' : 'td', {}, o))
    const row = k => make('tr', {}, make('th', {scope: 'row'}, k),
      ...seen.map(o => cell(value(o, k))))
    numbers.replaceChildren(make('caption', {}, `Unit ${unit} over the last words`),
      make('thead', {}, make('tr', {}, ...head)),
      make('tbody', {}, ...Object.keys(rows).map(row)))
    numbers.parentElement.scrollLeft = numbers.scrollWidth
  }
  hold()
  draw()
  equip(place)
}
