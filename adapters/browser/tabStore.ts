/** Keeps texts in the tab's session storage; what that does not take, in memory. */
import { attempt } from '../guarded'
import { memoryStore } from '../memoryStore'
import type { Store } from '../transports/Environment'
import { eitherOf } from './store'

/** A storage of the browser as a store, which never throws: a storage does when it is full, or closed to the page meanwhile. */
const storeOf = (storage: Storage): Store => ({
  get: (key) => attempt(() => storage.getItem(key)) ?? undefined,
  set: (key, value) => attempt(() => storage.setItem(key, value)),
  remove: (key) => attempt(() => storage.removeItem(key))
})

/** `storage` gives the tab's storage. It may throw, as in a sandboxed frame, or give none, as in some web views. */
export const tabStore = (storage: () => Storage | null = () => sessionStorage): Store => {
  const memory = memoryStore()
  const ofTab = attempt(storage) ?? undefined
  return ofTab === undefined ? memory : eitherOf(storeOf(ofTab), memory)
}
