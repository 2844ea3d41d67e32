/** Which store is used: the first that keeps what it is given. */
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'

const PROBE = '_webchat-service'

export const keeps = (store: Store): unknown =>
  attempt(() => {
    store.set(PROBE, PROBE)
    const kept = store.get(PROBE)
    store.remove(PROBE)
    return kept
  })
