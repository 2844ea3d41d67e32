/** The conversation's past: pages, newest first, for the bearer of a JWT that lives about a minute. */
import * as E from 'fp-ts/Either'
import { of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import type { Environment } from '../Environment'
import { persistently, request } from '../rest'
import { MessageBody, understood } from './codecs'
import type { WebMessagingConfig } from './config'
import type { Spoken } from './fromWire'
import type { Ask } from './pending'
import { rate } from './rate'
import { getJwt } from './requests'

/**
 * From page to page, until there is an answer. `known`: how many of the newest are passed over. `spoken` ascends; what of
 * it cannot be understood is left out. `isLast`: there are no older ones.
 */
export type Search = <A>(known: number, answer: (spoken: ReadonlyArray<Spoken>, isLast: boolean) => E.Either<Response, A> | undefined) => Observable<E.Either<Response, A>>

/** 10 per minute and session, by the published limits. */
const MOST = 10
const TIMEOUT = 10_000
export const createHistory = (
  environment: Environment,
  { dataURL, pageSize }: Pick<WebMessagingConfig, 'dataURL' | 'pageSize'>,
  ask: Ask
): Search => {
  const turn = rate(MOST, 60_000, environment.scheduler)

  const search: Search = (known, answer) => {
    const page = Math.floor(known / pageSize) + 1
    return turn.pipe(
      // Its own for each page: nothing has to be known of clocks, and none can have ended on its way.
      switchMap(() => ask(getJwt, (frame) => (frame._tag === 'JwtResponse' ? frame.body.jwt : undefined))),
      switchMap((jwt) =>
        E.isLeft(jwt)
          ? of(jwt)
          : request(environment, TIMEOUT)({
              method: 'GET',
              url: `${dataURL}/api/v2/webmessaging/messages?pageNumber=${page}&pageSize=${pageSize}`,
              headers: { authorization: `Bearer ${jwt.right}` }
            }).pipe(persistently(environment, { tries: 3 }))
      ),
      switchMap((got) => {
        if (E.isLeft(got)) return of(got)
        const { entities, pageCount } = got.right
        const spoken = [entities].flat().flatMap((original) => {
          const body = understood(MessageBody, original)
          return body ? [{ body, original }] : []
        })
        const answered = answer(spoken.reverse(), page >= Number(pageCount || Infinity) || spoken.length === 0)
        return answered ? of(answered) : search(known + pageSize, answer)
      })
    )
  }
  return search
}
