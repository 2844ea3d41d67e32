/** Puts stores together: one behind another, or with a prefix before every name. */
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'

const PROBE = '_webchat-service'

/** Whether a store keeps what it is given: a browser takes a cookie that it refuses without a word. */
export const keeps = (store: Store): boolean => {
  const kept = attempt(() => {
    store.set(PROBE, PROBE)
    const found = store.get(PROBE)
    store.remove(PROBE)
    return found
  })
  return kept === PROBE
}

/** Keeps a text in `first`, or in `second` when `first` does not take it: too big, or refused. */
export const eitherOf = (first: Store, second: Store): Store => ({
  get: (key) => first.get(key) ?? second.get(key),
  set: (key, value, keptFor) => {
    second.remove(key)
    first.set(key, value, keptFor)
    if (first.get(key) === value) return
    first.remove(key) // an older text of that name may still be there
    second.set(key, value, keptFor)
  },
  remove: (key) => {
    first.remove(key)
    second.remove(key)
  }
})

/** The same store, where every name begins with `prefix`. */
export const prefixed = (prefix: string, store: Store): Store => ({
  get: (key) => store.get(prefix + key),
  set: (key, value, keptFor) => store.set(prefix + key, value, keptFor),
  remove: (key) => store.remove(prefix + key)
})
