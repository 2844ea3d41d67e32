/** What the event stream and the history say, decoded. `original` is the server's own object. */
import { pipe } from 'fp-ts/function'
import * as E from 'fp-ts/Either'
import type { Decoder, Errors } from 'io-ts'
import type { Malformed } from '../../../lib/Frame'
import { explain } from '../../../lib/explain'
import { Envelope, MemberChange, Message, Ours, TypingBody } from './codecs'

/** Times in ms since the epoch; `NaN` when the server gave none. `memberId` is absent when nobody in particular spoke. */
export type Wire = Line | Typing | Moved

/** `kind`: the wire's `bodyType`. */
export interface Line {
  readonly _tag: 'Message'
  readonly memberId?: string
  readonly at: number
  readonly id: string
  readonly kind: string
  readonly text: string
  readonly original: unknown
}

export interface Typing {
  readonly _tag: 'Typing'
  readonly memberId: string
  readonly original: unknown
}

export interface Moved {
  readonly _tag: 'Moved'
  readonly memberId: string
  readonly state: string
  readonly at: number
  readonly original: unknown
}

export type Read<A> = E.Either<Malformed, A>

const read = <A>(codec: Decoder<unknown, A>, root: string, given: unknown): Read<A> =>
  E.mapLeft((errors: Errors) => ({ errors: explain(root, errors) }))(codec.decode(given))

export const timeOf = (u: unknown): number => (typeof u === 'string' ? Date.parse(u) : NaN)

/** `bodyType` is left out by some; the server then means `standard`. Source: observed behaviour of Genesys Widgets 9. */
export const readMessage = (original: unknown, root = 'message'): Read<Line> =>
  E.map(
    ({ id, sender, body = '', bodyType = 'standard', timestamp }: Message): Line => ({
      _tag: 'Message', memberId: sender?.id, at: timeOf(timestamp), id, kind: bodyType, text: body, original
    })
  )(read(Message, root, original))

/** The server's words choose here: only what we wrote counts, never what every object inherits. */
export const chosen = <A>(by: Readonly<Record<string, A>>, word: string | undefined): A | undefined =>
  word !== undefined && Object.prototype.hasOwnProperty.call(by, word) ? by[word] : undefined

const bodyReaders: Readonly<Record<string, (original: unknown, root: string) => Read<Wire>>> = {
  message: readMessage,
  'typing-indicator': (original, root) =>
    pipe(read(TypingBody, root, original), E.map(({ sender }): Wire => ({ _tag: 'Typing', memberId: sender.id, original }))),
  'member-change': (original, root) =>
    pipe(
      read(MemberChange, root, original),
      E.map(({ member, timestamp }): Wire => ({ _tag: 'Moved', memberId: member.id, state: member.state, at: timeOf(timestamp), original }))
    )
}

const parse = (data: unknown): Read<unknown> =>
  E.tryCatch(
    () => JSON.parse(typeof data === 'string' ? data : ''),
    () => ({ errors: ['frame: expected JSON text, found something else'] })
  )

/**
 * By `metadata.type`, not by topic: two types share one. `undefined`: nothing for us, such as a heartbeat, a type not
 * heard of yet, or another conversation's.
 */
export const readFrame = (data: unknown, conversationId: string): Read<Wire | undefined> =>
  pipe(
    parse(data),
    E.chain((frame) => read(Envelope, 'frame', frame)),
    E.chain(({ metadata, eventBody }): Read<Wire | undefined> => {
      const readBody = chosen(bodyReaders, metadata?.type)
      if (!readBody) return E.right(undefined)
      const ours = read(Ours, 'frame.eventBody', eventBody)
      if (E.isLeft(ours)) return ours
      return ours.right.conversation.id === conversationId ? readBody(eventBody, 'frame.eventBody') : E.right(undefined)
    })
  )
