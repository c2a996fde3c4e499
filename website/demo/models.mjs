// The trained models of the course in plain JavaScript: a word in; out come the scores of the
// next word and all that led to them. They are read from the package's `.safetensors` files.
//
//   const model = await load('CopyGRU')
//   let now
//   for (const word of ['one', '.', 'two', '.']) now = model.read(word, now)
//   now.scores, now.layers[0].h, now.terms.copy, now.pointer    // as `read` says below

const sigmoid = x => 1/(1 + Math.exp(-x))
const relu = x => Math.max(0, x)
const add = (a, b) => a.map((o, i) => o + b[i])
const dot = (a, b) => a.reduce((sum, o, i) => sum + o*b[i], 0)
const cut = (a, n) => {  // Into n vectors
  const size = a.length/n
  return Array.from({length: n}, (_, i) => a.subarray(i*size, (i+1)*size))
}
const join = (a, b) => Float32Array.of(...a, ...b)

export function softmax(a) {
  const top = Math.max(...a), e = Float32Array.from(a, o => Math.exp(o-top))
  const sum = e.reduce((x, y) => x + y)
  return e.map(o => o/sum)
}

// wx + b, of a matrix `w` row by row, as nn.Linear keeps it
function linear(w, b, x) {
  const y = new Float32Array(w.length/x.length)
  for (let i = 0, k = 0; i < y.length; i++) {
    let sum = b?.[i] ?? 0
    for (let j = 0; j < x.length; j++) sum += w[k++]*x[j]
    y[i] = sum
  }
  return y
}

// One word through a layer, whose two products are `ih` and `hh`: from input and state the new
// state. `loop` is the chapter's own, without `ih`
const loop = ({hh}, x, {h}) => ({h: hh(add(h, x)).map(relu)})
const rnn = ({ih, hh}, x, {h}) => ({h: add(ih(x), hh(h)).map(Math.tanh)})

function gru({ih, hh}, x, {h}) {
  const [rx, zx, nx] = cut(ih(x), 3), [rh, zh, nh] = cut(hh(h), 3)
  const r = add(rx, rh).map(sigmoid), z = add(zx, zh).map(sigmoid)
  const n = nx.map((o, k) => Math.tanh(o + r[k]*nh[k]))
  return {r, z, n, h: n.map((o, k) => (1-z[k])*o + z[k]*h[k])}
}
function lstm({ih, hh}, x, {h, c}) {
  const [a, b, d, e] = cut(add(ih(x), hh(h)), 4)
  const i = a.map(sigmoid), f = b.map(sigmoid), g = d.map(Math.tanh), o = e.map(sigmoid)
  const cell = c.map((v, k) => f[k]*v + i[k]*g[k])
  return {i, f, g, o, c: cell, h: cell.map((v, k) => o[k]*Math.tanh(v))}
}
const kinds = {LMModel3: loop, LMModel4: loop, LMModel5: rnn, LMModel6: lstm, LMModel7: lstm,
               LMModel7GRU: gru, CopyGRU: gru}

export class Model {
  constructor(about, tensors) {
    this.name = about.class
    this.vocab = about.vocab
    this.t = tensors
    this.step = kinds[this.name]
    if (!this.step) throw Error(`there is no ${this.name} in JavaScript`)
    this.n_hidden = tensors['i_h.weight'].length/this.vocab.length
    this.layers = Array.from({length: about.args.n_layers ?? 1}, (_, l) => this.layer(l))
  }
  linear(name, x) { return linear(this.t[`${name}.weight`], this.t[`${name}.bias`], x) }
  layer(l) {
    if (this.step == loop) return {hh: x => this.linear('h_h', x)}
    const product = name => x => linear(this.t[`rnn.weight_${name}_l${l}`],
                                        this.t[`rnn.bias_${name}_l${l}`], x)
    return {ih: product('ih'), hh: product('hh')}
  }
  zeros() { return new Float32Array(this.n_hidden) }

