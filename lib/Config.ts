/** The site's `webchat` configuration: the part that every back end shares. Unknown fields are kept. */
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { Milliseconds, object, oneOf, optional, withDefault } from './codecs'
import { DataC } from './data'
import type { Data } from './data'
import type { Either } from './Either'
import { explain, shown } from './explain'

export type Compatibility = 'documented' | 'widgets-9'

export interface Config {
  /** Which of two rejection texts callers get where the public page and the incumbent differ. */
  readonly compatibility: Compatibility
  /** Sent with every chat; `startChat({ userData })` is merged over it. */
  readonly userData: Data
  /** Ms that a request may take. */
  readonly ajaxTimeout: number
  /** Ms that a person may be away from the site and still find the chat, where the back end bounds it. */
  readonly restoreTimeout: number
  readonly transport: { readonly interactionData: Data | undefined }
}

const codec = object({
  compatibility: withDefault(oneOf<Compatibility>('documented', 'widgets-9'), 'documented'),
  userData: withDefault(DataC, {}),
  ajaxTimeout: withDefault(Milliseconds, 12_000),
  restoreTimeout: withDefault(Milliseconds, 60_000),
  transport: withDefault(object({ interactionData: optional(DataC) }), { interactionData: undefined })
})

/** Sentences like `webchat.transport.dataURL: expected …, found …`, or the configuration with its defaults. */
export const decodeConfig = (given: unknown): Either<ReadonlyArray<string>, Config> => decodeWith(codec, given)

/** The same for a back end's own section. */
export const decodeWith = <A>(by: t.Decoder<unknown, A>, given: unknown): Either<ReadonlyArray<string>, A> =>
  E.mapLeft((errors: t.Errors) => explain('webchat', errors, shown))(by.decode(given))
