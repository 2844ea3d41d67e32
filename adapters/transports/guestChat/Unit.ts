/** What the event stream and the history say, decoded. */
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import type { Malformed } from '../../../lib'
import { read, readText } from '../read'
import { Change, Envelope, Message, Typing } from './codecs'

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

type Reader = (original: unknown) => E.Either<Malformed, Unit>

export const timeOf = (u: unknown): number => (typeof u === 'string' ? Date.parse(u) : NaN)

export const unitOf = (original: unknown, kind = '', member?: { readonly id?: string }, timestamp?: unknown, id?: string, text?: string): Unit => ({
  kind, memberId: member?.id, at: timeOf(timestamp), id, text, original
})

const reader =
  <A>(codec: Decoder<unknown, A>, unit: (original: unknown, body: A) => Unit): Reader =>
  (original) =>
    E.map((body: A) => unit(original, body))(read(codec, original, 'frame.eventBody'))

/** `bodyType` is left out by some; the server then means `standard`. Source: observed behaviour of Genesys Widgets 9. */
export const readMessage = reader(Message, (original, { id, sender, body, bodyType = 'standard', timestamp }) => unitOf(original, bodyType, sender, timestamp, id, body))

/** By `metadata.type`, not by topic: two types share one. */
const readers = new Map<string | undefined, Reader>([
  ['message', readMessage],
  [TYPING, reader(Typing, (original, { sender }) => unitOf(original, TYPING, sender))],
  ['member-change', reader(Change, (original, { member, timestamp }) => unitOf(original, member.state, member, timestamp))]
])

/** What is not for us (a heartbeat, a type not heard of yet, another conversation's) is a unit of no kind. */
const notForUs: Reader = (original) => E.right(unitOf(original))

export const readFrame = (data: unknown, conversationId: string): E.Either<Malformed, Unit> =>
  E.chain(({ metadata, eventBody }: typeof Envelope._A) => {
    const reader = Object(eventBody).conversation?.id === conversationId ? readers.get(metadata?.type) : undefined
    return (reader ?? notForUs)(eventBody)
  })(readText(Envelope, data))
