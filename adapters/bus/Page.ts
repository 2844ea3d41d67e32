/** What the bus adapters read and write of a page's window. */
import type { Bus, Plugin } from './Plugin'

/** The bus for a page's own scripts: a plugin like any other, that can register more. */
export interface QuickBus extends Plugin {
  registerPlugin: Bus['registerPlugin']
}

/** `window._genesys.widgets`: written by the site, nothing about it is certain. */
export interface Widgets {
  /** What concerns all plugins: `deploymentID`, `cookieOptions`, `preload`. */
  main?: unknown
  /** The section of this service. */
  webchat?: unknown
  /** Functions `($, CXBus, Common)` or script URLs, by name. */
  extensions?: unknown
  /** Called with the QuickBus. */
  onReady?: unknown
  /** Put there by the core. */
  bus?: QuickBus
  /** Helpers for extensions, put there by the core. */
  common?: object
}

/** A window, as far as we touch it. */
export interface Page {
  /** The bus that is there, or that we bring. */
  CXBus?: Bus
  /** The site's configuration. */
  _genesys?: { widgets?: Widgets }
  /** Handed to extensions when the page has it. */
  jQuery?: unknown
  readonly document: Pick<Document, 'readyState'>
  readonly setTimeout: (run: () => void, ms: number) => unknown
  readonly addEventListener: (type: 'load' | 'DOMContentLoaded', listener: () => void) => void
}
