/** The two helpers of the incumbent's Common object that extensions without its windows need. */
import { setOwn } from './own'

/** Both work on a path of names with dots between them. */
export const common = {
  /** What stands at `a.b.c` of an object, or `undefined`. */
  checkPath: (object: unknown, path: string): unknown => {
    let at = object
    for (const key of path.split('.')) at = Object(at)[key]
    return at
  },

  /**
   * Sets what stands at `a.b.c` of an object, and makes the objects on the way; returns what it set. What is inherited,
   * as prototypes are, it leaves alone.
   */
  createPath: (object: object, path: string, value: unknown = {}): unknown => {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    let at: object = Object(object)
    for (const key of keys) {
      const next: object = Object(Object.hasOwn(at, key) ? Reflect.get(at, key) : {})
      setOwn(at, key, next)
      at = next
    }
    setOwn(at, last, value)
    return value
  }
}
