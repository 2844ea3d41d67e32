/** A site's `webchat` section for GMS, as it is written. `null` is as good as absent; unknown fields are kept. */
import type { CoreConfig } from '../../../lib'

/** The GMS chat API, version 2: chosen when there is no `transport.type`. Names: observed behaviour of Genesys Widgets 9. */
export interface GmsSettings extends CoreConfig {
  /** Holds no `type`. */
  readonly transport?: { readonly type?: null; readonly interactionData?: Readonly<Record<string, unknown>> | null } | null
  /** The chat service at GMS, such as `https://gms.example.com/genesys/2/chat/customer-support`. */
  readonly dataURL?: string | null
  /** Another name of `dataURL`, which wins. */
  readonly serverURL?: string | null
  /** Whether a chat is begun at an address that ends with a slash; true unless given. */
  readonly enableUrlTrailingSlash?: boolean | null
  /** Sent as the header `apikey`. */
  readonly apikey?: string | number | null
  /** Whether `Authorization` of the site's `main.header` is sent; no other header ever is. False unless given. */
  readonly enableCustomHeader?: boolean | null
  /** The endpoint at the chat server, in the server's words. It may also come with each `startChat`. */
  readonly endpoint?: string | null
  /** Ms that one upload or download may take; 0, as unless given: without end. */
  readonly fileUploadTimeout?: number | null
  /** `withCredentials`: whether cookies go to another origin, too; false unless given. */
  readonly xhrFields?: { readonly withCredentials?: boolean | null } | null
  /** How many polls in a row may go unserved before `chatServerWentOffline`; 5 unless given. */
  readonly pollExceptionLimit?: number | null
  /** Ms between polls, where `dynamicPolling` is off, from 1,000 to 30,000; 3,000 unless given. */
  readonly pollRate?: number | null
  /** Whether polls come soon after something was said, then less and less often; true unless given. */
  readonly dynamicPolling?: boolean | null
  /** Ms between the first polls, and after something was said; 500 unless given. */
  readonly pollRateMin?: number | null
  /** Ms between polls at the most; 3,000 unless given. */
  readonly pollRateMax?: number | null
  /** The older name of `pollRateMax`, which wins. */
  readonly pollIntervalIdle_ms?: number | null
  /** By which the time between polls grows, above 1; 1.2 unless given. */
  readonly pollRateMult?: number | null
  /** Ms between polls while the chat sleeps, from 1,000 to 30,000; 30,000 unless given. */
  readonly pollRateSleep?: number | null
  /** The longest message, in characters as a person counts them (code points); not limited unless given. */
  readonly maxMessageLength?: number | null
  /** News comes by itself, over CometD, instead of by REST. */
  readonly cometD?: CometdSettings | null
  /** Asynchronous chats; read only with CometD. */
  readonly async?: AsyncSettings | null
}

/** GMS over CometD. */
export interface CometdSettings {
  /** False unless given. */
  readonly enabled?: boolean | null
  /** Where CometD is served, such as `https://gms.example.com/genesys/cometd`. Needed. */
  readonly cometURL?: string | null
  /** The channel of the chat service: `/service/chatV2/customer-support` unless given. */
  readonly channel?: string | null
  /** Where files go, such as `https://gms.example.com/genesys/2/chat-ntf`; without it files are not served. */
  readonly apiURL?: string | null
  /** Whether a WebSocket is tried before long polling; true unless given. */
  readonly websocketEnabled?: boolean | null
}

/** Asynchronous chats: they outlive their agents and the page, and the site keeps what identifies them. */
export interface AsyncSettings {
  /** False unless given. */
  readonly enabled?: boolean | null
  /** How many events `restore` and `fetchHistory` bring at once; 20 unless given. */
  readonly maxMessagePageSize?: number | null
  /** Called with what identifies the chat, as JSON text, whenever that changes; with cookies of the site, and their options. Needed when enabled. */
  readonly getSessionData?: ((sessionData: string, cookies: unknown, options: unknown) => unknown) | null
  /** Asked for what identifies the chat: JSON text or an object, or a promise of one; nothing where there is none. Needed when enabled. */
  readonly setSessionData?: ((name: string, cookies: unknown, options: unknown) => unknown) | null
}
