/** Data from outside: plain objects that hold what JSON can hold. Never code, never a prototype. */
import { of } from './codecs'

/** A plain object: fields by name. */
export type Data = Readonly<Record<string, unknown>>

/** Anything with fields: a function is none. */
export const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null

/** A plain object of another window has another Object.prototype, but nothing above it. */
export const isPlain = (u: unknown): u is Record<string, unknown> => {
  if (!isObject(u)) return false
  const prototype: unknown = Object.getPrototypeOf(u)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}

/** Keys through which a prototype could be reached. */
const UNSAFE = /^(__proto__|constructor|prototype)$/

/** A plain object as JSON carries it: own enumerable string keys, dates as text, no code. `undefined` for what is none, and for a cycle. */
export const toData = (u: unknown): Data | undefined => {
  try {
    const made: unknown = JSON.parse(JSON.stringify(u), (key, value: unknown) => (UNSAFE.test(key) ? undefined : value))
    return isPlain(u) && isPlain(made) ? made : undefined // what has a `toJSON` can become anything
  } catch {
    return undefined // a cycle, a bigint, a getter that throws, or so deep that the stack overflows
  }
}

/** Decodes to a copy as JSON carries it. */
export const DataC = of('a plain object', isPlain, toData)

/** What a caller gave beside the fields that a command reads, as far as it is data. */
export const further = (given: object, consumed: ReadonlyArray<string> = []): Data => {
  const data: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(given)) {
    if (consumed.includes(key)) continue
    Object.assign(data, toData({ [key]: value })) // field by field: one that is no data costs no other
  }
  return data
}

/** Levels that are copied without a memory of what was met. Enough for all that crosses a wire: see `depth.ts`. */
const PLAIN_LEVELS = 100

/** Stands for a copy that was given up. */
const tooDeep = Symbol('too deep')

/** A copy of a plain object or an array that has the original's own fields; `undefined` for anything else. */
const shallowCopy = (u: object): Record<string, unknown> | undefined => {
  if (Array.isArray(u)) return u.slice() as unknown as Record<string, unknown> // by index
  return isPlain(u) ? { ...u } : undefined
}

/** Puts copies into the fields of a copy. `false`: one of them is `tooDeep`. */
const copyFields = (copy: Record<string, unknown>, levels: number): boolean => {
  for (const key in copy) {
    const value = copy[key]
    if (!isObject(value) || !Object.hasOwn(copy, key)) continue // some pages give every object fields
    const copied = copyTree(value, levels)
    if (copied === tooDeep) return false
    copy[key] = copied // its own key, `__proto__` too: nothing inherited is set
  }
  return true
}

/** A copy of a tree, the quick way; `tooDeep` when it has more than `levels` levels, or no end of them. */
const copyTree = (u: unknown, levels: number): unknown => {
  if (!isObject(u)) return u
  const copy = shallowCopy(u)
  if (copy === undefined) return u
  return levels > 0 && copyFields(copy, levels - 1) ? copy : tooDeep
}

/** A copy of anything, without recursion. What was met is remembered: a circle becomes a circle of copies. */
const copyGraph = (u: unknown): unknown => {
  const copies = new Map<object, Record<string, unknown>>()
  const open: Record<string, unknown>[] = []
  const copyOf = (value: unknown): unknown => {
    if (!isObject(value)) return value
    const known = copies.get(value)
    if (known) return known
    const copy = shallowCopy(value)
    if (copy === undefined) return value
    copies.set(value, copy)
    open.push(copy)
    return copy
  }
  const copied = copyOf(u)
  for (let copy = open.pop(); copy; copy = open.pop()) for (const key of Object.keys(copy)) copy[key] = copyOf(copy[key])
  return copied
}

/**
 * A deep copy of what came as JSON, to give away. What is neither a plain object nor an array stays what it is. However
 * deep it is, and also when it holds itself: it is copied as it is.
 */
export const copyJson = <A>(u: A): A => {
  const copied = copyTree(u, PLAIN_LEVELS)
  return (copied === tooDeep ? copyGraph(u) : copied) as A // field by field the same
}
