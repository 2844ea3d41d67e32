/** The one place that puts what was found into words. Names fields and kinds; contents only where it is told to. */
import type * as t from 'io-ts'

/** `a string`, `null`, `an array`, …: never the value itself. */
export const kind = (u: unknown): string => {
  if (u === null || u === undefined) return String(u)
  if (Array.isArray(u)) return 'an array'
  if (u === '') return 'an empty string'
  return typeof u === 'object' ? 'an object' : `a ${typeof u}`
}

const MOST_SHOWN = 60

/** Like `kind`, with short values that are configuration, not conversation. */
const shown = (u: unknown): string =>
  typeof u === 'string' && u !== ''
    ? JSON.stringify(u.slice(0, MOST_SHOWN))
    : typeof u === 'number' || typeof u === 'boolean'
      ? String(u)
      : kind(u)

/** Where in the object the error is: `transport.dataURL`. A step into an intersection or a union stays at its value: left out. */
const path = ({ context }: t.ValidationError): string =>
  context
    .filter(({ actual }, i) => i > 0 && !Object.is(actual, context[i - 1]?.actual))
    .map(({ key }) => key)
    .join('.')

const sentence =
  (root: string, found: (u: unknown) => string) =>
  (error: t.ValidationError): string => {
    const at = path(error)
    const expected = error.message ?? error.context[error.context.length - 1]?.type.name ?? 'something else'
    // A text in a field for data or credentials may be one of them.
    const say = at !== '' && /object/.test(expected) && typeof error.value === 'string' ? kind : found
    return `${[root, at].filter(Boolean).join('.')}: expected ${expected.replace(/^(string|number|boolean)$/, 'a $&')}, found ${say(error.value)}`
  }

/** Each once: the parts of an intersection expect the same. */
const sentences = (root: string, errors: t.Errors, found: (u: unknown) => string): ReadonlyArray<string> => [
  ...new Set(errors.map(sentence(root, found)))
]

/** For what people wrote and servers sent: kinds only. */
export const explain = (root: string, errors: t.Errors): ReadonlyArray<string> => sentences(root, errors, kind)

/** For configuration: values too, so that a typing error can be seen. */
export const explainConfig = (root: string, errors: t.Errors): ReadonlyArray<string> => sentences(root, errors, shown)
