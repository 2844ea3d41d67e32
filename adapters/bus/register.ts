/** Gets the plugin `WebChatService` of a bus. */
import { SELF } from '../../lib'
import type { Bus, Plugin } from './Plugin'

/**
 * Synchronous, as lazy loading needs it. When somebody has the name already, its plugin is taken over, if the bus can be
 * unlocked: commands registered on it replace the others. `undefined`: neither was possible.
 */
export const register = (bus: Bus): Plugin | undefined => {
  const plugin = bus.registerPlugin(SELF)
  if (plugin) return plugin
  bus.configure({ unlocked: true })
  return bus.getPluginInterface?.(SELF)
}
