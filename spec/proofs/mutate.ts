/** What happens to a text on a bad day: bits, spans, types, depth, keys and ids are changed. */
import type { Chance } from './chance'

/** Stands for what a person wrote. It must never come up in a report. */
export const SECRET = 'TopSecret'

type Mutation = (text: string, chance: Chance) => string

const spliced = (text: string, at: number, length: number, filling: string): string => text.slice(0, at) + filling + text.slice(at + length)

const flipped: Mutation = (text, chance) => {
  let result = text
  for (let left = 1 + chance.below(3); left > 0; left -= 1) {
    const at = chance.below(result.length)
    result = spliced(result, at, 1, String.fromCharCode((result.charCodeAt(at) || 0) ^ (1 << chance.below(8))))
  }
  return result
}

const truncated: Mutation = (text, chance) => text.slice(0, chance.below(text.length))

const cutOut: Mutation = (text, chance) => spliced(text, chance.below(text.length), 1 + chance.below(30), '')

const doubled: Mutation = (text, chance) => {
  const at = chance.below(text.length)
  return spliced(text, at, 0, text.slice(at, at + 1 + chance.below(60)))
}

const halved: Mutation = (text, chance) => spliced(text, chance.below(text.length), chance.below(2), chance.pick(['\ud800', '\udfff', '\\ud800', '\\udc00\\ud800', '\u2028', '\0']))

/** JSON that nests `levels` deep. */
const nested = (levels: number, open: string, close: string): string => open.repeat(levels) + '0' + close.repeat(levels)

const VALUES: ReadonlyArray<string> = [
  'null', 'true', 'false', '0', '-1', '1e308', '1e999', '"" ', '" "', `"${SECRET}"`, '[]', '{}', '[null]', `["${SECRET}"]`, `{"text":"${SECRET}"}`,
  '{"length":1e9}', '"9999-99-99"', '"+275760-09-13T00:00:00.000Z"', '"1970-01-01T00:00:00Z"', '-9007199254740993',
  nested(70, '[', ']'), nested(70, '{"a":', '}'), nested(4_000, '[', ']'), `[${'null,'.repeat(999)}null]`, `"${'x'.repeat(10_000)}"`
]

/** A value in JSON text: whatever stands behind a colon, up to where it ends, unless it holds others. */
const VALUE = /:\s*("(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+|\{\}|\[\])/g

const swapped =
  (values: ReadonlyArray<string>): Mutation =>
  (text, chance) => {
    const places = [...text.matchAll(VALUE)]
    if (places.length === 0) return chance.pick(values)
    const { index, 0: found } = chance.pick(places)
    return spliced(text, index, found.length, `:${chance.pick(values)}`)
  }

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'hasOwnProperty', 'length', 'then', '_tag', '']

/** What a key must not do: show up in every object. */
export const POLLUTED = 'polluted'

const keyed: Mutation = (text, chance) => {
  const places = [...text.matchAll(/\{/g)]
  if (places.length === 0) return `{"__proto__":{"${POLLUTED}":1}}`
  const { index } = chance.pick(places)
  const more = chance.pick([`{"${POLLUTED}":1}`, 'null', '0', '[]'])
  const isLast = text.charAt(index + 1) === '}'
  return spliced(text, index + 1, 0, `"${chance.pick(KEYS)}":${more}${isLast ? '' : ','}`)
}

const lost: Mutation = (text, chance) => {
  const places = [...text.matchAll(/"[^"\\]+":/g)]
  if (places.length === 0) return ''
  const { index, 0: found } = chance.pick(places)
  return spliced(text, index, found.length, `"other":`)
}

const NONSENSE = ['', ' ', 'null', '[]', '{}', '""', '0', 'undefined', 'NaN', '{"eventBody":null}', '{"class":null}', '<html></html>', '\ufeff{}', '[[]]', SECRET, `{"${'k'.repeat(300)}":1`]
const nonsense: Mutation = (_, chance) => chance.pick(NONSENSE)

/** Longer than any frame may be. */
const endless: Mutation = (text, chance) => (chance.below(100) === 0 ? `${text}${' '.repeat(1_000_001)}` : text.padEnd(2_000))

/** A way to spoil texts of one back end. `ids`: that occur in them, or could. */
export const mutation = (ids: ReadonlyArray<string>): Mutation => {
  const all: ReadonlyArray<Mutation> = [
    flipped, flipped, truncated, cutOut, doubled, halved, swapped(VALUES), swapped(VALUES), swapped(VALUES), swapped(ids.map((id) => JSON.stringify(id))), keyed, keyed, lost, nonsense, endless
  ]
  return (text, chance) => {
    const once = chance.pick(all)(text, chance)
    return once !== '' && chance.below(4) === 0 ? chance.pick(all)(once, chance) : once
  }
}
