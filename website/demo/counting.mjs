// Numbers in words, what a person types, and a model that counts on
import {softmax} from './models.mjs'

const small = ('one two three four five six seven eight nine ten eleven twelve thirteen ' +
  'fourteen fifteen sixteen seventeen eighteen nineteen').split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales = [[1e12, 'trillion'], [1e9, 'billion'], [1e6, 'million'], [1e3, 'thousand']]
const values = new Map([...small.map((o, i) => [o, i+1]), ...tens.map((o, i) => [o, 10*i+20])])
const sizes = new Map(scales.map(([n, o]) => [o, n]))
const known = o => o == 'hundred' || values.has(o) || sizes.has(o)

function below1000(n) {
  if (n >= 100) return [small[Math.floor(n/100)-1], 'hundred', ...below1000(n%100)]
  if (n >= 20) return [tens[Math.floor(n/10)-2], ...below1000(n%10)]
  return n ? [small[n-1]] : []
}
// As `number_to_words` and `words_to_number` of lesson 0
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

// The number that a person means; a RangeError says what is wrong, and what would do
export const last = 9999
export function read(typed) {
  const text = typed.toLowerCase().replace(/[\s.!?]+$/, '').trim(), short = cut(text)
  if (!text) throw RangeError('Type a number from 1 up, such as 8998 or eight thousand ninety.')
  const n = /\d/.test(text) ? digits(text, short) : inWords(text, short)
  if (n < 1) throw RangeError('The models count from 1 up: there is no zero in the text.')
  if (n == last) throw RangeError('Nothing comes after 9,999, the last of the text. Try 9995.')
  if (n > last) throw RangeError(`The text ends at 9,999, before ${short}. Try 9995.`)
  return n
}
const cut = text => text.length > 40 ? `${text.slice(0, 40)}…` : text

function digits(text, short) {  // 8998, 8,998 or 8 998
  if (/^(\d+|\d{1,3}([, _]\d{3})+)$/.test(text)) return Number(text.replace(/\D/g, ''))
  throw RangeError(`“${short}” is not a whole number from 1 up. Try 8998.`)
}
function inWords(text, short) {  // Also with hyphens, commas, “and”, and “a” for “one”
  const words = text.replace(/[-,\s]+/g, ' ').split(' ').filter(o => o != 'and')
    .map(o => o == 'a' ? 'one' : o)
  if (words.join() == 'zero') return 0
  const other = words.find(o => !known(o))
  const what = 'is not a word for a number'
  if (other) throw RangeError(`“${cut(other)}” ${what}${meant(other)} Try 8998.`)
  const n = toNumber(words.join(' '))
  if (n) return n
  throw RangeError(`“${short}” is not how a number is written here. Try eight thousand ninety.`)
}
function meant(word) {
  const near = [...values.keys(), 'hundred', 'thousand'].map(o => [distance(word, o), o])
  const [far, best] = near.sort((a, b) => a[0]-b[0])[0]
  return far <= 2 && far < word.length/2 ? `; did you mean “${best}”?` : '.'
}
function distance(a, b) {  // Letters to change, to add or to leave out
  let row = [...b].map((_, i) => i+1)
  for (const [i, letter] of [...a.slice(0, 20)].entries()) {
    let left = i+1, corner = i
    row = row.map((above, j) => {
      left = Math.min(above+1, left+1, corner + (letter != b[j]))
      corner = above
      return left
    })
  }
  return row.at(-1)
}

// What a model reads first: the number and up to four before it (the text lacks 8,000)
export function promptOf(n) {
  const res = []
  for (let i = Math.max(1, n-5); i <= n; i++) if (i != 8000 || i == n) res.push(i)
  return res.slice(-5)
}
const next = n => n === null ? [] : n == 7999 ? [8000, 8001] : [n+1]

// The probability by which each word is drawn; at temperature 0 the best one is taken
export function chances(scores, temperature) {
  if (temperature) return softmax(scores.map(o => o/temperature))
  const best = scores.indexOf(Math.max(...scores))
  return scores.map((_, i) => i == best ? 1 : 0)
}

// A model that has read the numbers up to `number`, and counts on a word at a time
export class Counting {
  constructor(model, number) {
    Object.assign(this, {model, before: number, words: [], numbers: 0, slips: 0, ended: false})
    const words = promptOf(number).flatMap(n => [...toWords(n).split(' '), '.'])
    for (const o of words) this.hear(o)
  }
  hear(word) { this.now = this.model.read(word, this.now) }

  // Say a word. At the end of a number: what it is, and what would be right
  say(temperature) {
    const p = chances(this.now.scores, temperature)
    let r = Math.random()
    const i = p.findIndex(o => (r -= o) < 0), word = this.model.vocab[i < 0 ? p.length-1 : i]
    this.hear(word)
    if (word != '.') this.words.push(word)
    if (word != '.' && this.words.length < 20) return
    const words = this.words.join(' '), number = toNumber(words), wanted = next(this.before)
    const right = wanted.includes(number)
    this.numbers++
    this.slips += !right
    this.ended = number == last
    this.before = number
    this.words = []
    return {words, number, wanted, right}
  }
}
