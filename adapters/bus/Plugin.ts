/** The interface through which a plugin uses the bus: Genesys' CXBus has the same, and so has ours. */
import type { Deferred, Result } from './Result'
import type { BusCommands, BusData, BusEvents } from './WebChatBus'

/** What a subscriber gets. */
export interface BusEvent<D = unknown> {
  /** Ms since the epoch. */
  time: number
  /** The plugin that tells. */
  publisher: string
  /** The full name: `<publisher>.<event>`. */
  event: string
  /** One object, shared with every subscriber of the event: some change it for those that follow. */
  data: D
}

/** What a command's handler gets. */
export interface CommandEvent<O = unknown> {
  /** Ms since the epoch. */
  time: number
  /** The plugin that asks. */
  commander: string
  /** The full name: `<plugin>.<command>`. */
  command: string
  /** What the handler answers with: once, now or later. */
  deferred: Deferred
  /** The options: the object that the caller gave, as the hooks left it. */
  data: O
}

/** A full name that is known, with completion in editors, or any other. */
export type Name<K> = K | (string & Record<never, never>)
/** A member of a table; for other names anything. */
type Of<T, N, Otherwise = unknown> = N extends keyof T ? T[N] : Otherwise
/** Of a command by its full name: its options. */
export type OptionsOf<N> = Of<Of<BusCommands, N>, 'options'>
/** Of a command by its full name: what `done` gets. */
export type ResultOf<N> = Of<Of<BusCommands, N>, 'result'>
/** Of an event by its full name: its data. */
export type DataOf<N> = Of<BusEvents, N>

/** What every plugin says that it publishes and answers. */
export interface Registry {
  [plugin: string]: { events: string[]; commands: string[] }
}

/** What `registerPlugin` gives. Names without a plugin before a dot are this one's own. */
export interface Plugin {
  /** Tells every current subscriber of `<plugin>.<event>`. */
  publish(event: string, data?: unknown): true
  /** The same; on the incumbent's bus it is logged only when somebody listens. */
  publishDirect(event: string, data?: unknown): true
  /** Publishes, and tells every later subscriber once: of the latest that was republished. */
  republish(event: string, data?: unknown): true
  /** Listens to an event by its full name, whether or not there is such a plugin. Returns the name, or `false` without a function. */
  subscribe<N extends Name<keyof BusEvents>>(event: N, subscriber: (event: BusEvent<DataOf<N>>) => void): string | false
  /** Takes back all subscriptions of this plugin to that event. `false` when nobody listens to it. */
  unsubscribe(event: string): boolean
  /** Asks a plugin by the full name of a command; loads the plugin first when it is not there, and waits until it is ready. */
  command<N extends Name<keyof BusCommands>>(command: N, options?: OptionsOf<N>): Result<ResultOf<N>>
  /** Runs before the command, whoever calls it; gets its options and returns those to use. Other things cancel it. */
  before<N extends Name<keyof BusCommands>>(command: N, hook: (options: OptionsOf<N>) => unknown): true
  /** Answers a command of this plugin from now on, instead of who has answered it so far. */
  registerCommand(name: string, handler: (event: CommandEvent) => unknown): true
  /** For the registry only: other events can be published too. */
  registerEvents(events: string | ReadonlyArray<string>): void
  /** The plugin's name. */
  namespace(): string
  /** By full name, the plugins that listen: events whose name has this plugin's name in it. */
  subscribers(): Record<string, string[]>
  /** Sets a key of this plugin, reads one of it or of another (`Other.key`); without arguments its whole bag. */
  data<N extends Name<keyof BusData>>(key?: N, value?: unknown): Of<BusData, N>
  /** What all plugins have; it changes as they do. */
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
  /** Sets what is given: `async`, `pluginsPath`, `pluginFilenameFormat`, `pluginMap`, `unlocked`. Other names are ignored. */
  configure(options: object): void
  /** Runs the script of a plugin; fails when the plugin is there, or its script was asked for before. */
  loadPlugin(name: string): Result
  /** Runs a script file, once per URL. */
  loadFile(url: string): Result
  /** What was registered under that name; its script is loaded first when there is none. */
  loadModule(name: string): Result
  /** Gives a value to who asks for that module; `false` when the name is taken. */
  registerModule(name: string, value: unknown): boolean
  /** Only after `configure({ unlocked: true })`. */
  getPluginInterface?: (name: string) => Plugin | undefined
}
