/** Keeps texts in memory: for Node, and for a browser that refuses every other place. */
import type { Store } from './transports/Environment'

/** Lasts as long as the page or the process. */
export const memoryStore = (): Store => {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      values.set(key, value)
    },
    remove: (key) => {
      values.delete(key)
    }
  }
}
