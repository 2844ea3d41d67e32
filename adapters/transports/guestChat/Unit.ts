/** What the event stream and the history say, decoded. */
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import type { Malformed } from '../../../lib'
import { isObject } from '../../../lib/data'
import type { Piece } from '../conversation/backfill'
import { read, readText } from '../read'
import { Change, Envelope, Message, Typing } from './codecs'
import type { Member } from './codecs'

/** Something that was said or done. `id`: of messages only. */
export interface Unit extends Piece {
  /** A message's `bodyType`, a member's new state, or `TYPING`. Empty: nothing for us. */
  readonly kind: string
  /** Absent when nobody in particular spoke. */
  readonly memberId?: string
  /** The server gave no time: `at` is when it came, by our own reckoning. */
  readonly untimed?: true
  /** Of messages only; absent when there is none, as for joins and leaves. */
  readonly text?: string
  /** The server's own object. */
  readonly original: unknown
  /** The record of the member, when the unit was made of it. */
  readonly member?: Member
}

/** Something that could not be understood. */
export interface Unreadable extends Piece {
  readonly malformed: Malformed
  /** Of the history: the entry itself, by which it is known again. */
  readonly entry?: unknown
}

/** What passes through the conversation. */
export type News = Unit | Unreadable

/** Whether it was understood. */
export const isUnit = (news: News): news is Unit => 'kind' in news

/** The kind of a sign of typing: the stream's `metadata.type`. Source: OpenAPI definition. */
export const TYPING = 'typing-indicator'
/** A member's state: there. Source: OpenAPI definition. */
export const CONNECTED = 'CONNECTED'
/** A member's state: gone, or never come. Source: OpenAPI definition. */
export const DISCONNECTED = 'DISCONNECTED'

/** Ms since the epoch, of an ISO 8601 date; `NaN` for anything else. */
export const timeOf = (u: unknown): number => (typeof u === 'string' ? Date.parse(u) : NaN)

/** When it is, in ms since the epoch on the server's clock: for what came without a time. */
type Now = () => number

/** Whether it is news of a member's state: of whoever came or went, by their record or a frame of the stream. */
export const isState = ({ id, kind }: Unit): boolean => id === undefined && kind !== '' && kind !== TYPING

interface Given extends Pick<Unit, 'kind' | 'memberId' | 'id' | 'text' | 'original' | 'member'> {
  readonly timestamp?: unknown
}

/** `kind`, `timestamp` and the rest as the server gave them. */
export const unitOf = ({ kind, memberId, timestamp, id, text, original, member }: Given, now: Now): Unit => {
  const at = timeOf(timestamp)
  return Number.isNaN(at)
    ? { kind, memberId, at: now(), id, text, original, member, untimed: true }
    : { kind, memberId, at, id, text, original, member }
}

/** The member's record as the news of the state that it is in. */
export const stateOf = (member: Member, now: Now): Unit =>
  unitOf(
    {
      kind: member.state ?? '',
      memberId: member.id,
      timestamp: member.state === DISCONNECTED ? member.leaveDate : member.joinDate,
      original: member,
      member
    },
    now
  )

type Read = E.Either<Malformed, Unit>
/** `place`: where it stood, for whoever has to be told that it cannot be read. */
type Reader = (original: unknown, now: Now, place: string) => Read

const reader =
  <A>(codec: Decoder<unknown, A>, givenIn: (body: A, original: unknown) => Given): Reader =>
  (original, now, place) => {
    const body = read(codec, original, place)
    return E.isLeft(body) ? body : E.right(unitOf(givenIn(body.right, original), now))
  }

/** `bodyType` is left out by some; the server then means `standard`. Source: observed behaviour of Genesys Widgets 9. */
export const readMessage = reader(Message, ({ id, sender, body, bodyType, timestamp }, original) => ({
  kind: bodyType ?? 'standard', memberId: sender?.id, id, text: body, timestamp, original
}))

const readTyping = reader(Typing, ({ sender, timestamp }, original) => ({ kind: TYPING, memberId: sender.id, timestamp, original }))

const readChange = reader(Change, ({ member, timestamp }, original) => ({ kind: member.state, memberId: member.id, timestamp, original }))

/** By `metadata.type`, not by topic: two types share one. */
const readers = new Map<string | undefined, Reader>([
  ['message', readMessage],
  [TYPING, readTyping],
  ['member-change', readChange]
])

/** A heartbeat, a type not heard of yet, or another conversation's: of no kind. */
const nothingForUs: Read = E.right({ kind: '', at: 0, original: undefined })

/** What names no conversation is of the one whose stream it came on. */
const namesAnother = (eventBody: object, conversationId: string): boolean => {
  const { conversation } = eventBody as { readonly conversation?: { readonly id?: unknown } | null } // looked at field by field
  const id = conversation?.id
  return id !== undefined && id !== conversationId
}

/** `data`: of one frame of the stream. */
export const readFrame = (data: unknown, { conversationId, now }: { readonly conversationId: string; readonly now: Now }): Read => {
  const frame = readText(Envelope, data)
  if (E.isLeft(frame)) return frame
  const { metadata, eventBody } = frame.right
  const readBody = readers.get(metadata?.type)
  if (readBody === undefined || !isObject(eventBody) || namesAnother(eventBody, conversationId)) return nothingForUs
  return readBody(eventBody, now, 'frame.eventBody')
}
