/** What tabs write to each other. Whatever comes over the channel is decoded: nobody knows which script wrote it. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { Answer, Call, Inbound, Progress, SessionData } from '../../lib'
import { checkAnswer } from '../../lib/checkAnswer'
import { Finite, object, optional } from '../../lib/codecs'
import { DataC } from '../../lib/data'
import { check } from '../../lib/FrameCodec'
import { SessionC } from '../../lib/PortCodecs'

/** Raised whenever letters change: tabs with other scripts have locks and channels of their own, and leave each other alone. */
export const VERSION = 1

/** A call of another tab. `seen`: of one that may have been carried out already, the ids of messages that it may have become. */
export interface CallLetter {
  readonly tag: 'Call'
  /** The tab that is to carry it out. */
  readonly to: string
  /** When it was posted, in ms since the epoch: one that is read late may have been carried out by another tab. */
  readonly at: number
  readonly chat: string
  /** Of the call: no other call of any tab has it. */
  readonly id: string
  readonly call: Call
  readonly seen?: ReadonlyArray<string>
}

/** The session of whoever holds the connection, for a tab that wants it: `frames` bring it there as a restore would. */
export interface Welcome {
  readonly tag: 'Welcome'
  /** The tab that it is for. */
  readonly to: string
  readonly chat: string
  /** Of the last frame in it. */
  readonly number: number
  readonly session?: SessionData
  readonly frames: ReadonlyArray<Inbound>
}

/** `chat`: the session's name among tabs. `number`: each frame of a holder has the next one. */
export type Letter =
  /** Who holds the session is asked for it. */
  | { readonly tag: 'Join' }
  /** Is anybody there who holds the connection? */
  | { readonly tag: 'Ping' }
  /** Yes. */
  | { readonly tag: 'Here' }
  /** A session has come about. */
  | { readonly tag: 'Began'; readonly chat: string }
  | Welcome
  | { readonly tag: 'Told'; readonly chat: string; readonly number: number; readonly inbound: Inbound }
  /** The sender has the lock, takes the session up, and is believed from here on. */
  | { readonly tag: 'Taken'; readonly chat: string; readonly number: number }
  /** The sender has the session, and what was missed has been told: calls that have no answer are to be made again. */
  | { readonly tag: 'Ready'; readonly chat: string }
  | CallLetter
  /** Nobody waits for it any more. */
  | { readonly tag: 'Dropped'; readonly id: string }
  /** To whoever made the call; the others hear which message it has become. */
  | { readonly tag: 'Answered'; readonly id: string; readonly it: Progress | Answer }
  /** A file that the tab asked for, to hand to the person. */
  | { readonly tag: 'Save'; readonly to: string; readonly content: Blob; readonly fileName: string }

/** A letter as it travels. */
export interface Envelope {
  readonly from: string
  /** Ms by which the server's clock is ahead of the local one, as far as the sender knows. */
  readonly ahead?: number
  readonly letter: Letter
}

const Fields = object({})
const Count = Finite

/** What is asked of a session that is there; `files` are looked at by the back end. */
const calls: Readonly<Record<Exclude<Call['type'], 'start' | 'restore'>, t.Mixed>> = {
  end: Fields,
  sendMessage: object({ text: t.string, options: DataC }),
  sendTyping: object({ typing: t.boolean, text: t.string }),
  sendCustomNotice: object({ text: t.string, options: DataC }),
  updateUserData: object({ userData: DataC }),
  fetchHistory: Fields,
  sendFile: Fields,
  getFileLimits: Fields,
  downloadFile: object({ fileId: t.string, fileName: optional(t.string) }),
  poll: Fields,
  startPoll: Fields,
  stopPoll: Fields,
  pausePoll: Fields,
  resetPollExceptions: Fields,
  sleep: Fields,
  wake: Fields
}

const isCall = (u: { readonly type: string }): boolean => Object.entries(calls).some(([type, codec]) => type === u.type && codec.is(u))

const isBlob = (u: unknown): boolean => u instanceof Blob

const letters: Readonly<Record<Letter['tag'], t.Mixed>> = {
  Join: Fields,
  Ping: Fields,
  Here: Fields,
  Began: object({ chat: t.string }),
  Welcome: object({ to: t.string, chat: t.string, number: Count, session: optional(SessionC), frames: t.array(Fields) }),
  Told: object({ chat: t.string, number: Count, inbound: Fields }),
  Taken: object({ chat: t.string, number: Count }),
  Ready: object({ chat: t.string }),
  Call: object({ to: t.string, at: Finite, chat: t.string, id: t.string, call: object({ type: t.string }), seen: optional(t.array(t.string)) }),
  Dropped: object({ id: t.string }),
  Answered: object({ id: t.string, it: Fields }),
  Save: object({ to: t.string, content: Fields, fileName: t.string })
}

const EnvelopeC = object({ from: t.string, ahead: optional(Finite), letter: object({ tag: t.string }) })

const isLetter = (u: { readonly tag: string }): u is Letter => Object.hasOwn(letters, u.tag) && letters[u.tag as Letter['tag']].is(u) // its own key

/** What is inside, decoded as well: frames and answers as strictly as those of a transport that nobody vouches for. */
const decoded = (letter: Letter): Letter | undefined => {
  switch (letter.tag) {
    case 'Welcome':
      return { ...letter, frames: letter.frames.map(check) }
    case 'Told':
      return { ...letter, inbound: check(letter.inbound) }
    case 'Answered':
      return { ...letter, it: checkAnswer(letter.it) }
    case 'Call':
      return isCall(letter.call) ? letter : undefined
    case 'Save':
      return isBlob(letter.content) ? letter : undefined
    case 'Join':
    case 'Ping':
    case 'Here':
    case 'Began':
    case 'Taken':
    case 'Ready':
    case 'Dropped':
      return letter
  }
}

/** `undefined` for what is no letter. */
export const readEnvelope = (u: unknown): Envelope | undefined => {
  const envelope = EnvelopeC.decode(u)
  if (E.isLeft(envelope) || !isLetter(envelope.right.letter)) return undefined
  const letter = decoded(envelope.right.letter)
  return letter === undefined ? undefined : { from: envelope.right.from, ahead: envelope.right.ahead, letter }
}
