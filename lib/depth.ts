/** How deep data from outside may be nested: what goes deeper could overflow whoever walks through it. */
import { isObject, isPlain } from './data'

/** Levels of objects and arrays that one inbound unit may have. Real traffic has about ten. */
export const MOST_LEVELS = 64

/** Keys of a path that are told. */
const KEYS_TOLD = 2

/**
 * A key that is told as it stands. A sender may put anything into one: what a person wrote, or characters that make one
 * line of a log look like two.
 */
const NAME = /^[\w$-]{1,40}$/

const told = (key: string): string => (NAME.test(key) ? key : '?')

/**
 * The keys that lead to what lies below the deepest level allowed; `undefined` when nothing does. What holds itself has no
 * end of levels. Walks no deeper than `levels`, and through plain objects and arrays only: what copies and JSON go through.
 */
export const tooDeepAt = (u: unknown, levels = MOST_LEVELS): ReadonlyArray<string> | undefined => {
  if (!Array.isArray(u) && !isPlain(u)) return undefined
  if (levels === 0) return []
  const fields = u as Readonly<Record<string, unknown>> // an array's are its indices
  for (const key in fields) {
    const value = fields[key]
    // Most are texts and numbers. Some pages give every object fields: those are not its own.
    if (!isObject(value) || !Object.hasOwn(fields, key)) continue
    const below = tooDeepAt(value, levels - 1)
    if (below) return [key, ...below]
  }
  return undefined
}

/** A sentence that says where it is too deep, or nothing when it is not. `place`: what `u` is, such as `frame`. */
export const explainDepth = (place: string, u: unknown): string | undefined => {
  const way = tooDeepAt(u)
  if (way === undefined) return undefined
  const keys = way.slice(0, KEYS_TOLD).map(told)
  return `${[place, ...keys].join('.')}: expected at most ${MOST_LEVELS} levels of objects and arrays, found more`
}
