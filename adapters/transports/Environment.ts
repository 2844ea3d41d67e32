/** What a transport needs of the place it runs in. The browser and Node have the same; tests bring their own. */
import type { Observable, SchedulerLike } from 'rxjs'
import type { Either, Transport } from '../../lib'
import { FunctionC, object, ObservableC, optional, SchedulerC } from '../../lib/codecs'
import { explain } from '../../lib/explain'
import { fileName as safe } from '../fileName'
import type { Tabs } from '../tabs/Tabs'

/** What we use of a socket: the browser's `WebSocket` and `ws` both have it. */
export interface Socket {
  send(data: string): void
  close(code?: number, reason?: string): void
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: SocketEvent) => void): void
}

/** What a socket's listener gets. `type`: `open`, `message`, `close` or `error`; the others where the type has them. */
export interface SocketEvent {
  readonly type: string
  readonly data?: unknown
  readonly code?: number
  readonly reason?: string
  /** Of an error, in Node: why the connection did not come about. */
  readonly message?: string
}

/** What survives navigation. Cookies in a browser; memory elsewhere. Never throws: what cannot be kept is forgotten. */
export interface Store {
  readonly get: (key: string) => string | undefined
  /** `keptFor`: ms that it is kept where the store can, also beyond the browser's end; as long as the store keeps anything unless given. */
  readonly set: (key: string, value: string, keptFor?: number) => void
  readonly remove: (key: string) => void
}

/** A file on its way up, by PUT. `progress` hears how many bytes have gone. */
export interface Upload {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Blob
  readonly progress: (loaded: number) => void
  readonly signal: AbortSignal
}

/** Nothing about it is certain: each field is looked at where it is used. */
export interface Site {
  /** An object: HTTP headers by name. Back ends say which of them they send, if any. */
  readonly header?: unknown
  /** The language of the site, such as `en`. */
  readonly lang?: unknown
}

/** Everything that a transport reaches outside of itself. */
export interface Environment {
  readonly fetch: typeof fetch
  /** The HTTP status; rejects when nothing came back. */
  readonly upload: (upload: Upload) => Promise<number>
  readonly WebSocket: new (url: string) => Socket
  readonly store: Store
  /** A version 4 UUID, lower case. */
  readonly uuid: () => string
  /** From 0 (included) to 1 (excluded): spreads reconnections. */
  readonly random: () => number
  readonly scheduler?: SchedulerLike
  /** `false` when the device knows that it has no network, `true` when it is back. */
  readonly online$?: Observable<boolean>
  /** When something suggests that connections may have died unnoticed: the page is shown again, the machine woke. */
  readonly wakes$?: Observable<unknown>
  /** Facts about the page that incumbents attach to a chat: `_genesys_url`, `_genesys_referrer`, … */
  readonly page?: () => Readonly<Record<string, string>>
  /** What the site's `main` section says that some back ends read. */
  readonly site?: Site
  /** Hands a file to the person: `downloadFile` ends here. `fileName` is a harmless name, never a path, whatever the server said. */
  readonly save?: (content: Blob, fileName: string) => void
  /** What the tabs of a site need to share a connection, where the place has it: see `sharedAmongTabs`. */
  readonly tabs?: Tabs
}

const codec = object({
  fetch: FunctionC,
  upload: FunctionC,
  WebSocket: FunctionC,
  store: object({ get: FunctionC, set: FunctionC, remove: FunctionC }),
  uuid: FunctionC,
  random: FunctionC,
  scheduler: optional(SchedulerC),
  online$: optional(ObservableC),
  wakes$: optional(ObservableC),
  page: optional(FunctionC),
  site: optional(object({})),
  save: optional(FunctionC),
  tabs: optional(object({ lock: FunctionC, channel: FunctionC, present$: ObservableC }))
})

/** The same environment, in which only harmless names reach `save`. */
const savingSafely = (given: Environment): Environment => {
  const { save } = given
  if (save === undefined) return given
  return { ...given, save: (content, name) => save(content, safe(name)) }
}

/** The environment as back ends use it; `Left`: sentences that name what is missing, for callers that no compiler watched. */
export const checkEnvironment = (given: Environment): Either<ReadonlyArray<string>, Environment> => {
  const decoded = codec.decode(given)
  return decoded._tag === 'Left' ? { _tag: 'Left', left: explain('environment', decoded.left) } : { _tag: 'Right', right: savingSafely(given) }
}

/** One kind of server, as `transport.type` names it. */
export interface BackEnd {
  readonly type: string
  /** Whether it serves a configuration that names no `transport.type`. */
  readonly isDefault?: boolean
  /** `config`: the site's whole `webchat` section. `Left`: sentences that name the field, what was found and expected. */
  readonly open: (config: unknown, environment: Environment) => Either<ReadonlyArray<string>, Transport>
}
