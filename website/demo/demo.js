// Let a model count on in the browser. What it needs comes with the first Run or Step.
const $ = id => document.getElementById('demo-' + id)
const here = new URL('..', import.meta.url)

// Numbers and words, as number_to_words and words_to_number have them
const ones = ('one two three four five six seven eight nine ten eleven twelve thirteen ' +
  'fourteen fifteen sixteen seventeen eighteen nineteen').split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales = [[1e12, 'trillion'], [1e9, 'billion'], [1e6, 'million'], [1e3, 'thousand']]
const values = new Map([...ones.map((o, i) => [o, i+1]), ...tens.map((o, i) => [o, 10*i+20])])
const sizes = new Map(scales.map(([n, o]) => [o, n]))
function below1000(n) {
  const res = []
  if (n >= 100) res.push(ones[Math.floor(n/100)-1], 'hundred')
  let rest = n%100
  if (rest >= 20) { res.push(tens[Math.floor(rest/10)-2]); rest %= 10 }
  if (rest) res.push(ones[rest-1])
  return res
}
export function toWords(n) {
  const res = []
  for (const [size, name] of scales) {
    if (n >= size) res.push(...below1000(Math.floor(n/size)), name)
    n %= size
  }
  return [...res, ...below1000(n)].join(' ')
}
export function toNumber(text) {  // null for what toWords does not write
  let total = 0, group = 0
  for (const o of text.split(' ')) {
    if (o == 'hundred') group *= 100
    else if (sizes.has(o)) { total += group*sizes.get(o); group = 0 }
    else if (values.has(o)) group += values.get(o)
    else return null
  }
  const n = total + group
  return n >= 1 && n < 1e15 && toWords(n) == text ? n : null
}
const shown = n => n.toLocaleString('en-GB')

// What was typed, as a number; an Error says what is wrong and what would do
function distance(a, b) {
  let row = [...b].map((_, i) => i+1)
  for (let i = 0; i < a.length; i++) {
    let left = i+1, corner = i
    row = row.map((above, j) => {
      left = Math.min(above+1, left+1, corner + (a[i] != b[j]))
      corner = above
      return left
    })
  }
  return row.at(-1)
}
function noWord(o) {
  const words = [...values.keys(), 'hundred', 'thousand']
  const [far, near] = words.map(w => [distance(o, w), w]).sort((a, b) => a[0]-b[0])[0]
  const and = o == 'and' ? ' Write one hundred one, without “and”.' : ''
  const mean = far <= 2 ? `; did you mean “${near}”?` : '.'
  return `“${o}” is not a word for a number${mean}${and} Try 8998, or eight thousand ninety.`
}
export function read(typed, vocab) {
  const text = typed.toLowerCase().trim().replace(/[-\s]+/g, ' ').replace(/[\s.]+$/, '')
  if (!text) throw Error('Type a number from 1 up, such as 8998 or eight thousand ninety.')
  let n
  if (/^-? ?[\d, _.]+$/.test(typed.trim())) {
    const digits = typed.trim().replace(/[, _]/g, '')
    if (!/^\d+$/.test(digits))
      throw Error(`“${typed.trim()}” is not a whole number from 1 up. Try 8998.`)
    n = Number(digits)
  } else {
    const isWord = o => o == 'hundred' || sizes.has(o) || values.has(o)
    const other = text.split(' ').find(o => !isWord(o))
    if (other !== undefined) throw Error(noWord(other))
    n = toNumber(text)
    if (n === null)
      throw Error(`“${text}” is not how a number is written here. Try eight thousand ninety.`)
  }
  if (n < 1) throw Error('The models count from 1 up: there is no zero in the data.')
  if (n >= 1e15) throw Error('That is too large: the models know numbers up to 9,999.')
  const unknown = toWords(n).split(' ').find(o => !vocab.includes(o))
  if (unknown)
    throw Error(`The models do not know the word “${unknown}”: ` +
      'they have read numbers up to 9,999.')
  return n
}

// What the model reads first: the number and up to four before it (the data lacks 8,000)
export function promptOf(n) {
  const res = []
  for (let i = Math.max(1, n-5); i <= n; i++) if (i != 8000 || i == n) res.push(i)
  return res.slice(-5).flatMap(i => [...toWords(i).split(' '), '.'])
}
const follows = n => n === null ? [] : n == 7999 ? [8000, 8001] : [n+1]

