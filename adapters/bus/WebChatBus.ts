/** The commands and events of WebChatService as the bus names them: what makes calls through a plugin typed. */
import type { Capabilities, CommandName, Data, EventName, Events, OptionsOf, ResultOf, StartChatOptions as CoreOptions } from '../../lib'
import type { WebChatConfig } from '../transports/WebChatConfig'

/** Where the contract hands further fields on to the back end, widgets give fields that nobody here knows of. */
interface Further {
  readonly [further: string]: unknown
}

/** See the fields of the same name in the core. Whatever else is given goes to the back end, for this chat only. */
export type StartChatOptions = CoreOptions & Further

/** Options that differ on the bus. */
interface Own {
  /** The site's whole `webchat` section. Back ends of a site's own have settings of their own. */
  configure: WebChatConfig | object
  startChat: StartChatOptions
  sendMessage: OptionsOf<'sendMessage'> & Further
  sendCustomNotice: OptionsOf<'sendCustomNotice'> & Further
}

/** By command: its options, and what `done` gets. `undefined`: nothing. */
export type WebChatCommands = {
  [N in CommandName]: {
    options: N extends keyof Own ? Own[N] : OptionsOf<N>
    /** `configure` is answered by the bus: a service that runs only refuses it. */
    result: N extends 'configure' ? undefined : ResultOf<N>
  }
}

/** Keys of `plugin.data('WebChatService.…')`. */
export interface WebChatData {
  sessionActive: boolean
  userData: Data
  interactionData: Data
  capabilities: Capabilities
}

type Named<T> = { [N in keyof T & string as `WebChatService.${N}`]: T[N] }

/** By full name. A site adds its own plugins' commands by declaration merging. */
export interface BusCommands extends Named<WebChatCommands> {
  'App.registerExtension': { options: { name?: string; extension: unknown }; result: undefined }
}

/** By full name, the event's data. A site adds its own plugins' events by declaration merging. */
export interface BusEvents extends Named<{ [N in EventName]: Events[N] }> {
  'WebChatService.Started': Events['started']
}

/** By full name, the value. */
export interface BusData extends Named<WebChatData> {
  'WebChatService.sessionActive': boolean
}
