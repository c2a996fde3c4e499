// How far the models in JavaScript are from PyTorch: the largest difference over all words, for
// each figure of `demo/expected.safetensors`. `make test-docs` asks Node and Chromium for it
import {load, parse, tensors} from './demo/models.mjs'

export async function compare(buffer, get = load) {
  const [expected, {words}] = tensors(buffer), seen = {}, apart = {}
  for (const [name, want] of Object.entries(expected)) {
    const [model, ...path] = name.split('.')
    seen[model] ??= reading(await get(model), words.split(' '))
    const found = seen[model].map(o => path.reduce((inner, key) => inner[key], o))
    const rows = want.length/(found.at(-1).length ?? 1)  // The last of them
    const all = found.slice(-rows).flatMap(o => o.length ? [...o] : o)
    if (all.length != want.length) throw Error(`${name}: ${all.length} of ${want.length}`)
    apart[name] = Math.max(...all.map((o, i) => Math.abs(o - want[i])))
  }
  return {words: Object.values(seen).flat().length, apart}
}
function reading(model, words) {
  const seen = []
  for (const word of words) seen.push(model.read(word, seen.at(-1)))
  return seen
}

if (globalThis.process) {
  const {readFile} = await import('node:fs/promises')
  const here = import.meta.url
  const file = async name => Uint8Array.from(await readFile(new URL(name, here))).buffer
  const weights = async name => parse(await file(`../humannum_lm/weights/${name}.safetensors`))
  const found = await compare(await file('demo/expected.safetensors'), weights)
  console.log(JSON.stringify(found))
}
