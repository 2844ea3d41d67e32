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

/** Where in the object the error is: `transport.dataURL`. Steps into an intersection have numbers for keys: left out. */
const path = ({ context }: t.ValidationError): string =>
  context
    .slice(1)
    .map(({ key }) => key)
    .filter((key, i) => key !== '' && !/Intersection/.test((context[i]?.type as { _tag?: string } | undefined)?._tag ?? ''))
    .join('.')

const sentence =
  (found: (u: unknown) => string) =>
  (root: string) =>
  (error: t.ValidationError): string => {
    const at = path(error)
    const expected = error.message ?? error.context[error.context.length - 1]?.type.name ?? 'something else'
    return `${[root, at].filter(Boolean).join('.')}: expected ${expected}, found ${found(error.value)}`
  }

/** For what people wrote and servers sent: kinds only. */
export const explain = (root: string, errors: t.Errors): ReadonlyArray<string> => errors.map(sentence(kind)(root))

/** For configuration: values too, so that a typing error can be seen. */
export const explainConfig = (root: string, errors: t.Errors): ReadonlyArray<string> => errors.map(sentence(shown)(root))
