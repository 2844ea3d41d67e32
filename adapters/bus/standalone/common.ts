/** The two helpers of the incumbent's Common object that extensions without its windows need. */
import { isPlain } from '../../../lib/data'

const step = (at: unknown, key: string): unknown => (Object.prototype.hasOwnProperty.call(Object(at), key) ? (at as Record<string, unknown>)[key] : undefined) // it has that key

export const common = {
  /** What stands at `a.b.c`, or `undefined`. */
  checkPath: (object: unknown, path: string): unknown => path.split('.').reduce(step, object),
  /** Sets what stands at `a.b.c`, and makes the objects on the way. */
  createPath: (object: Record<string, unknown>, path: string, value: unknown = {}): boolean => {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    if ([...keys, last].some((key) => key === '__proto__')) return false
    const parent = keys.reduce((at, key) => {
      const next = step(at, key)
      const made = isPlain(next) ? next : {}
      at[key] = made
      return made
    }, object)
    parent[last] = value
    return true
  }
}
