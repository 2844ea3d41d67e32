/** The conversation's past: pages, newest first, for the bearer of a JWT that lives about a minute. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { persistently, request } from '../rest'
import { MessageBody, Page, understood } from './codecs'
import type { Jwt } from './codecs'
import type { WebMessagingConfig } from './config'
import type { Spoken } from './fromWire'
import type { Ask } from './pending'
import { rate } from './rate'
import { getJwt } from './requests'

/**
 * From page to page, until there is an answer. `spoken` ascends; what of it cannot be understood is left out. `isLast`:
 * there are no older ones.
 */
export type Search = <A>(page: number, answer: (spoken: ReadonlyArray<Spoken>, isLast: boolean) => E.Either<Response, A> | undefined) => Observable<E.Either<Response, A>>

/** A JWT that ends within this many ms is not used any more. Source: the official mobile transport. */
const MARGIN = 5_000
/** 10 per minute and session, by the published limits. */
const MOST = 10
const TIMEOUT = 10_000
export const createHistory = (
  environment: Environment,
  { dataURL, pageSize }: Pick<WebMessagingConfig, 'dataURL' | 'pageSize'>,
  ask: Ask
): Search => {
  const { scheduler = asyncScheduler } = environment
  const turn = rate(MOST, 60_000, scheduler)
  let kept: Jwt | undefined

  const jwt$ = defer((): Observable<E.Either<Response, Jwt>> =>
    kept && kept.exp * 1000 > scheduler.now() + MARGIN
      ? of(E.right(kept))
      : ask(getJwt, (frame) => (frame._tag === 'JwtResponse' ? frame.body : undefined)).pipe(map(E.map((jwt) => (kept = jwt))))
  )

  const get = (page: number, tries = 1): Observable<E.Either<Response, Response>> =>
    turn.pipe(
      switchMap(() => jwt$),
      switchMap((jwt) =>
        E.isLeft(jwt)
          ? of(jwt)
          : request(environment, TIMEOUT)({
              method: 'GET',
              url: `${dataURL}/api/v2/webmessaging/messages?pageNumber=${page}&pageSize=${pageSize}`,
              headers: { authorization: `Bearer ${jwt.right.jwt}` }
            }).pipe(persistently(environment, { tries: 3 }))
      ),
      switchMap((answer) => {
        if (E.isRight(answer) || answer.left.status !== 401 || tries === 0) return of(answer)
        kept = undefined // it ended on its way, or the clocks differ
        return get(page, tries - 1)
      })
    )

  const search: Search = (page, answer) =>
    get(page).pipe(
      switchMap((got) => {
        if (E.isLeft(got)) return of(got)
        const found = understood(Page, got.right.responseJSON)
        if (!found) return of(E.left(failure('malformed', 'No history came.')))
        const { entities, pageCount = Infinity } = found
        const spoken = entities.flatMap((original) => {
          const body = understood(MessageBody, original)
          return body ? [{ body, original }] : []
        })
        const answered = answer(spoken.reverse(), page >= pageCount || entities.length === 0)
        return answered ? of(answered) : search(page + 1, answer)
      })
    )
  return search
}
