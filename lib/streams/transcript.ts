/**
 * The conversation as it is shown. A message costs the same however long the conversation is: it is copied and frozen once,
 * and the whole list is made only when somebody reads it.
 */
import { defer, distinctUntilChanged, map } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Message } from '../Message'
import type { Service } from '../PublicService'
import type { Line, Transcript } from '../Transcript'
import { frozenCopy } from './frozen'
import type { Frozen } from './frozen'
import { perService } from './perService'

/** A message that nobody can change: the same object for everyone, and each time it is told of. */
export type TranscriptMessage = Frozen<Message>

/** The conversation at one moment. It stays as it is when more is said. */
export interface TranscriptView {
  /** How many messages there are. */
  readonly length: number
  /** Oldest first. Made when it is first read, then the same array: its `id`s are keys for lists, and who has not changed is the same object. */
  readonly messages: ReadonlyArray<TranscriptMessage>
  /** What has come with this change, in the order in which it came; everything at first. */
  readonly added: ReadonlyArray<TranscriptMessage>
  /** The newest that somebody said or sent: no coming or going. */
  readonly last: TranscriptMessage | undefined
}

const isSaid = ({ type }: TranscriptMessage): boolean => type !== 'ParticipantJoined' && type !== 'ParticipantLeft'

/** Two lists that only grow, shared by all views of one conversation: a view knows how much of each is its own. */
interface Lists {
  /** The array of the state that they are made of: another conversation has another. */
  readonly lines: ReadonlyArray<Line> | undefined
  /** With the index 0, 1, 2, … */
  readonly newer: TranscriptMessage[]
  /** With the index -1, -2, -3, … */
  readonly older: TranscriptMessage[]
}

const view = ({ newer, older }: Lists, added: ReadonlyArray<TranscriptMessage>, last: TranscriptMessage | undefined): TranscriptView => {
  const newerLength = newer.length
  const olderLength = older.length
  let messages: ReadonlyArray<TranscriptMessage> | undefined
  return {
    length: newerLength + olderLength,
    get messages() {
      messages ??= Object.freeze([...older.slice(0, olderLength).reverse(), ...newer.slice(0, newerLength)])
      return messages
    },
    added,
    last
  }
}

/** From the transcripts of one service, one after the other, to their views. */
const views = (): ((transcript: Transcript) => TranscriptView) => {
  let lists: Lists = { lines: undefined, newer: [], older: [] }
  let last: TranscriptMessage | undefined

  return (transcript) => {
    if (transcript?.lines !== lists.lines) {
      lists = { lines: transcript?.lines, newer: [], older: [] }
      last = undefined
    }
    const { newer, older } = lists
    const added: TranscriptMessage[] = []
    const past: TranscriptMessage[] = []
    const { lines, length } = transcript ?? { lines: [], length: 0 }
    for (let i = newer.length + older.length; i < length; i += 1) {
      const line = lines[i]
      if (line === undefined) break // there is one: `length` of them
      const message = frozenCopy(line.message)
      added.push(message)
      if (message.index < 0) past.push(message)
      else newer.push(message)
      if (isSaid(message) && (last === undefined || message.index > last.index)) last = message
    }
    // A page comes oldest first, and the next page is older still.
    past.sort((a, b) => b.index - a.index)
    for (const message of past) older.push(message)
    return view(lists, Object.freeze(added), last)
  }
}

/**
 * The conversation of the latest session, kept after its end: now and on every change.
 *
 * @example
 * transcript$(service).subscribe(({ messages }) => render(messages.map(({ id, text }) => <li key={id}>{text}</li>)))
 */
export const transcript$: (service: Service) => Observable<TranscriptView> = perService((service) => defer(() => service.watch('transcript').pipe(map(views()))))

/** The newest message that somebody said or sent in the latest session: now and on every change; `undefined` before there is one. */
export const lastMessage$: (service: Service) => Observable<TranscriptMessage | undefined> = perService((service) =>
  transcript$(service).pipe(
    map(({ last }) => last),
    distinctUntilChanged()
  )
)