// The models
let about, ort, loading
const sessions = new Map()
async function load(name) {
  loading ??= (async () => {
    ort = await import(new URL('lib/onnxruntime/ort.wasm.min.mjs', here))
    ort.env.wasm.numThreads = 1
    ort.env.wasm.wasmPaths = new URL('lib/onnxruntime/', here).href
  })()
  try { await loading } catch (e) { loading = undefined; throw e }
  if (!sessions.has(name)) {
    const url = new URL(`demo/${name}.onnx`, here).href
    sessions.set(name, await ort.InferenceSession.create(url, {executionProviders: ['wasm']}))
  }
  return sessions.get(name)
}
async function vocabulary() {
  if (!about) {
    const r = await fetch(new URL('demo/demo.json', here))
    if (!r.ok) throw Error(`demo.json: ${r.status}`)
    about = await r.json()
  }
  return about
}
const int64 = (a, shape) => new ort.Tensor('int64', BigInt64Array.from(a, BigInt), shape)
function zeros({shape, type}) {
  const n = shape.reduce((a, b) => a*b, 1)
  if (type == 'int64') return int64(Array(n).fill(0), shape)
  return new ort.Tensor('float32', new Float32Array(n), shape)
}

class Counter {
  static async start(name, number) {
    const c = new Counter()
    c.session = await load(name)
    c.info = about.models.find(o => o.name == name)
    c.state = Object.fromEntries(c.info.state.map(o => [o.name, zeros(o)]))
    c.last = number; c.words = []; c.tokens = []
    for (const o of promptOf(number)) await c.hear(o)
    return c
  }
  async hear(word) {
    const i = int64([about.vocab.indexOf(word)], [1, 1])
    const out = await this.session.run({word: i, ...this.state})
    this.scores = out.scores.data
    this.state = Object.fromEntries(this.info.state.map(o => [o.name, out[`new_${o.name}`]]))
  }
  probs(temperature) {
    const t = temperature || 1, top = Math.max(...this.scores)
    const e = [...this.scores].map(o => Math.exp((o-top)/t)), sum = e.reduce((a, b) => a+b)
    return e.map(o => o/sum)
  }
  pick(temperature) {
    if (!temperature) return this.scores.indexOf(Math.max(...this.scores))
    let r = Math.random()
    const p = this.probs(temperature), i = p.findIndex(o => (r -= o) < 0)
    return i < 0 ? p.length-1 : i
  }
  async step(temperature) {  // One word; `done` is the number if it is at its end
    const word = about.vocab[this.pick(temperature)]
    await this.hear(word)
    this.tokens.push(word)
    if (word != '.') this.words.push(word)
    const words = this.words.join(' ')
    if (word != '.' && this.words.length < 20) return {words}
    const number = toNumber(words), expected = follows(this.last)
    this.last = number; this.words = []
    return {words, done: {number, right: expected.includes(number), expected}}
  }
}

// The page
let counter, running = false, busy = false, slips = 0, run = 0
const temperature = () => Number($('temp').value)
const make = (tag, text, className) => {
  const o = document.createElement(tag)
  if (text !== undefined) o.textContent = text
  if (className) o.className = className
  return o
}
const say = (text, bad) => {
  $('help').textContent = text
  $('help').classList.toggle('bad', !!bad)
  $('from').setAttribute('aria-invalid', !!bad)
}
const item = () => {
  const li = make('li')
  $('said').append(li)
  return li
}
let line

