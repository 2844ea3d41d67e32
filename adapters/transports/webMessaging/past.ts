/** What the history is asked for: what is new since a time, and what is older than everything known. */
import * as E from 'fp-ts/Either'
import { defer, of, switchMap, timeout } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Answer, Entry, Response } from '../../../lib'
import { failure, NO_MORE, success } from '../../../lib'
import type { FetchPage } from './history'
import type { Receiver, Spoken } from './receiver'

export type Found = E.Either<Response, ReadonlyArray<Spoken>>

/** Pages that a gap may have: a minute's worth, almost. */
const MOST = 8

/** Ms that what is said now waits for what was said before. */
const PATIENCE = 8_000

/**
 * What is new, ascending: from the newest page back to something known, or to the beginning; for an `opening` chat the
 * newest page alone.
 */
export const createMissed = (fetchPage: FetchPage, isKnown: Receiver['isKnown'], scheduler: SchedulerLike) => {
  const from = (page: number, newer: ReadonlyArray<Spoken>, opening: boolean): Observable<Found> =>
    fetchPage(page).pipe(
      switchMap((past): Observable<Found> => {
        if (E.isLeft(past)) return of(past)
        const { bodies, last } = past.right
        const all = [...bodies, ...newer]
        return opening || page >= last || page >= MOST || bodies.some(isKnown) ? of(E.right(all)) : from(page + 1, all, opening)
      })
    )
  return (opening: boolean): Observable<Found> =>
    from(1, [], opening).pipe(timeout({ first: PATIENCE, scheduler, with: () => of(E.left(failure('timeout', 'The history took too long.'))) }))
}

/** The next older page with something new in it: what is live moves the pages, so that they overlap. */
export const createOlder = (fetchPage: FetchPage, receiver: Receiver, pageSize: number, tell: (entries: ReadonlyArray<Entry>) => void) => {
  const from = (page: number): Observable<Answer> =>
    fetchPage(page).pipe(
      switchMap((past): Observable<Answer> => {
        if (E.isLeft(past)) return of(past)
        const entries = receiver.older(past.right.bodies)
        if (entries.length > 0) {
          tell(entries)
          return of(E.right({ response: success({ count: entries.length }) }))
        }
        return page >= past.right.last ? of(E.left(failure(NO_MORE, 'No more messages to fetch.'))) : from(page + 1)
      })
    )
  return defer(() => from(Math.floor(receiver.count() / pageSize) + 1))
}
