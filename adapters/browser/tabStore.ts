/** Keeps texts in the tab's session storage; where that is refused, in memory. */
import type { Store } from '../transports/Environment'
import { eitherOf } from './store'

/** As its properties: a storage has them, too. */
const propertiesOf = (read: () => Record<string, string>): Store => ({
  get: (key) => read()[key],
  set: (key, value) => void (read()[key] = value),
  remove: (key) => void delete read()[key]
})

export const tabStore = (storage: () => Storage = () => sessionStorage): Store => {
  const memory: Record<string, string> = {}
  return eitherOf(propertiesOf(storage), propertiesOf(() => memory))
}
