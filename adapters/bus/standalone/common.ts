/** The two helpers of the incumbent's Common object that extensions without its windows need. */
import { isPlain } from '../../../lib/data'

const step = (at: unknown, key: string): unknown => (Object.hasOwn(Object(at), key) ? (at as Record<string, unknown>)[key] : undefined) // it has that key

export const common = {
  /** What stands at `a.b.c`, or `undefined`. */
  checkPath: (object: unknown, path: string): unknown => path.split('.').reduce(step, object),
  /** Sets what stands at `a.b.c`, and makes the objects on the way. */
  createPath: (object: Record<string, unknown>, path: string, value: unknown = {}): boolean => {
    const [key = '', ...rest] = path.split('.')
    if (key === '__proto__') return false
    if (rest.length === 0) {
      object[key] = value
      return true
    }
    const next = step(object, key)
    const inner = isPlain(next) ? next : {}
    object[key] = inner
    return common.createPath(inner, rest.join('.'), value)
  }
}
