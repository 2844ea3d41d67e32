/** The types of what a script bundle puts on a page. */
import type { Bus, Plugin } from './Plugin'

declare global {
  interface Window {
    /** There as soon as the script has run, unless the page had one. */
    CXBus: Bus
    /** Written by the site, before the script or while the page loads. */
    _genesys?: {
      widgets?: {
        /** The site's configuration: decoded when the service starts, whatever it holds. */
        webchat?: object
        /** What concerns all plugins: `deploymentID`, `cookieOptions`, `preload`. */
        main?: object
        /** Functions `($, CXBus, Common)` or script URLs, by name. */
        extensions?: Record<string, unknown>
        /** Called with the bus below once everything is ready. */
        onReady?: (bus: Plugin) => void
        /** The bus for the page's own scripts. There as soon as the script has run, unless the page had a bus. */
        bus?: Plugin & Pick<Bus, 'registerPlugin'>
        [further: string]: unknown
      }
    }
  }
}

export type { Bus, Plugin }
