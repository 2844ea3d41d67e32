/** What passes through a conversation, in order and in the core's words. */
import * as E from 'fp-ts/Either'
import { filter, map, scan, tap } from 'rxjs'
import type { Observable, OperatorFunction, SchedulerLike } from 'rxjs'
import type { Inbound, Response } from '../../../lib'
import { inTime } from '../../../lib/timeouts'
import { failure } from '../../../lib/Response'
import { HISTORY } from '../../../lib/Transport'
import type { Told } from '../conversation/Conversation'
import { enrich } from '../conversation/enrich'
import { reorder } from '../conversation/reorder'
import type { Api } from './api'
import type { Member } from './codecs'
import type { Records } from './records'
import { began, live, restored, unfilled } from './roster'
import type { Meaning, Terms } from './roster'
import { CONNECTED, isState, isUnit } from './Unit'
import type { Seen } from './seen'
import type { News, Unit } from './Unit'

/** A chat that has just been made. */
export interface Beginning {
  /** The answer that made it. */
  readonly response: Response
  /** The guest's stub in it. */
  readonly member: unknown
  /** The guest's own. */
  readonly displayName: string
}

/** What is told, with what it means. */
export interface Step extends Meaning {
  readonly told: Told<News>
}

interface Place {
  readonly terms: Terms
  readonly api: Api
  readonly records: Records
  /** What could not be read of the history, and has been reported. */
  readonly reported: Seen
  readonly scheduler: SchedulerLike
  /** That the guest comes, in a chat that has just been made; absent in one that is taken up again. */
  readonly coming: Unit | undefined
}

/** Ms that a unit may wait for the record of its member. */
const PATIENCE = 5_000

const silent: ReadonlyArray<never> = []
const lost: ReadonlyArray<Inbound> = [E.right({ _tag: 'Lost' })]
const regained: ReadonlyArray<Inbound> = [E.right({ _tag: 'Regained' })]

/** `since`: ms since the epoch, if it is known. */
const missed = (since: number): Inbound => {
  const when = Number.isFinite(since) ? ` since ${new Date(since).toISOString()}` : ''
  return E.right({ _tag: 'Failed', code: 'HistoryFailed', response: failure(HISTORY, `Not all that was said${when} could be fetched.`) })
}

/** Puts in order, looks up who speaks, and says what it means. The end means nothing by itself: there may have been no beginning. */
export const meant = ({ terms, api, records, reported, scheduler, coming }: Place): OperatorFunction<Told<News>, Step> => {
  /** Who speaks or comes is looked up; of others it is said who they are when that is known. */
  const keyOf = (told: Told<News>): string | undefined => {
    if (told._tag !== 'Pass' || !isUnit(told.item)) return undefined
    const { id, kind, memberId } = told.item
    const isLookedUp = id !== undefined || kind === CONNECTED
    return isLookedUp || records.get(memberId) !== undefined ? memberId : undefined
  }

  const lookUp = (id: string): Observable<Member | undefined> =>
    api.member(id).pipe(
      inTime(PATIENCE, scheduler),
      map((record) => (E.isRight(record) ? record.right : undefined)),
      tap((record) => {
        if (record !== undefined) records.learn(record)
      })
    )

  const noteState = (item: News): void => {
    if (isUnit(item) && item.memberId !== undefined && isState(item)) records.told(item.memberId, item.kind)
  }
  /** News of states that is told now. What was in a page that was given up is news again on the next one. */
  const noteStates = (told: Told<News>): void => {
    if (told._tag === 'Pass') noteState(told.item)
    if (told._tag === 'Entered') told.items.forEach(noteState)
  }

  const isNews = (item: News): boolean => isUnit(item) || item.entry === undefined || reported.isNew(item.entry)
  /** Without what could not be read and has been reported: gaps overlap. */
  const isToBeTold = (told: Told<News>): boolean => told._tag !== 'Pass' || isNews(told.item)
  const unreported = (told: Told<News>): Told<News> => (told._tag === 'Entered' ? { ...told, items: told.items.filter(isNews) } : told)

  const meaningOf = (told: Told<News>, { roster, record }: { readonly roster: Meaning['roster']; readonly record: Member | undefined }): Meaning => {
    switch (told._tag) {
      case 'Pass':
        return isUnit(told.item) ? live(terms, roster, { unit: told.item, record }) : { roster, frames: [E.left(told.item.malformed)] }
      case 'Entered':
        return coming === undefined
          ? restored(terms, { news: told.items, recordOf: records.get })
          : began(terms, { unit: coming, record: records.get(coming.memberId) })
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

  const next = ({ roster }: Meaning, [told, record]: readonly [Told<News>, Member | undefined]): Step => {
    const meaning = meaningOf(told, { roster, record })
    return { told, roster: meaning.roster, frames: meaning.frames }
  }

  return (told$) => {
    const before: Meaning = { roster: unfilled(terms.session.lastMessageId), frames: silent }
    return told$.pipe(
      filter(isToBeTold),
      map(unreported),
      tap(noteStates),
      reorder(scheduler),
      enrich({ keyOf, known: records.get, lookUp, isUrgent: (told: Told<News>) => told._tag !== 'Pass', scheduler }),
      scan<readonly [Told<News>, Member | undefined], Step, Meaning>(next, before)
    )
  }
}