  // Read `word`; `before` is what `read` gave for the word before it. Gives
  //   scores   of each word of `vocab` to be the next
  //   layers   for each its state `h`, its gates (i, f, g, o or r, z, n), an LSTM's `c`
  //   terms    what the scores are the sum of: `state`; with a copy head `copy` and `successor`
  // and with a copy head
  //   words, pointer   the last 32 words, and the share of attention that each of them gets
  //   gates    by which the copy and the successor are multiplied
  read(word, before) {
    const at = this.vocab.indexOf(word), n = this.n_hidden
    if (at < 0) throw Error(`“${word}” is not in the vocabulary`)
    const emb = this.t['i_h.weight'].subarray(at*n, (at+1)*n), layers = []
    let x = emb
    for (const [l, layer] of this.layers.entries()) {
      layers.push(this.step(layer, x, before?.layers[l] ?? {h: this.zeros(), c: this.zeros()}))
      x = layers[l].h
    }
    const tied = this.t['h_o.weight'] ?? this.t['i_h.weight']
    const state = linear(tied, this.t['h_o.bias'], x), now = {word, layers}
    if (this.name != 'CopyGRU') return {...now, scores: state, terms: {state}}
    const head = this.head(word, add(x, emb), before), {copy, successor} = head.terms
    const scores = add(state, add(copy, successor))
    return {...now, ...head, scores, terms: {state, copy, successor}}
  }

  // CopyHead of lesson 12; `both` is the state and the embedding
  head(word, both, before) {
    const {'head.distance': distance, 'head.table': table} = this.t, v = this.vocab.length
    const key = this.linear('head.key', join(before?.both ?? this.zeros(), both))
    const keys = [...before?.keys ?? [], key].slice(-distance.length)
    const words = [...before?.words ?? [], word].slice(-distance.length)
    const query = this.linear('head.query', both), last = keys.length - 1
    const fits = keys.map((k, j) => dot(query, k)/Math.sqrt(k.length) + distance[last-j])
    const pointer = softmax(fits), share = new Float32Array(v)
    words.forEach((o, j) => { share[this.vocab.indexOf(o)] += pointer[j] })
    const after = share.map((_, j) => share.reduce((sum, o, i) => sum + o*table[i*v+j], 0))
    const [copy, successor] = this.linear('head.gates', both).map(o => 3*o)
    const terms = {copy: share.map(o => copy*o), successor: after.map(o => successor*o)}
    return {both, keys, words, pointer, gates: {copy, successor}, terms}
  }
}

// The tensors of a safetensors file by their names, and what else it says of itself
export function tensors(buffer) {
  const size = Number(new DataView(buffer).getBigUint64(0, true)), start = 8 + size
  const text = new TextDecoder().decode(new Uint8Array(buffer, 8, size))
  const {__metadata__: says = {}, ...head} = JSON.parse(text), res = {}
  for (const [name, {dtype, data_offsets: [from, to]}] of Object.entries(head)) {
    if (dtype != 'F32') throw Error(`${name} is ${dtype}, not F32`)
    if (start + to > buffer.byteLength) throw Error(`the file ends before ${name} does`)
    res[name] = new Float32Array(buffer.slice(start + from, start + to))
  }
  return [res, says]
}
export function parse(buffer) {
  const [t, says] = tensors(buffer)
  return new Model(JSON.parse(says['humannum_lm model']), t)
}

const loaded = new Map()
async function fetched(name) {
  const r = await fetch(new URL(`../weights/${name}.safetensors`, import.meta.url))
  if (!r.ok) throw Error(`${name}: ${r.status}`)
  return parse(await r.arrayBuffer())
}
// A trained model by its name; what fails is tried anew the next time
export function load(name) {
  if (!loaded.has(name)) {
    const forget = e => { loaded.delete(name); throw e }
    loaded.set(name, fetched(name).catch(forget))
  }
  return loaded.get(name)
}
