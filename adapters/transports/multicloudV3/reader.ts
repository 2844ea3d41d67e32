/** Reads what replies bring of the transcript, and remembers where in it the chat is. */
import { indexIn, isEvent, readEvents } from '../transcript/TranscriptEvent'
import type { News, TranscriptEvent } from '../transcript/TranscriptEvent'
import type { ServerClock } from '../clock'
import type { Echoes } from '../polling/echoes'

/** What a reader needs, and whom it tells. */
export interface ReaderOptions {
  readonly clock: ServerClock
  readonly echoes: Echoes
  /** The whole address of a content; `undefined`: it may not be used. */
  readonly addressOf: (url: string) => string | undefined
  /** A message has come that is later than all before. */
  readonly reached: (index: string) => void
}

/** Where the chat is in its transcript. */
export interface Reader {
  /** `isPresent`: it has just happened, so that its times say what the server's clock shows. */
  readonly read: (messages: unknown, isPresent: boolean) => ReadonlyArray<News>
  /** The same for a page of the past: nothing but its beginning is remembered. */
  readonly readPast: (messages: unknown) => ReadonlyArray<News>
  /** The index of the latest message; `undefined` before there is one. */
  readonly latest: () => string | undefined
  /** That of one of the last few: what came out of order comes again after it. */
  readonly shortlyBefore: () => string | undefined
  /** That of the earliest message. */
  readonly earliest: () => string | undefined
}

/** How many messages are looked at once more after something may have been missed. */
const OVERLAP = 10
/** How many messages are remembered by what they are. */
const MOST = 500

const placeOf = (id: string | undefined): number => indexIn(id) ?? -Infinity

/** What tells a message apart when its index is missing. */
const looksOf = ({ kind, from, timestamp, text }: TranscriptEvent): string => JSON.stringify([kind, from.id, timestamp, text])

/** Before anything has come. */
export const createReader = ({ clock, echoes, addressOf, reached }: ReaderOptions): Reader => {
  /** The indexes that came last, in their order. */
  let recent: ReadonlyArray<string> = []
  let earliest: string | undefined
  /** The id under which a message is known, by what it looks like. */
  const known = new Map<string, { readonly id: string; readonly isIndexed: boolean }>()

  /** A message that came once with and once without an index is the same. */
  const recognised = (event: TranscriptEvent): TranscriptEvent => {
    const looks = looksOf(event)
    const isIndexed = event.index !== undefined
    const before = known.get(looks)
    if (before !== undefined && before.isIndexed !== isIndexed) return { ...event, id: before.id }
    known.set(looks, { id: event.id, isIndexed })
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    return event
  }

  const note = (id: string): void => {
    const place = indexIn(id)
    if (place === undefined) return
    if (earliest === undefined || place < placeOf(earliest)) earliest = id
    if (recent.includes(id)) return
    const last = recent.at(-1)
    recent = [...recent, id].sort((one, other) => placeOf(one) - placeOf(other)).slice(-OVERLAP)
    if (place > placeOf(last)) reached(id)
  }

  /** Of several under one index the first one counts: the others come again after it. */
  const distinct = (news: ReadonlyArray<News>): ReadonlyArray<News> => {
    const seen = new Set<string>()
    return news.filter(({ id }) => {
      const isNew = !seen.has(id)
      seen.add(id)
      return isNew
    })
  }

  const eventsIn = (messages: unknown, timed?: (at: number) => void): ReadonlyArray<News> =>
    distinct(readEvents(messages, { now: clock.now, timed, contents: { addressOf } }))

  return {
    read: (messages, isPresent) => {
      const news = eventsIn(messages, isPresent ? clock.learn : undefined)
      for (const { id } of news) note(id)
      const events = news.map((one) => (isEvent(one) ? recognised(one) : one))
      for (const one of events) if (isEvent(one) && one.kind === 'Message' && one.from.type === 'Client') echoes.came({ id: one.id, text: one.text.trim() })
      return events
    },
    readPast: (messages) => {
      const news = eventsIn(messages).filter(({ id }) => placeOf(id) < placeOf(earliest))
      const [first] = news
      if (first !== undefined) earliest = first.id
      return news
    },
    latest: () => recent.at(-1),
    shortlyBefore: () => recent[0],
    earliest: () => earliest
  }
}
