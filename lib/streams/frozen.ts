/** Copies that nobody can change: what streams of the state hand to all who listen. */
import { copyJson } from '../data'

/** The same, not to be changed, all the way down. */
export type Frozen<A> = A extends object ? { readonly [K in keyof A]: Frozen<A[K]> } : A

/** Freezes what came as JSON: plain objects and arrays. Anything else stays as it is. */
const freeze = (u: unknown): void => {
  if (typeof u !== 'object' || u === null || Object.isFrozen(u)) return
  const isData = Array.isArray(u) || Object.getPrototypeOf(u) === Object.prototype
  if (!isData) return
  Object.freeze(u)
  for (const value of Object.values(u)) freeze(value)
}

/** A copy of what came as JSON, frozen all the way down. */
export const frozenCopy = <A extends object>(given: A): Frozen<A> => {
  const copy = copyJson(given)
  freeze(copy)
  return copy as Frozen<A> // frozen by the line above
}
