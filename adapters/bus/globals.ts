/** The types of what a script bundle puts on a page. */
import type { Bus, Plugin } from './Plugin'

declare global {
  interface Window {
    CXBus: Bus
    _genesys?: {
      widgets?: {
        /** The site's configuration: decoded when the service starts, whatever it holds. */
        webchat?: object
        main?: object
        extensions?: Record<string, unknown>
        onReady?: (bus: Plugin) => void
        /** There as soon as the script has run. */
        bus?: Plugin & Pick<Bus, 'registerPlugin'>
        [further: string]: unknown
      }
    }
  }
}

export type { Bus, Plugin }
