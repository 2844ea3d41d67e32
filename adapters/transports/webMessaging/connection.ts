/**
 * The socket, configured. Comes back by itself when it goes, later and later, until the service says that there is
 * nothing to come back to. Browsers send no pings: a silent connection is asked for an echo, at most twice a minute.
 */
import * as E from 'fp-ts/Either'
import { asyncScheduler, EMPTY, filter, merge, Observable, switchMap, takeWhile, tap, timer } from 'rxjs'
import type { Malformed, Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { reconnecting } from '../reconnecting'
import { socket } from '../socket'
import type { Auth } from './auth'
import type { Good, Refusal } from './codecs'
import type { WebMessagingConfig } from './config'
import { decodeFrame } from './decodeFrame'
import { consequence, isLasting, responseOf } from './errors'
import { closeSession, configure, echo } from './requests'
import type { Send } from './requests'

/** What the service says, from its `SessionResponse` on, which comes anew with each connection. */
export type News =
  | Good
  | Refusal
  | E.Left<Malformed>
  /** It went, after having been up. */
  | { readonly _tag: 'Down' }
  /** Last: it does not come back. `forget`: nothing can come back to the session either. */
  | { readonly _tag: 'Gone'; readonly response: Response; readonly forget: boolean }

export interface Connection {
  /** Cold; one subscription, whose end closes the socket. */
  readonly news$: Observable<News>
  readonly send: Send
}

/** Ms from the address to the session. */
const SETUP = 10_000
/** Ms of silence after which an echo is asked for: less than twice a minute, which is what the service allows. */
const SILENCE = 35_000
/** Ms in which the echo has to come. */
const ECHO = 10_000
/** How often in a row a refused sign-in is tried anew. Source: the official mobile transport. */
const SIGN_INS = 3

const REFUSED = 'There is no connection. Is there a network, is the deployment known, and this site among its allowed domains?'

/** `replace`: a session that can only be read is left, and a new one begun. */
export const createConnection = (environment: Environment, config: WebMessagingConfig, token: string, auth: Auth, replace: boolean): Connection => {
  const { scheduler = asyncScheduler, uuid } = environment
  const { deploymentId } = config
  const url = `${config.messagingURL}?deploymentId=${encodeURIComponent(deploymentId)}&application=webchat-service`
  let write: ((data: string) => void) | undefined
  let wasUp = false

  const send: Send = (request, tracingId = uuid()) => {
    write?.(JSON.stringify({ token, tracingId, ...request }))
    return write !== undefined
  }

  const life = (healthy: () => void): Observable<News> =>
    new Observable((subscriber) => {
      let up = false
      let signIns = 0
      const gone = (response: Response, forget = false): void => subscriber.next({ _tag: 'Gone', response, forget })

      const configuring = (startNew = false): void => {
        const signing = auth.jwt$.subscribe((jwt) => {
          if (E.isRight(jwt)) return send(configure(deploymentId, token, startNew, jwt.right))
          const refused = jwt.left.errorReason === 'signIn'
          return wasUp && !refused ? subscriber.complete() : gone(jwt.left, refused)
        })
        subscriber.add(signing)
      }

      const settle = (frame: Extract<Good, { _tag: 'SessionResponse' }>): unknown => {
        const { connected, readOnly } = frame.body
        if (!connected) return readOnly ? configuring(true) : gone(failure('refused', 'The service closed the session.'))
        if (readOnly && replace && !wasUp) return send(closeSession)
        up = wasUp = true
        signIns = 0
        healthy()
        return subscriber.next(frame)
      }

      const refused = (frame: Refusal): void => {
        if (frame.code === 429) subscriber.add(timer((frame.retryAfter ?? 1) * 1000, scheduler).subscribe(() => configuring()))
        else if (!wasUp || isLasting(frame)) gone(responseOf(frame), isLasting(frame))
        else subscriber.complete()
      }

      const take = (data: unknown): unknown => {
        const decoded = decodeFrame(data)
        if (E.isLeft(decoded)) return subscriber.next(decoded)
        const frame = decoded.right
        if (!frame) return undefined
        if (frame._tag === 'SessionResponse') return up || settle(frame)
        const renewed = frame._tag === 'Refusal' && consequence(frame) === 'signIn' && signIns < SIGN_INS
        if (renewed) {
          signIns += 1
          auth.drop()
          configuring()
        }
        if (frame._tag === 'Refusal' && !up) return renewed || refused(frame)
        if (renewed) up = false
        // Whoever waits for what was refused hears of it all the same.
        return (wasUp || frame._tag === 'SessionExpiredEvent') && subscriber.next(frame)
      }

      /** Only Node tells why: a deployment or a site that is refused is refused for good. */
      const end = (why = ''): void => {
        const forbidden = why.endsWith('response: 403')
        if (up) subscriber.next({ _tag: 'Down' })
        else if (!wasUp || forbidden) gone(failure('refused', REFUSED, forbidden ? { status: 403 } : {}))
        subscriber.complete()
      }

      const link$ = socket(environment, url).pipe(
        tap((news) => {
          if (news._tag === 'Received') return take(news.data)
          if (news._tag === 'Closed') return end(news.reason)
          write = news.send
          return configuring()
        }),
        switchMap(() => (up ? timer(SILENCE, ECHO, scheduler) : EMPTY)),
        filter((asked) => asked > 0 || !send(echo))
      )
      const late$ = timer(SETUP, scheduler).pipe(filter(() => !up))
      const offline$ = (environment.online$ ?? EMPTY).pipe(filter((online) => !online))
      subscriber.add(() => (write = undefined))
      subscriber.add(merge(late$, offline$, link$).subscribe(() => end()))
    })

  return {
    send,
    news$: reconnecting({ ...environment, base: 1_000 })(life).pipe(takeWhile(({ _tag }) => _tag !== 'Gone', true))
  }
}
