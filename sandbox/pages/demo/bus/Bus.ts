/** The part of the bus that this widget uses, as any CXBus-compatible bus has it. */

/** What a command gives back. `done` or `fail` is called exactly once. */
export interface Result {
  readonly done: (told: (value: unknown) => void) => Result
  readonly fail: (told: (reason: unknown) => void) => Result
  readonly progress: (told: (step: unknown) => void) => Result
}

export interface BusEvent {
  readonly event: string
  readonly data: unknown
}

export interface Plugin {
  readonly command: (name: string, options?: object) => Result
  readonly subscribe: (event: string, told: (event: BusEvent) => void) => unknown
  readonly data: (key: string) => unknown
  readonly ready: () => void
}

export interface Bus {
  readonly registerPlugin: (name: string) => Plugin | false
}

declare global {
  interface Window {
    _genesys?: { widgets: { webchat?: object; bus?: Bus } }
  }
}
