/** A site's `webchat` section for Multicloud CX v3, as it is written. `null` is as good as absent; unknown fields are kept. */
import type { CoreConfig } from '../../../lib'

/** What pages use of js-cookie. Here it is the store that keeps everything else of a chat, too. */
export interface CookieJar {
  readonly get: (name: string) => string | undefined
  readonly set: (name: string, value: string) => void
  readonly remove: (name: string) => void
}

/** The page keeps the session itself. Functions may return a promise; none is waited for longer than 5,000 ms. */
export interface AsyncSettings {
  /** False unless given. */
  readonly enabled?: boolean | null
  /** Hands over what is to be kept: at the beginning of a chat and after each message. Names: observed behaviour of Genesys Widgets 9. */
  readonly getSessionData?: ((sessionData: { readonly messageIndex: string; readonly token: string }, cookies: CookieJar, options: object) => unknown) | null
  /** Asks for what was kept: that object, its JSON text, or the token alone. Anything empty: nothing was kept. */
  readonly setSessionData?: ((openName: string, cookies: CookieJar, options: object) => unknown) | null
  /** The session is over: what was kept is of no use any more. */
  readonly deleteSessionData?: ((data: { readonly sessionData: object; readonly response: object }, cookies: CookieJar, options: object) => unknown) | null
}

/** Multicloud CX, version 3 of its chat API. Names: observed behaviour of Genesys Widgets 9. */
export interface MulticloudV3Settings extends CoreConfig {
  readonly transport: {
    readonly type: 'pureengage-v3-rest'
    /** The sessions, such as `https://HOST/nexus/v3/chat/sessions`. */
    readonly dataURL: string
    /** The endpoint at the contact centre. */
    readonly endpoint?: string | null
    /** Sent with every request. Holds `x-api-key`. */
    readonly headers?: Readonly<Record<string, string>> | null
    /** A word of the contact centre, such as `live`. */
    readonly stream?: string | null
    /** Another such word. */
    readonly clientType?: string | null
    /** Ms between two polls, at least 100; 3,000 unless given. */
    readonly pollTimeout?: number | null
    /** Ms between polls while the chat sleeps, from 1,000 to 30,000; 30,000 unless given. */
    readonly pollRateSleep?: number | null
    /** Messages of a page of history, from 16 to 100; 20 unless given. */
    readonly maxMessagePageSize?: number | null
    readonly async?: AsyncSettings | null
    readonly interactionData?: Readonly<Record<string, unknown>> | null
  }
}
