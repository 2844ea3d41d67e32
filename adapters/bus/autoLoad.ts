/** Has the bus load our script on the next page while there is a chat: that page restores it without being asked. */
import { SELF } from '../../lib'
import type { Plugin } from './Plugin'

/**
 * For a bus that loads plugins by name, on demand: its `App` keeps a list of those to load by themselves. Where it has
 * no such list nothing is asked of it. A chat that cannot be restored for the moment stays on the list.
 */
export const autoLoad = (plugin: Plugin): void => {
  /** A command that is not there would load a script, or never be answered. */
  const ask = (name: 'registerAutoLoad' | 'deregisterAutoLoad'): void => {
    if (plugin.registry().App?.commands.includes(name)) plugin.command(`App.${name}`, { name: SELF })
  }
  const register = (): void => ask('registerAutoLoad')
  const deregister = (): void => ask('deregisterAutoLoad')

  plugin.subscribe(`${SELF}.started`, register)
  plugin.subscribe(`${SELF}.restored`, register)
  plugin.subscribe(`${SELF}.ended`, deregister)
  plugin.subscribe(`${SELF}.restoreTimeout`, deregister)
}
