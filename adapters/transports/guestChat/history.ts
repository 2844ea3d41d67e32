/** What was said before: page by page, the latest first. */
import * as E from 'fp-ts/Either'
import { defer, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Entry, Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { NO_MORE } from '../../../lib/Transport'
import { historyEntries } from './fromWire'
import type { Session } from './session'
import type { Line, Read } from './Wire'

/** How far back the history has been read. `oldest`: the id before which to go on. */
export interface Cursor {
  readonly oldest: string | undefined
  readonly more: boolean
}

export interface Older {
  readonly response: Response
  readonly entries: ReadonlyArray<Entry>
  readonly cursor: Cursor
}

/** What could be read, ascending by time; entries without a time stay where they are. */
export const ascending = (units: ReadonlyArray<Read<Line>>): ReadonlyArray<Line> =>
  units
    .filter(E.isRight)
    .map(({ right }) => right)
    .sort((a, b) => a.at - b.at || 0)

/** The next older page that has something to show. Source of the end, a missing `next`: OpenAPI definition. */
export const older = (session: Session, { oldest, more }: Cursor, maxResults: number): Observable<E.Either<Response, Older>> =>
  defer(() => {
    if (!more || oldest === undefined) return of(E.left(failure(NO_MORE, 'No more messages to fetch.')))
    return session.api.page({ before: oldest, descending: true, maxResults }).pipe(
      switchMap((page) => {
        if (E.isLeft(page)) return of(page)
        const { response, units, more: next } = page.right
        const lines = ascending([...units].reverse())
        const cursor = { oldest: lines[0]?.id, more: next }
        const entries = historyEntries(session.room(), lines.filter((line) => !session.isTold(line)))
        return entries.length > 0 ? of(E.right({ response, entries, cursor })) : older(session, cursor, maxResults)
      })
    )
  })
