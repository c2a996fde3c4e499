// What led to the next word: the chance of each word, where the pointer looks, the three terms
import {chances, toNumber} from '../demo/counting.mjs'
import {fixed, make, said} from './parts.js'

const worth = {'.': 0, hundred: 100, thousand: 1000}
const value = word => worth[word] ?? toNumber(word)
const percent = x => `${(100*x).toFixed(1)}%`
const head = text => make('p', {className: 'head'}, text)
const name = word => word == '.' ? 'full stop' : word
const best = scores => [...scores.keys()].sort((a, b) => scores[b]-scores[a]).slice(0, 2)

export class Inside {
  constructor() {
    this.who = make('p', {className: 'say'})
    this.odds = make('div', {className: 'odds', role: 'img'})
    this.read = make('div', {className: 'read', role: 'img'})
    this.terms = make('table')
    this.gates = make('p', {className: 'say'})
    const table = make('div', {className: 'table'}, this.terms)
    this.copy = make('div', {className: 'sides'},
      make('div', {}, head('Where CopyGRU points'), this.read),
      make('div', {}, head('What its scores are the sum of'), table, this.gates))
    this.box = make('div', {className: 'inside'}, head('The next word'), this.who, this.odds,
      this.copy)
    new ResizeObserver(() => this.arcs()).observe(this.read)
  }
  draw(all, temperature) {
    const sides = all.filter(o => o.counting).map(o => o.counting)
    this.box.hidden = !sides.length
    if (!sides.length) return
    this.bars(sides, temperature)
    const pointing = sides.find(o => o.now.pointer)
    this.copy.hidden = !pointing
    if (!pointing) return
    this.words(pointing.model, pointing.now)
    this.sums(pointing.model, pointing.now)
  }

  bars(sides, temperature) {  // Of every word, to the left and to the right of it
    const row = (left, word, right = '') => [left, word, right].map(o => make('span', {}, o))
    const of = sides.map(({model, now}) => ({model, now: chances(now.scores, temperature),
                                             at1: chances(now.scores, 1)}))
    const [a, b] = of.map(o => o.model.name), beside = b ? `; to the right that of ${b}` : ''
    this.who.textContent = `To the left of each word the probability by which ${a} draws ` +
      `it${beside}. Ticks: what that is at temperature 1.`
    const order = [...of[0].model.vocab].sort((a, b) => value(a)-value(b))
    this.odds.replaceChildren(...order.map(word => {
      const bars = of.map(({model, now, at1}) => {
        const i = model.vocab.indexOf(word), bar = make('i')
        bar.style.setProperty('--p', now[i])
        bar.style.setProperty('--at1', at1[i])
        if (at1[i] < .005) bar.className = 'none'
        return bar
      })
      return make('p', {className: 'odd'}, ...row(bars[0], name(word), bars[1]))
    }))
    this.odds.ariaLabel = of.map(({model, at1}) => `${model.name}: ` + best(at1).map(i =>
      `${said(model.vocab[i])} ${percent(at1[i])}`).join(', ')).join('; ')
  }

  words(model, {words, pointer, scores}) {  // The last ones, a number a line, and what comes
    let line
    const lines = [line = make('p')]
    this.from = words.map((word, i) => {
      const o = make('span', {}, word)
      o.style.setProperty('--p', pointer[i])
      line.append(o, ' ')
      if (word == '.') lines.push(line = make('p'))
      return [o, pointer[i]]
    })
    const next = model.vocab[best(scores)[0]], most = pointer.indexOf(Math.max(...pointer))
    line.append(this.next = make('span', {className: 'on'}, next))
    this.read.replaceChildren(...lines)
    this.read.ariaLabel = `To say ${said(next)} it looks at ${said(words[most])}, ` +
      `${words.length-most} back, with ${percent(pointer[most])}`
    this.arcs()
  }
  arcs() {  // From the word that comes to those that have at least a twentieth of the attention
    if (!this.next) return
    this.read.querySelector('svg')?.remove()
    const middle = o => o.offsetLeft + o.offsetWidth/2
    const half = o => o.offsetTop + o.offsetHeight/2
    const {next} = this, x = middle(next), y = next.offsetTop, left = next.offsetLeft
    const seen = this.from.filter(([, p]) => p >= .05)
    const paths = seen.map(([o, p]) => {
      const above = o.offsetTop < y, to = middle(o), start = o.offsetLeft, h = half(o)
      const end = above ? o.offsetTop+o.offsetHeight : y, up = above ? (y+end)/2 : y-14
      const curve = above && Math.abs(to-x) < 30  // In one column: round the words between
        ? `M${left} ${half(next)}C${left-20} ${half(next)} ${start-20} ${h} ${start} ${h}`
        : `M${x} ${y}C${x} ${up} ${to} ${up} ${to} ${end}`
      return `<path d="${curve}" stroke-width="${1+4*p}"/>`
    })
    this.read.insertAdjacentHTML('beforeend', `<svg aria-hidden="true">${paths.join('')}</svg>`)
  }

  sums({vocab}, {scores, terms, gates}) {  // Of the best word and of the one behind it
    const cell = x => {
      const o = make('td', {className: x < 0 ? 'minus' : 'plus'}, fixed(x, 1))
      o.style.setProperty('--p', Math.min(1, Math.abs(x)/20))
      return o
    }
    const rows = best(scores).map(i => {
      const o = make('tr', {}, make('th', {scope: 'row'}, name(vocab[i])))
      o.append(...[...Object.values(terms), scores].map(t => cell(t[i])))
      return o
    })
    const names = make('tr', {}, ...['word', ...Object.keys(terms), 'score'].map(o =>
      make('th', {scope: 'col'}, o)))
    this.terms.replaceChildren(make('thead', {}, names), make('tbody', {}, ...rows))
    this.gates.textContent = `Copy gate ${fixed(gates.copy, 1)}, ` +
      `successor gate ${fixed(gates.successor, 1)}.`
  }
}
