/** Keeps texts in the tab's session storage; where that is refused, in memory. */
import type { Store } from '../transports/Environment'

export const tabStore = (storage: () => Storage = () => sessionStorage): Store => {
  const memory = new Map<string, string>()
  const attempt = <A>(use: (storage: Storage) => A): A | undefined => {
    try {
      return use(storage())
    } catch {
      return undefined // refused, or full
    }
  }
  return {
    get: (key) => attempt((kept) => kept.getItem(key)) ?? memory.get(key),
    set: (key, value) => {
      const kept = attempt((storage) => {
        storage.setItem(key, value)
        return true
      })
      if (kept) memory.delete(key)
      else memory.set(key, value)
    },
    remove: (key) => {
      memory.delete(key)
      attempt((kept) => kept.removeItem(key))
    }
  }
}
