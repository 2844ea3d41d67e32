/** What the history is asked for: what is new since a time, and what is older than everything known. */
import * as E from 'fp-ts/Either'
import { of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Entry, Response } from '../../../lib'
import { failure, NO_MORE, success } from '../../../lib'
import type { FetchPage } from './history'
import type { Receiver, Spoken } from './receiver'

export type Found = E.Either<Response, ReadonlyArray<Spoken>>

/** Pages that a gap may have: a minute's worth, almost. */
const MOST = 8

/** What is new, ascending: from the newest page back to something known, or to the beginning. */
export const newSince =
  (fetchPage: FetchPage, isKnown: Receiver['isKnown']) =>
  (page = 1, newer: ReadonlyArray<Spoken> = []): Observable<Found> =>
    fetchPage(page).pipe(
      switchMap((past) => {
        if (E.isLeft(past)) return of(past)
        const { bodies, last } = past.right
        const all = [...bodies, ...newer]
        return page >= last || page >= MOST || bodies.some(isKnown) ? of(E.right(all)) : newSince(fetchPage, isKnown)(page + 1, all)
      })
    )

/** The newest page. */
export const newest = (fetchPage: FetchPage): Observable<Found> =>
  fetchPage(1).pipe(switchMap((past) => of(E.isLeft(past) ? past : E.right(past.right.bodies))))

/** The next older page with something new in it: what is live moves the pages, so that they overlap. */
export const older =
  (fetchPage: FetchPage, { count, older: fresh }: Pick<Receiver, 'count' | 'older'>, pageSize: number, tell: (entries: ReadonlyArray<Entry>) => void) =>
  (page = Math.floor(count() / pageSize) + 1): Observable<Answer> =>
    fetchPage(page).pipe(
      switchMap((past): Observable<Answer> => {
        if (E.isLeft(past)) return of(past)
        const entries = fresh(past.right.bodies)
        if (entries.length > 0) {
          tell(entries)
          return of(E.right({ response: success({ count: entries.length }) }))
        }
        return page >= past.right.last ? of(E.left(failure(NO_MORE, 'No more messages to fetch.'))) : older(fetchPage, { count, older: fresh }, pageSize, tell)(page + 1)
      })
    )
