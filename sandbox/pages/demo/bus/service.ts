/** WebChatService as this widget sees it: commands that answer with a value, events by their short names. */
import type { Bus } from './Bus.js'

/** How a command ended. */
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: unknown }

/** The service. */
export interface Service {
  /** Never rejects: a refusal is a value. */
  readonly ask: (command: string, options?: object, progress?: (step: unknown) => void) => Promise<Outcome>
  /** Calls at each event of this name. */
  readonly on: (event: string, told: (data: unknown) => void) => void
  /** What the back end can do, as the bus knows it now. */
  readonly capabilities: () => unknown
}

/** `undefined` when the page has no bus: its script did not load. */
export const connectService = (bus: Bus | undefined): Service | undefined => {
  const plugin = bus?.registerPlugin('DemoChat')
  if (!plugin) return undefined
  plugin.ready()
  return {
    ask: (command, options = {}, progress = () => undefined) =>
      new Promise((resolve) => {
        plugin
          .command(`WebChatService.${command}`, options)
          .progress(progress)
          .done((value) => resolve({ ok: true, value }))
          .fail((reason) => resolve({ ok: false, reason }))
      }),
    on: (event, told) => {
      plugin.subscribe(`WebChatService.${event}`, ({ data }) => told(data))
    },
    capabilities: () => plugin.data('WebChatService.capabilities')
  }
}
