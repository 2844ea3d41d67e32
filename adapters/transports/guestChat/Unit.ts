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

export const read = <A>(codec: Decoder<unknown, A>, given: unknown, root: string): Read<A> =>
  E.mapLeft((errors: Errors) => ({ errors: explain(root, errors) }))(codec.decode(given))

export const timeOf = (u: unknown): number => (typeof u === 'string' ? Date.parse(u) : NaN)

export const unitOf = (original: unknown, kind = '', member?: { readonly id?: string }, timestamp?: unknown, id?: string, text?: string): Unit => ({
  kind, memberId: member?.id, at: timeOf(timestamp), id, text, original
})

const reader =
  <A>(codec: Decoder<unknown, A>, unit: (original: unknown, body: A) => Unit): Reader =>
  (original, root = 'message') =>
    E.map((body: A) => unit(original, body))(read(codec, original, root))

/** `bodyType` is left out by some; the server then means `standard`. Source: observed behaviour of Genesys Widgets 9. */
export const readMessage = reader(Message, (original, { id, sender, body, bodyType = 'standard', timestamp }) => unitOf(original, bodyType, sender, timestamp, id, body))

/** By `metadata.type`, not by topic: two types share one. */
const readers = new Map<string | undefined, Reader>([
  ['message', readMessage],
  [TYPING, reader(Typing, (original, { sender }) => unitOf(original, TYPING, sender))],
  ['member-change', reader(Change, (original, { member, timestamp }) => unitOf(original, member.state, member, timestamp))]
])

const parse = (data: unknown): Read<unknown> =>
  E.tryCatch(
    () => JSON.parse(String(data)),
    () => ({ errors: ['frame: expected JSON text, found something else'] })
  )

/** What is not for us (a heartbeat, a type not heard of yet, another conversation's) is a unit of no kind. */
export const readFrame = (data: unknown, conversationId: string): Read<Unit> => {
  const root = 'frame.eventBody'
  const frame = E.chain((json: unknown) => read(Envelope, json, 'frame'))(parse(data))
  if (E.isLeft(frame)) return frame
  const { metadata, eventBody } = frame.right
  const readBody = readers.get(metadata?.type)
  const nothing = E.right(unitOf(eventBody))
  return readBody
    ? E.chain(({ conversation }: typeof Ours._A): Read<Unit> => (conversation.id === conversationId ? readBody(eventBody, root) : nothing))(read(Ours, eventBody, root))
    : nothing
}
