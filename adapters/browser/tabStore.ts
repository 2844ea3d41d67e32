/** Keeps texts in the tab's session storage; where that is refused, in memory. */
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'
import { keeps } from './store'

/** As its properties: a storage has them, too. */
const propertiesOf = (kept: Record<string, string>): Store => ({
  get: (key) => kept[key],
  set: (key, value) => attempt(() => (kept[key] = value)), // it may be full
  remove: (key) => delete kept[key]
})

export const tabStore = (storage: () => Storage = () => sessionStorage): Store => {
  const tab = propertiesOf(attempt(storage) ?? {})
  return keeps(tab) ? tab : propertiesOf({})
}
