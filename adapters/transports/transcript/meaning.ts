/** What passes through a conversation whose transcript has events with indexes, in the core's words. */
import * as E from 'fp-ts/Either'
import { scan } from 'rxjs'
import type { OperatorFunction } from 'rxjs'
import type { Inbound, SessionData } from '../../../lib'
import { failure } from '../../../lib/Response'
import type { Told } from '../conversation/Conversation'
import { live, nobody, restored } from './roster'
import type { Meaning, Roster } from './roster'
import type { News } from './TranscriptEvent'

/** What is told, with what it means. */
export interface Step extends Meaning {
  readonly told: Told<News>
}

interface Terms {
  /** The chat has just been made: what it begins with is news. Else it is taken up again. */
  readonly beginsHere: boolean
  /** What identifies the session now. */
  readonly session: () => SessionData
}

const silent: ReadonlyArray<never> = []
const lost: ReadonlyArray<Inbound> = [E.right({ _tag: 'Lost' })]
const regained: ReadonlyArray<Inbound> = [E.right({ _tag: 'Regained' })]

/** `since`: ms since the epoch, if it is known. */
const missed = (since: number): Inbound => {
  const when = Number.isFinite(since) ? ` since ${new Date(since).toISOString()}` : ''
  return E.right({ _tag: 'Failed', code: 'HistoryFailed', response: failure('history', `Not all that was said${when} could be fetched.`) })
}

/** All of them, one after the other. */
const liveAll = (roster: Roster, items: ReadonlyArray<News>): Meaning => {
  let after = roster
  const frames: Inbound[] = []
  for (const item of items) {
    const meaning = live(after, item)
    after = meaning.roster
    frames.push(...meaning.frames)
  }
  return { roster: after, frames }
}

const meaningOf = ({ beginsHere, session }: Terms, roster: Roster, told: Told<News>): Meaning => {
  switch (told._tag) {
    case 'Pass':
      return live(roster, told.item)
    case 'Entered':
      return beginsHere ? liveAll(roster, told.items) : restored(told.items, session())
    case 'Missed':
      return { roster, frames: [missed(told.since)] }
    case 'Lost':
      return { roster, frames: lost }
    case 'Regained':
      return { roster, frames: regained }
    case 'Over':
      return { roster, frames: silent }
  }
}

/** Says what it means. The end means nothing by itself: there may have been no beginning. */
export const meant = (terms: Terms): OperatorFunction<Told<News>, Step> =>
  scan<Told<News>, Step, Meaning>(
    ({ roster }, told) => {
      const meaning = meaningOf(terms, roster, told)
      return { told, roster: meaning.roster, frames: meaning.frames }
    },
    { roster: nobody, frames: silent }
  )
