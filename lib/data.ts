/** Data from outside: plain objects that hold what JSON can hold. Never code, never a prototype. */
import { codec } from './codecs'

export type Data = Readonly<Record<string, unknown>>

export const isPlain = (u: unknown): u is Record<string, unknown> => {
  if (typeof u !== 'object' || u === null || Array.isArray(u)) return false
  const prototype: unknown = Object.getPrototypeOf(u)
  // A plain object of another window has another Object.prototype, but nothing above it.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const UNSAFE: ReadonlyArray<string> = ['__proto__', 'constructor', 'prototype']

/** Copies own enumerable string keys, all the way down. Throws a `TypeError` on what cannot be data. */
const copyIn = (u: unknown): unknown => {
  if (Array.isArray(u)) return u.map(copyIn)
  if (isPlain(u)) return Object.fromEntries(Object.keys(u).filter((key) => !UNSAFE.includes(key)).map((key) => [key, copyIn(u[key])]))
  if (u instanceof Date) return u.toJSON()
  if (typeof u === 'number') return Number.isFinite(u) ? u : null
  if (u === null || /string|boolean|undefined/.test(typeof u)) return u
  throw new TypeError('not data')
}

/** A plain object, copied. `undefined` for functions, symbols, class instances and cycles, however deep. */
export const toData = (u: unknown): Data | undefined => {
  try {
    JSON.stringify(u) // throws on a cycle
    return isPlain(u) ? (copyIn(u) as Data) : undefined // an object's copy is one
  } catch {
    return undefined
  }
}

export const DataC = codec('a plain object', isPlain, toData)

/** A deep copy of what came as JSON, to give away. What is neither a plain object nor an array stays what it is. */
export const copyJson = <A>(u: A): A => {
  if (Array.isArray(u)) return u.map(copyJson) as unknown as A // an array of the same
  if (!isPlain(u)) return u
  const copied: Record<string, unknown> = { ...u }
  for (const key of Object.keys(copied)) copied[key] = copyJson(copied[key]) // its own key, `__proto__` too: nothing inherited is set
  return copied as typeof u // field by field
}
