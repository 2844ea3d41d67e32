/** Data from outside: plain objects that hold what JSON can hold. Never code, never a prototype. */
import { of } from './codecs'

export type Data = Readonly<Record<string, unknown>>

export const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null

const above = (u: unknown): unknown => u && Object.getPrototypeOf(u)

/** A plain object of another window has another Object.prototype, but nothing above it. */
export const isPlain = (u: unknown): u is Record<string, unknown> => isObject(u) && !above(above(u))

const UNSAFE = /^(__proto__|constructor|prototype)$/

/** A plain object as JSON carries it: own enumerable string keys, dates as text, no code. `undefined` for what is none, and for a cycle. */
export const toData = (u: unknown): Data | undefined => {
  try {
    const made: unknown = JSON.parse(JSON.stringify(u), (key, value: unknown) => (UNSAFE.test(key) ? undefined : value))
    return isPlain(u) && isPlain(made) ? made : undefined // what has a `toJSON` can become anything
  } catch {
    return undefined
  }
}

export const DataC = of('a plain object', isPlain, toData)

/** What a caller gave beside the fields that a command reads, as far as it is data. */
export const further = (given: object, consumed: ReadonlyArray<string> = []): Data =>
  Object.assign({}, ...Object.entries(given).map(([key, value]) => !consumed.includes(key) && toData({ [key]: value })))

/** A deep copy of what came as JSON, to give away. What is neither a plain object nor an array stays what it is. */
export const copyJson = <A>(u: A): A => {
  if (Array.isArray(u)) return u.map(copyJson) as unknown as A // an array of the same
  if (!isPlain(u)) return u
  const copied: Record<string, unknown> = { ...u }
  for (const key of Object.keys(copied)) copied[key] = copyJson(copied[key]) // its own key, `__proto__` too: nothing inherited is set
  return copied as typeof u // field by field
}
