// What the things to touch share
export const make = (tag, props, ...inside) => {
  const o = Object.assign(document.createElement(tag), props)
  o.append(...inside)
  return o
}
export const button = (name, click, props) => {
  const o = make('button', {type: 'button', ...props}, name)
  o.addEventListener('click', click)
  return o
}
export const fill = (select, values, value) => {
  select.replaceChildren(...values.map(o => new Option(o, o, false, o == value)))
}
export const select = (name, values, value, change) => {
  const o = make('select')
  fill(o, values, value)
  o.addEventListener('change', change)
  return {label: make('label', {}, name, o), select: o}
}
// A slider whose value is said as a word, and shown unless something else shows it
export function range(name, min, max, value, change, shows = true) {
  const o = make('input', {type: 'range', min, max, value})
  const says = make('output', {hidden: !shows})
  o.addEventListener('input', () => change(+o.value))
  return {
    label: make('label', {}, name, o, says),
    limit(min, max) { Object.assign(o, {min, max}) },
    set(value, text) { o.value = value; says.textContent = o.ariaValueText = text },
  }
}
export const controls = (...inside) => make('p', {className: 'controls'}, ...inside)
export const title = (place, text) => {
  place.ariaLabel = text
  place.append(make('p', {className: 'head'}, text))
}
export const status = () => make('p', {role: 'status'})

// The words of a text; a click on one picks it. Whoever uses keys has a slider beside it
export const line = pick => {
  const o = make('p', {className: 'words', ariaHidden: 'true'})
  o.addEventListener('click', e => {
    const i = [...o.querySelectorAll('span')].indexOf(e.target.closest('span'))
    if (i >= 0) pick(i)
  })
  return o
}
export const said = word => word == '.' ? 'the full stop' : `“${word}”`
export const number = n => n.toLocaleString('en-GB')
export const fixed = (x, n) => x.toFixed(n).replace(/^-(0\.?0*)$/, '$1').replace('-', '−')

// A table of results/, as the notebooks read it: an object for each row
export async function figures(name) {
  const r = await fetch(new URL(`${name}.csv`, import.meta.url))
  if (!r.ok) throw Error(`${name}.csv: ${r.status}`)
  const [head, ...rows] = (await r.text()).split(/\r?\n/).filter(o => o && o[0] != '#')
    .map(o => o.split(','))
  return rows.map(o => Object.fromEntries(head.map((k, i) => [k, o[i]])))
}
