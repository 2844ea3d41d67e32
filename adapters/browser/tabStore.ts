/** Keeps texts in the tab's session storage; where that is refused, in memory. */
import type { Store } from '../transports/Environment'
import { eitherOf } from './store'

export const tabStore = (storage: () => Storage = () => sessionStorage): Store => {
  const memory = new Map<string, string>()
  return eitherOf(
    { get: (key) => storage().getItem(key) ?? undefined, set: (key, value) => storage().setItem(key, value), remove: (key) => storage().removeItem(key) },
    { get: (key) => memory.get(key), set: (key, value) => memory.set(key, value), remove: (key) => memory.delete(key) }
  )
}
