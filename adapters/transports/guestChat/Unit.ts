/** What the event stream and the history say, decoded. */
import * as E from 'fp-ts/Either'
import type { Decoder, Errors } from 'io-ts'
import type { Malformed } from '../../../lib/Frame'
import { explain } from '../../../lib/explain'
import { Change, Envelope, Message, Ours, Typing } from './codecs'

export interface Unit {
  /** A message's `bodyType`, a member's new state, or `TYPING`. */
  readonly kind: string
  /** Absent when nobody in particular spoke. */
  readonly memberId?: string
  /** Ms since the epoch; `NaN` when the server gave no time. */
  readonly at: number
  /** Of messages only. */
  readonly id?: string
  readonly text?: string
  /** The server's own object. */
  readonly original: unknown
}

export const TYPING = 'typing-indicator'

export type Read<A> = E.Either<Malformed, A>

type Reader = (original: unknown, root?: string) => Read<Unit>

const read = <A>(codec: Decoder<unknown, A>, given: unknown, root: string): Read<A> =>
  E.mapLeft((errors: Errors) => ({ errors: explain(root, errors) }))(codec.decode(given))

const reader =
  <A>(codec: Decoder<unknown, A>, unit: (body: A) => Omit<Unit, 'original'>): Reader =>
  (original, root = 'message') =>
    E.map((body: A): Unit => ({ ...unit(body), original }))(read(codec, original, root))

export const timeOf = (u: unknown): number => (typeof u === 'string' ? Date.parse(u) : NaN)

/** `bodyType` is left out by some; the server then means `standard`. Source: observed behaviour of Genesys Widgets 9. */
export const readMessage = reader(Message, ({ id, sender, body, bodyType = 'standard', timestamp }) => ({
  kind: bodyType, memberId: sender?.id, at: timeOf(timestamp), id, text: body
}))

/** By `metadata.type`, not by topic: two types share one. */
const readers = new Map<string | undefined, Reader>([
  ['message', readMessage],
  [TYPING, reader(Typing, ({ sender }) => ({ kind: TYPING, memberId: sender.id, at: NaN }))],
  ['member-change', reader(Change, ({ member, timestamp }) => ({ kind: member.state, memberId: member.id, at: timeOf(timestamp) }))]
])

const parse = (data: unknown): Read<unknown> =>
  E.tryCatch(
    () => JSON.parse(String(data)),
    () => ({ errors: ['frame: expected JSON text, found something else'] })
  )

/** `undefined`: nothing for us, such as a heartbeat, a type not heard of yet, or another conversation's. */
export const readFrame = (data: unknown, conversationId: string): Read<Unit | undefined> => {
  const root = 'frame.eventBody'
  const frame = E.chain((json: unknown) => read(Envelope, json, 'frame'))(parse(data))
  if (E.isLeft(frame)) return frame
  const { metadata, eventBody } = frame.right
  const readBody = readers.get(metadata?.type)
  if (!readBody) return E.right(undefined)
  return E.chain(
    ({ conversation }: typeof Ours._A): Read<Unit | undefined> => (conversation.id === conversationId ? readBody(eventBody, root) : E.right(undefined))
  )(read(Ours, eventBody, root))
}
