/** Where a text is kept: each in the first store that takes it. */
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'

const PROBE = '_webchat-service'

/** Whether it keeps what it is given. */
export const keeps = (store: Store): unknown =>
  attempt(() => {
    store.set(PROBE, PROBE)
    const kept = store.get(PROBE)
    store.remove(PROBE)
    return kept
  })

/** What `first` does not keep, as it is too big or refused, is in `second`. `prefix`: of every name. */
export const eitherOf = (first: Store, second: Store, prefix = ''): Store => ({
  get: (key) => first.get(prefix + key) ?? second.get(prefix + key),
  set: (key, value) => {
    const name = prefix + key
    second.remove(name)
    first.set(name, value)
    if (first.get(name) === value) return
    first.remove(name) // what was there before
    second.set(name, value)
  },
  remove: (key) => [first, second].forEach((store) => store.remove(prefix + key))
})
