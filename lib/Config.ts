/** The site's `webchat` configuration: the part that every back end shares. Unknown fields are kept. */
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { Milliseconds, object, oneOf, optional, withDefault } from './codecs'
import { DataC } from './data'
import type { Data } from './data'
import type { Either } from './Either'
import { explain, shown } from './explain'

/** `'documented'`: as WebChatService's public page says. `'widgets-9'`: as the incumbent plugin does, where the two differ. */
export type Compatibility = 'documented' | 'widgets-9'

/** Whether the tabs of a site share one connection, or each has its own. */
export type TabsSetting = 'shared' | 'separate'

/** As a site writes it. `null` is as good as absent. A back end's own fields stand beside these, most in `transport`. */
export interface CoreConfig {
  /** Which sentences the bus rejects with, and who may `restore`; `'documented'` unless given. */
  readonly compatibility?: Compatibility | null
  /** Attached to every chat: what JSON can hold. `startChat({ userData })` is merged over it. */
  readonly userData?: Readonly<Record<string, unknown>> | null
  /** Ms that a request may go unanswered; 12,000 unless given. */
  readonly ajaxTimeout?: number | null
  /** Ms that a person may be away from the site and still find the chat, where the back end bounds it; 60,000 unless given. */
  readonly restoreTimeout?: number | null
  /**
   * Browsers only. `'shared'`: all tabs of the site share one connection and mirror the chat, where the browser can do that.
   * `'separate'`: each has its own. `'shared'` unless given.
   */
  readonly tabs?: TabsSetting | null
  readonly transport?: {
    /** How chats are routed, in the back end's words. `startChat({ interactionData })` is merged over it, deeply. */
    readonly interactionData?: Readonly<Record<string, unknown>> | null
  } | null
}

/** The same, decoded: with its defaults. */
export interface Config {
  readonly compatibility: Compatibility
  readonly userData: Data
  /** Ms. */
  readonly ajaxTimeout: number
  /** Ms. */
  readonly restoreTimeout: number
  readonly tabs: TabsSetting
  readonly transport: { readonly interactionData: Data | undefined }
}

const codec = object({
  compatibility: withDefault(oneOf<Compatibility>('documented', 'widgets-9'), 'documented'),
  userData: withDefault(DataC, {}),
  ajaxTimeout: withDefault(Milliseconds, 12_000),
  restoreTimeout: withDefault(Milliseconds, 60_000),
  tabs: withDefault(oneOf<TabsSetting>('shared', 'separate'), 'shared'),
  transport: withDefault(object({ interactionData: optional(DataC) }), { interactionData: undefined })
})

/** Sentences like `webchat.transport.dataURL: expected …, found …`, or the configuration with its defaults. */
export const decodeConfig = (given: unknown): Either<ReadonlyArray<string>, Config> => decodeWith(codec, given)

/** The same for a back end's own section. */
export const decodeWith = <A>(by: t.Decoder<unknown, A>, given: unknown): Either<ReadonlyArray<string>, A> => {
  const decoded = by.decode(given)
  return E.isLeft(decoded) ? E.left(explain('webchat', decoded.left, shown)) : decoded
}
