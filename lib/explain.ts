/** The one place that puts what was found into words. Names fields and kinds; contents only where it is told to. */
import type * as t from 'io-ts'

/** A field that is not what was expected. Each part completes the sentence `<path>: expected <expected>, found <found>`. */
export interface InvalidField {
  /** Where it stands, such as `form.email`; empty for the options as a whole. */
  readonly path: string
  /** What it should be, such as `a string`. */
  readonly expected: string
  /** What kind of thing it is, such as `a number`: never the value itself, which may be what a person wrote. */
  readonly found: string
}

/** Whether it is an array. A revoked proxy, of which even that cannot be asked, is none. */
const isArray = (u: unknown): boolean => {
  try {
    return Array.isArray(u)
  } catch {
    return false
  }
}

/** `a string`, `null`, `an array`, …: never the value itself. */
export const kind = (u: unknown): string => {
  if (u === null || u === undefined) return `${u}`
  if (isArray(u)) return 'an array'
  if (u === '') return 'an empty string'
  return typeof u === 'object' ? 'an object' : `a ${typeof u}`
}

/** Characters of a text that are shown at most. */
const MOST_SHOWN = 60

/** Like `kind`, with short values that are configuration, not conversation. */
export const shown = (u: unknown): string => {
  if (typeof u === 'string' && u !== '') return JSON.stringify(u.slice(0, MOST_SHOWN))
  return typeof u === 'number' || typeof u === 'boolean' ? String(u) : kind(u)
}

/** A codec's name as it stands in a sentence: io-ts calls its own `string`, ours are called `a string` and the like. */
const named = (codec: string): string => codec.replace(/^(string|number|boolean)$/, 'a $&')

/**
 * What a decoder complains of, field by field. `found` puts a value into words. For codecs without unions and
 * intersections, as those of options and configurations are: there each step of a context is a key.
 */
export const problems = (errors: t.Errors, found = kind): ReadonlyArray<InvalidField> =>
  errors.map(({ context, value }) => {
    const keys = context.slice(1).map(({ key }) => key)
    const expected = named(context.at(-1)?.type.name ?? '')
    // A text in a field for data or credentials may be one of them.
    const mayBeSecret = keys.length > 0 && expected.includes('object') && typeof value === 'string'
    return { path: keys.join('.'), expected, found: mayBeSecret ? kind(value) : found(value) }
  })

/** A sentence like `options.form.email: expected a string, found a number`. `root`: what the path begins with. */
export const sentence = (root: string, { path, expected, found }: InvalidField): string =>
  `${path === '' ? root : `${root}.${path}`}: expected ${expected}, found ${found}`

/** The same for all that a decoder complains of. */
export const explain = (root: string, errors: t.Errors, found = kind): ReadonlyArray<string> =>
  problems(errors, found).map((field) => sentence(root, field))
