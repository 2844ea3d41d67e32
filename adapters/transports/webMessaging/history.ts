/** The conversation's past: pages, newest first, for the bearer of a JWT that lives about a minute. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, map, of, switchMap, tap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { persistently, request } from '../rest'
import { MessageBody, Page } from './codecs'
import type { Jwt } from './codecs'
import type { WebMessagingConfig } from './config'
import type { Pending } from './pending'
import { rate } from './rate'
import { getJwt } from './requests'

/** What was said, with the service's own object beside it; ascending. */
export interface Past {
  readonly bodies: ReadonlyArray<{ readonly body: MessageBody; readonly original: unknown }>
  /** The number of the last page. */
  readonly last: number
}

export type FetchPage = (page: number) => Observable<E.Either<Response, Past>>

/** A JWT that ends within this many ms is not used any more. Source: the official mobile transport. */
const MARGIN = 5_000
/** 10 per minute and session, by the published limits. */
const MOST = 10
const TIMEOUT = 10_000

/** What cannot be understood is left out; the rest of the page counts. */
const decodePage = (given: unknown, pageSize: number): E.Either<Response, Past> => {
  const page = Page.decode(given)
  if (E.isLeft(page)) return E.left(failure('malformed', 'The history could not be understood.'))
  const { entities, total, pageCount } = page.right
  const bodies = entities.flatMap((original) => {
    const body = MessageBody.decode(original)
    return E.isRight(body) ? [{ body: body.right, original }] : []
  })
  return E.right({ bodies: bodies.reverse(), last: pageCount ?? Math.ceil((total ?? entities.length) / pageSize) })
}

export const createHistory = (
  environment: Environment,
  { dataURL, pageSize }: Pick<WebMessagingConfig, 'dataURL' | 'pageSize'>,
  { ask }: Pick<Pending, 'ask'>
): FetchPage => {
  const { scheduler = asyncScheduler } = environment
  const turn = rate(MOST, 60_000, scheduler)
  let kept: Jwt | undefined

  const jwt$ = defer((): Observable<E.Either<Response, Jwt>> => {
    if (kept && kept.exp * 1000 > scheduler.now() + MARGIN) return of(E.right(kept))
    return ask(getJwt, ({ _tag }) => _tag === 'JwtResponse').pipe(
      map((reply) => (E.isLeft(reply) ? reply : reply.right._tag === 'JwtResponse' ? E.right(reply.right.body) : E.left(failure('malformed', 'No JWT came.')))),
      tap((reply) => (kept = E.isRight(reply) ? reply.right : undefined))
    )
  })

  const get = (page: number, jwt: string): Observable<E.Either<Response, Response>> =>
    request(environment, TIMEOUT)({
      method: 'GET',
      url: `${dataURL}/api/v2/webmessaging/messages?pageNumber=${page}&pageSize=${pageSize}`,
      headers: { authorization: `Bearer ${jwt}` }
    }).pipe(persistently(environment, { tries: 3 }))

  const fetch = (page: number, tries: number): Observable<E.Either<Response, Past>> =>
    turn.pipe(
      switchMap(() => jwt$),
      switchMap((jwt) => (E.isLeft(jwt) ? of(jwt) : get(page, jwt.right.jwt))),
      switchMap((answer) => {
        if (E.isRight(answer)) return of(decodePage(answer.right.responseJSON, pageSize))
        if (answer.left.status !== 401 || tries === 0) return of(answer)
        kept = undefined // it ended on its way, or the clocks differ
        return fetch(page, tries - 1)
      })
    )
  return (page) => fetch(page, 1)
}
