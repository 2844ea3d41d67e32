/** Has the bus load our script on the next page while there is a chat: that page restores it without being asked. */
import { SELF } from '../../lib'
import { isPlain } from '../../lib/data'
import { ENDED } from '../../lib/Transport'
import type { Plugin } from './Plugin'

/** Of a restore that failed: whether it proves that the chat is over. All back ends have these; a further one is noticed by the next page, which finds nothing. */
const isProof = (data: unknown): boolean => {
  if (!isPlain(data)) return false
  return data['errorReason'] === ENDED || data['status'] === 401 || data['status'] === 404
}

/**
 * For a bus that loads plugins by name, on demand: its `App` keeps a list of those to load by themselves. Where it has
 * no such list nothing is asked of it. A chat that cannot be restored for the moment stays on the list. Answers with what
 * takes it off the list: for a page that has found no chat.
 */
export const autoLoad = (plugin: Plugin): (() => void) => {
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
  plugin.subscribe(`${SELF}.restoreFailed`, ({ data }) => {
    if (isProof(data)) deregister()
  })
  return deregister
}
