// Lesson 02: the text in lanes, as `group_chunks` puts it, or in its own order
import {toWords} from '../demo/counting.mjs'
import {button, controls, fill, make, number, range, select, status, title} from './parts.js'

const columns = 3, orders = ['in lanes', 'of the text']
let tokens

// The words of the numbers from 1 to 9,999 but 8,000, with a full stop between every two
function text() {
  const all = Array.from({length: 9999}, (_, i) => i+1).filter(n => n != 8000)
  return all.map(toWords).join(' . ').split(' ')
}
// The text in pieces of `sl` words, as `sequence_items` cuts it
function pieces(sl) {
  tokens ??= text()
  const n = Math.ceil((tokens.length-sl-1)/sl)
  return Array.from({length: n}, (_, i) => tokens.slice(i*sl, (i+1)*sl).join(' '))
}
// Which piece is row `j` of batch `k`, of `m` batches of `bs` rows
export const place = (order, k, j, bs, m) => order == orders[0] ? k + m*j : k*bs + j

// The rows to show of many: the first ones, those around the one that is followed, the last
function near(bs, lane) {
  const all = Array.from({length: bs}, (_, j) => j)
  return bs <= 8 ? all : all.filter(j => j < 2 || Math.abs(j-lane) < 2 || j == bs-1)
}

export default function start(here, equip) {
  let lane = 1, batch = 0, cut = pieces(3)
  const go = k => { batch = k; draw() }
  const bs = select('Lanes (bs)', [2, 3, 4, 8, 16, 32, 64], 4, change)
  const sl = select('Words (sl)', [3, 4, 8, 16], 3, change)
  const order = select('Order', orders, orders[0], () => draw())
  const follow = select('Follow lane', [0, 1, 2, 3], lane, () => {
    lane = +follow.select.value
    draw()
  })
  const far = range('Batch', 0, 1, 0, go)
  const back = button('‹', () => go(batch-1), {ariaLabel: 'Previous batch'})
  const on = button('›', () => go(batch+1), {ariaLabel: 'Next batch'})
  const facts = make('p', {className: 'say'}), says = status(), table = make('table')
  const strip = make('div', {className: 'strip', role: 'img'})
  title(here, 'The whole text in lanes: follow one')
  here.append(controls(bs.label, sl.label, order.label, follow.label), facts, strip,
    controls(far.label, back, on), make('div', {className: 'table'}, table), says)

  function change() {
    const n = +bs.select.value
    cut = pieces(+sl.select.value)
    lane = Math.min(lane, n-1)
    fill(follow.select, Array.from({length: n}, (_, j) => j), lane)
    go(0)
  }
  function draw() {
    const lanes = order.select.value == orders[0]
    const n = +bs.select.value, m = Math.floor(cut.length/n)
    batch = Math.max(0, Math.min(batch, m-columns))
    const ks = Array.from({length: columns}, (_, i) => batch+i), last = ks.at(-1)
    const at = j => ks.map(k => place(order.select.value, k, j, n, m))
    const name = lanes ? 'lane' : 'row', left = cut.length - n*m
    follow.select.value = lane
    far.limit(0, m-columns)
    far.set(batch, number(batch))
    back.ariaDisabled = `${batch == 0}`  // Not disabled, which would lose the focus
    on.ariaDisabled = `${last == m-1}`
    facts.textContent = `The text is cut into ${number(cut.length)} pieces of ` +
      `${sl.select.value} words, full stops among them. A batch takes one for each ` +
      `of ${n} ${name}s: ${number(m)} batches` +
      (left ? `, and ${left} pieces are left over.` : '.')
    drawStrip(n, n*m, lanes, at)
    drawTable(n, ks, name, at)
    const read = at(lane).map(i => cut[i]).join(' | ')
    const from = `batches ${number(batch)} to ${number(last)}`
    const jump = n == 2 ? 'a piece' : `${n-1} pieces`
    says.textContent = `In ${name} ${lane}, ${from}: ${read}. ` + (lanes ?
      'Each piece goes on where the one before ended.' :
      `From batch to batch it jumps over ${jump}.`)
  }
  function drawStrip(n, all, lanes, at) {  // The whole text, and what of it is read now
    const mark = (kind, from, wide) => {
      const o = make('i', {className: kind})
      Object.assign(o.style, {left: `${100*from/all}%`, width: `${100*wide/all}%`})
      return o
    }
    const rows = Array.from({length: n}, (_, j) => j)
    const parts = lanes ? rows.map(j => mark(j == lane ? 'part on' : 'part', j*all/n, all/n)) :
      [mark('part', 0, all)]
    const now = rows.flatMap(j => at(j).map(i => mark(j == lane ? 'now on' : 'now', i, 1)))
    strip.replaceChildren(...parts, ...now)
    strip.ariaLabel = lanes ?
      `The text as a bar in ${n} parts, one for each lane; all are read at the same place` :
      'The text as a bar; all rows are read at one place of it'
  }
  function drawTable(n, ks, name, at) {
    const wide = columns+1, rows = near(n, lane)
    const pick = j => {
      lane = j
      draw()
      table.querySelector('[aria-pressed=true]').focus()
    }
    const row = j => make('tr', {className: j == lane ? 'on' : ''},
      make('th', {scope: 'row'},
        button(`${name} ${j}`, () => pick(j), {ariaPressed: `${j == lane}`})),
      ...at(j).map(i => make('td', {}, cut[i])))
    const gap = () => make('tr', {}, make('td', {colSpan: wide}, '⋮'))
    const head = ks.map(k => make('th', {scope: 'col'}, `batch ${number(k)}`))
    table.replaceChildren(make('thead', {}, make('tr', {}, make('td'), ...head)),
      make('tbody', {}, ...rows.flatMap((j, i) =>
        i && j > rows[i-1]+1 ? [gap(), row(j)] : [row(j)])))
  }
  draw()
  equip(here)
}
