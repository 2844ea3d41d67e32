/** What replies bring, and up to where the transcript has been read: the same whether they were asked for or pushed. */
import { indexIn, highestIndex, isEvent, readEvents } from '../transcript/TranscriptEvent'
import type { News } from '../transcript/TranscriptEvent'
import type { ServerClock } from '../clock'
import type { Echoes } from '../polling/echoes'
import type { Reply } from './reply'

/** From how many events before the last one the history is read: the last ones may have come out of order. */
export const OVERLAP = 10
/** The first event of a transcript. Source: GMS Chat API v2. */
export const FIRST = 1

/** Whom the reading tells, and what it needs. */
export interface ReadingOptions {
  readonly clock: ServerClock
  readonly echoes: Echoes
  /** The event of the transcript that came last. */
  readonly reached: (index: number) => void
  /** Something may have been missed: the history is to be asked. */
  readonly suspect: () => void
}

/** The transcript of one chat, as far as it has come. */
export interface Reading {
  /** The index that is asked for next. */
  readonly position: () => number
  /** It is asked for from its beginning. */
  readonly restart: () => void
  readonly read: (reply: Reply, isPresent: boolean) => ReadonlyArray<News>
  readonly lookForHoles: (news: ReadonlyArray<News>, expected: number) => void
}

/** Nothing has been read yet. */
export const createReading = ({ clock, echoes, reached, suspect }: ReadingOptions): Reading => {
  let position = FIRST
  /** The end of the latest hole that the history was asked about. */
  let askedUpTo = 0

  /** `isPresent`: it has just happened, so that its times say what the server's clock shows. */
  const read = ({ messages, nextPosition, body }: Reply, isPresent: boolean): ReadonlyArray<News> => {
    const news = readEvents(messages, { now: clock.now, timed: isPresent ? clock.learn : undefined, idle: body.idleTimerExpire })
    const highest = highestIndex(news)
    // Positions that the server names count where indexes are missing, or when it begins to count anew.
    const isAhead = highest === undefined && news.length > 0 && nextPosition !== undefined && nextPosition > position
    const isBehind = nextPosition !== undefined && nextPosition < position && nextPosition >= FIRST
    if (isAhead || isBehind) position = nextPosition
    if (highest !== undefined && highest >= position) {
      position = highest + 1
      reached(highest)
    }
    for (const one of news) if (isEvent(one) && one.kind === 'Message' && one.from.type === 'Client') echoes.came({ id: one.id, text: one.text.trim() })
    return news
  }

  /** Where indexes jump, something may have been put in its place late: it is asked for once more. */
  const lookForHoles = (news: ReadonlyArray<News>, expected: number): void => {
    let next = expected
    for (const { id } of news) {
      const index = indexIn(id)
      if (index === undefined) continue
      if (index > next && index > askedUpTo) {
        askedUpTo = index
        suspect()
      }
      next = Math.max(next, index + 1)
    }
  }

  return {
    position: () => position,
    restart: () => {
      position = FIRST
    },
    read,
    lookForHoles
  }
}
