/** What the bus adapters read and write of a page's window. */
import type { Bus, Plugin } from './Plugin'

/** The bus for a page's own scripts: a plugin like any other, that can register more. */
export interface QuickBus extends Plugin {
  registerPlugin: Bus['registerPlugin']
}

/** `window._genesys.widgets`: written by the site, nothing about it is certain. */
export interface Widgets {
  main?: unknown
  webchat?: unknown
  /** Functions `($, CXBus, Common)` or script URLs, by name. */
  extensions?: unknown
  /** Called with the QuickBus. */
  onReady?: unknown
  bus?: QuickBus
  common?: object
}

export interface Page {
  CXBus?: Bus
  _genesys?: { widgets?: Widgets }
  /** Handed to extensions when the page has it. */
  jQuery?: unknown
  readonly document: Pick<Document, 'readyState'>
  readonly setTimeout: (run: () => void, ms: number) => unknown
  readonly addEventListener: (type: 'load' | 'DOMContentLoaded', listener: () => void) => void
}
