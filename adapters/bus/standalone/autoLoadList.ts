/** Which plugins the next page of a site loads by itself: kept where the incumbent keeps it, as `{"<plugin>": true}`. */
import { isPlain } from '../../../lib/data'
import { attempt } from '../../guarded'
import type { Store } from '../../transports/Environment'

/** The name of the cookie, behind the deployment's prefix. */
const KEY = '_genesys.widgets.app.autoLoadList'

/** By names of plugins, as a bus knows them. */
export interface AutoLoadList {
  readonly add: (plugin: string) => void
  readonly remove: (plugin: string) => void
  readonly names: () => ReadonlyArray<string>
}

/** Reads the store anew each time: other tabs write there, too. */
export const autoLoadList = (store: Store): AutoLoadList => {
  /** Anybody may have written there. */
  const names = (): ReadonlyArray<string> => {
    const kept: unknown = attempt(() => JSON.parse(store.get(KEY) ?? '{}'))
    return isPlain(kept) ? Object.keys(kept).filter((name) => kept[name] === true) : []
  }

  const keep = (wanted: ReadonlyArray<string>): void => {
    if (wanted.length === 0) store.remove(KEY)
    else store.set(KEY, JSON.stringify(Object.fromEntries(wanted.map((name) => [name, true]))))
  }

  return {
    add: (plugin) => keep([...names(), plugin]),
    remove: (plugin) => keep(names().filter((name) => name !== plugin)),
    names
  }
}
