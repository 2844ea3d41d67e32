/** The part of the bus that this widget uses, as any CXBus-compatible bus has it. */

/** What a command gives back. `done` or `fail` is called exactly once. */
export interface Result {
  readonly done: (told: (value: unknown) => void) => Result
  readonly fail: (told: (reason: unknown) => void) => Result
  readonly progress: (told: (step: unknown) => void) => Result
}

/** An event, as the bus hands it over. */
export interface BusEvent {
  readonly event: string
  /** What a plugin published under this key. */
  readonly data: unknown
}

/** The widget's own place at the bus. */
export interface Plugin {
  readonly command: (name: string, options?: object) => Result
  readonly subscribe: (event: string, told: (event: BusEvent) => void) => unknown
  /** What a plugin published under this key. */
  readonly data: (key: string) => unknown
  /** Says that everything is registered. */
  readonly ready: () => void
}

/** The bus. */
export interface Bus {
  /** False when the name is taken. */
  readonly registerPlugin: (name: string) => Plugin | false
}

declare global {
  interface Window {
    _genesys?: { widgets: { webchat?: object; bus?: Bus } }
  }
}
