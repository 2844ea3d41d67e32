/** Two stores as one. */
import { attempt } from '../guarded'
import type { Store } from '../transports/Environment'

/** Keeps in `second` what `first` refuses. `prefix`: of every name. */
export const eitherOf = (first: Store, second: Store, prefix = ''): Store => {
  const read = (name: string): string | undefined => attempt(() => first.get(name))
  return {
    get: (key) => read(prefix + key) ?? second.get(prefix + key),
    set: (key, value) => {
      const name = prefix + key
      attempt(() => first.set(name, value))
      if (read(name) === value) second.remove(name)
      else second.set(name, value)
    },
    remove: (key) => {
      attempt(() => first.remove(prefix + key))
      second.remove(prefix + key)
    }
  }
}