function showWords({words, done}) {
  line ??= item()
  line.textContent = words || '(nothing)'
  if (done) {
    line.prepend(make('b', done.number === null ? '? ' : shown(done.number) + ' '))
    if (!done.right) {
      slips++
      const right = done.expected.map(shown).join(' or ')
      const why = right ? `${right} would be right` : 'the one before was no number'
      line.append(' ', make('span', `slip: ${why}`, 'slip'))
    }
    line.className = done.right ? 'right' : 'wrong'
    line = undefined
  }
  $('said').scrollTop = $('said').scrollHeight
}
function showNext() {
  const p = counter.probs(temperature())
  const best = p.map((o, i) => [o, about.vocab[i]]).sort((a, b) => b[0]-a[0]).slice(0, 6)
  $('next').replaceChildren(...best.map(([o, word]) => {
    const li = make('li'), bar = make('i')
    bar.style.setProperty('--p', o)
    const name = make('span', word == '.' ? '. (full stop)' : word, 'word')
    li.append(name, bar, make('span', `${(100*o).toFixed(1)}%`))
    return li
  }))
}
function colour(v) {  // -1 blue, 0 light, 1 red
  const a = Math.min(1, Math.abs(v)), to = v < 0 ? [33, 102, 172] : [178, 24, 43]
  return [247, 247, 247].map((o, i) => Math.round(o + a*(to[i]-o)))
}
function showState() {
  const {data, dims} = counter.state.h, layers = dims[0], rows = data.length/16
  const canvas = $('state')
  canvas.width = 16; canvas.height = rows
  const image = new ImageData(16, rows)
  data.forEach((v, i) => image.data.set([...colour(v), 255], 4*i))
  canvas.getContext('2d').putImageData(image, 0, 0)
  const strong = data.reduce((a, o) => a + (Math.abs(o) > .5), 0)
  const low = Math.min(...data).toFixed(2), high = Math.max(...data).toFixed(2)
  const units = `The hidden state: ${data.length} units, from ${low} to ${high}`
  canvas.setAttribute('aria-label', `${units}; ${strong} are beyond ±0.5`)
  const rest = `of ${dims[2]} units, 16 in a row; ${strong} beyond ±0.5`
  $('state-text').textContent = `${layers} ${layers > 1 ? 'layers' : 'layer'} ${rest}`
}
const show = () => { showNext(); showState() }

function reset() {
  run++; counter = line = undefined; slips = 0
  stop()
  $('said').replaceChildren()
  $('next').replaceChildren(make('li', 'Not yet', 'none'))
  const c = $('state'); c.getContext('2d').clearRect(0, 0, c.width, c.height)
  c.setAttribute('aria-label', 'The hidden state: nothing read yet')
  $('state-text').textContent = 'A cell for each unit'
}
function stop() { running = false; $('run').textContent = 'Run' }

async function begin() {
  const mine = run
  if (counter) return true
  try {
    const number = read($('from').value, (await vocabulary()).vocab)
    say(sessions.size ? 'Reading.' : 'Loading the model.')
    const c = await Counter.start($('model').value, number)
    if (mine != run) return false
    counter = c
    for (const o of promptOf(number).join(' ').split(' .').map(o => o.trim()).filter(Boolean)) {
      const li = item()
      li.className = 'given'
      li.append(make('b', shown(toNumber(o)) + ' '), o)
    }
    say(`${$('model').value} has read the numbers up to ${shown(number)}.`)
    show()
    return true
  } catch (e) {
    if (mine != run) return false
    const ours = sessions.size || loading || !/fetch|json/i.test(e.message)
    say(ours ? e.message : `The demo could not be loaded: ${e.message}`, true)
    $('from').focus()
    return false
  }
}
async function one() {
  const mine = run, res = await counter.step(temperature())
  if (mine != run) return
  showWords(res); show()
}
async function step() {
  if (busy) return
  busy = true
  try { if (await begin()) await one() } finally { busy = false }
}
const calm = matchMedia('(prefers-reduced-motion: reduce)')
async function start() {
  if (running) { stop(); say(`Stopped. ${summary()}`); return }
  if (busy) return
  busy = running = true
  $('run').textContent = 'Stop'
  const mine = run
  try {
    if (await begin()) while (running && mine == run) {
      await one()
      await new Promise(f => setTimeout(f, calm.matches ? 250 : 60))
    } else stop()
  } catch (e) { stop(); say(`The model stopped: ${e.message}`, true) }
  finally { busy = false }
}
const summary = () => {
  const n = $('said').querySelectorAll('.right, .wrong').length
  const many = (n, word) => `${n} ${n == 1 ? word : word + 's'}`
  return `${many(n, 'number')} counted, ${many(slips, 'slip')}.`
}

if ($('run')) {
  document.querySelector('#demo form').addEventListener('submit', e => {
    e.preventDefault()
    start()
  })
  $('step').addEventListener('click', () => { if (running) stop(); else step() })
  $('reset').addEventListener('click', () => { reset(); say('Ready.') })
  $('from').addEventListener('input', () => { if (counter || running) reset(); say('') })
  $('model').addEventListener('change', reset)
  $('temp').addEventListener('input', () => {
    $('temp-now').textContent = $('temp').value
    if (counter) showNext()
  })
}
// For tests, and for whoever is curious in the console
window.humannum = {toWords, toNumber, read, promptOf, async tokens(name, number, n) {
  await vocabulary()
  const c = await Counter.start(name, number)
  while (c.tokens.length < n) await c.step(0)
  return c.tokens
}}
