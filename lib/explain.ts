/** The one place that puts what was found into words. Names fields and kinds; contents only where it is told to. */
import type * as t from 'io-ts'

/** `a string`, `null`, `an array`, …: never the value itself. */
export const kind = (u: unknown): string => {
  if (u === null || u === undefined) return `${u}`
  if (Array.isArray(u)) return 'an array'
  if (u === '') return 'an empty string'
  return typeof u === 'object' ? 'an object' : `a ${typeof u}`
}

const MOST_SHOWN = 60

/** Like `kind`, with short values that are configuration, not conversation. */
export const shown = (u: unknown): string =>
  typeof u === 'string' && u ? JSON.stringify(u.slice(0, MOST_SHOWN)) : /number|boolean/.test(typeof u) ? String(u) : kind(u)

/** Sentences like `options.form.email: expected a string, found 7`. Our codecs have no unions and no intersections: each step of a context is a key. */
export const explain = (root: string, errors: t.Errors, found = kind): ReadonlyArray<string> =>
  errors.map(({ context, value }) => {
    const keys = context.slice(1).map(({ key }) => key)
    const expected = context.at(-1)?.type.name ?? ''
    // A text in a field for data or credentials may be one of them.
    const say = keys[0] && /object/.test(expected) && typeof value === 'string' ? kind : found
    return `${[root, ...keys].join('.')}: expected ${expected.replace(/^(string|number|boolean)$/, 'a $&')}, found ${say(value)}`
  })
