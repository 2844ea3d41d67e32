/** The interface through which a plugin uses the bus: Genesys' CXBus has the same, and so has ours. */
import type { Deferred, Result } from './Result'
import type { BusCommands, BusData, BusEvents } from './WebChatBus'

/** What a subscriber gets. `data` is one object, shared with every subscriber of the event. `time` in ms since the epoch. */
export interface BusEvent<D = unknown> {
  time: number
  publisher: string
  event: string
  data: D
}

/** What a command's handler gets. `commander` is the plugin that asks, `data` its options, `command` the full name. */
export interface CommandEvent<O = unknown> {
  time: number
  commander: string
  command: string
  deferred: Deferred
  data: O
}

/** A full name that is known, with completion in editors, or any other. */
export type Name<K> = K | (string & Record<never, never>)
type Of<T, N, Otherwise = unknown> = N extends keyof T ? T[N] : Otherwise
export type OptionsOf<N> = Of<Of<BusCommands, N>, 'options'>
export type ResultOf<N> = Of<Of<BusCommands, N>, 'result'>
export type DataOf<N> = Of<BusEvents, N>

/** What every plugin says that it publishes and answers. */
export interface Registry {
  [plugin: string]: { events: string[]; commands: string[] }
}

export interface Plugin {
  /** Tells every current subscriber of `<plugin>.<event>`. */
  publish(event: string, data?: unknown): true
  publishDirect(event: string, data?: unknown): true
  /** The same, and tells every later subscriber once. */
  republish(event: string, data?: unknown): true
  /** The full name, or `false` without a function. */
  subscribe<N extends Name<keyof BusEvents>>(event: N, subscriber: (event: BusEvent<DataOf<N>>) => void): string | false
  /** Takes back all subscriptions of this plugin to that event. */
  unsubscribe(event: string): boolean
  command<N extends Name<keyof BusCommands>>(command: N, options?: OptionsOf<N>): Result<ResultOf<N>>
  /** Runs before the command, whoever calls it; gets its options and returns those to use. Other things cancel it. */
  before<N extends Name<keyof BusCommands>>(command: N, hook: (options: OptionsOf<N>) => unknown): true
  registerCommand(name: string, handler: (event: CommandEvent) => unknown): true
  /** For the registry only: other events can be published too. */
  registerEvents(events: string | ReadonlyArray<string>): void
  namespace(): string
  subscribers(): Record<string, string[]>
  /** Sets a key of this plugin, reads one of it or of another (`Other.key`); without arguments its whole bag. */
  data<N extends Name<keyof BusData>>(key?: N, value?: unknown): Of<BusData, N>
  registry(): Registry
  /** Runs the commands that waited for this plugin. */
  ready(): void
}

/** The global `CXBus`. */
export interface Bus extends Pick<Plugin, 'command' | 'subscribe' | 'data'> {
  /** `false` when the name is taken, or no string, or registration is locked. */
  registerPlugin(name: string): Plugin | false
  /** Once: who comes first may lock the registration of plugins. */
  registerMaster(): { lock: () => void; unlock: () => void; config: object } | undefined
  configure(options: object): void
  loadPlugin(name: string): Result
  /** Runs a script file, once per URL. */
  loadFile(url: string): Result
  loadModule(name: string): Result
  registerModule(name: string, value: unknown): boolean
  /** Only after `configure({ unlocked: true })`. */
  getPluginInterface?: (name: string) => Plugin | undefined
}
