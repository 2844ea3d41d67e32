/** Keeps texts in the tab's session storage; what that does not take, in memory. */
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'
import { eitherOf } from './store'

/** As its properties: a storage has them, too. */
const propertiesOf = (kept: Record<string, string>): Store => ({
  get: (key) => kept[key],
  set: (key, value) => attempt(() => (kept[key] = value)), // it may be full
  remove: (key) => delete kept[key]
})

export const tabStore = (storage: () => Storage = () => sessionStorage): Store => eitherOf(propertiesOf(attempt(storage) ?? {}), propertiesOf({}))
