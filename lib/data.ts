/** Data from outside: plain objects that hold what JSON can hold. Never code, never a prototype. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'

export type Data = Readonly<Record<string, unknown>>

export const isPlain = (u: unknown): u is Record<string, unknown> => {
  if (typeof u !== 'object' || u === null || Array.isArray(u)) return false
  const prototype: unknown = Object.getPrototypeOf(u)
  // A plain object of another window has another Object.prototype, but nothing above it.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const UNSAFE: ReadonlyArray<string> = ['__proto__', 'constructor', 'prototype']

/** Copies own enumerable string keys, all the way down. Throws a `TypeError` on what cannot be data. */
const copyIn = (u: unknown, above: ReadonlyArray<unknown>): unknown => {
  switch (typeof u) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return u
    case 'number':
      return Number.isFinite(u) ? u : null
    case 'object':
      if (u === null) return u
      if (above.includes(u)) throw new TypeError('cyclic')
      if (Array.isArray(u)) return u.map((item) => copyIn(item, [...above, u]))
      if (u instanceof Date) return u.toJSON()
      if (!isPlain(u)) throw new TypeError('not data')
      return copyPlain(u, above)
  }
  throw new TypeError('not data')
}

const copyPlain = (u: Record<string, unknown>, above: ReadonlyArray<unknown>): Data =>
  Object.fromEntries(
    Object.keys(u)
      .filter((key) => !UNSAFE.includes(key))
      .map((key) => [key, copyIn(u[key], [...above, u])])
  )

/** A plain object, copied. Refuses functions, symbols, class instances and cycles. */
export const DataC = new t.Type<Data, Data, unknown>(
  'a plain object',
  isPlain,
  (u, context) => {
    const copied = E.tryCatch(() => (isPlain(u) ? copyPlain(u, []) : undefined), () => undefined)
    return E.isRight(copied) && copied.right ? t.success(copied.right) : t.failure(u, context)
  },
  t.identity
)

/** A deep copy of what came as JSON, to give away. What is neither a plain object nor an array stays what it is. */
export const copyJson = <A>(u: A): A => {
  if (typeof u !== 'object' || u === null) return u
  if (Array.isArray(u)) return u.map(copyJson) as unknown as A // an array of the same
  if (!isPlain(u)) return u
  const copied: Record<string, unknown> = { ...u }
  for (const key of Object.keys(copied)) copied[key] = copyJson(copied[key]) // its own key, `__proto__` too: nothing inherited is set
  return copied as typeof u // field by field
}
