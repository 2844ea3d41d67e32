/**
 * The socket, configured. Comes back by itself when it goes, later and later, until the service says that there is
 * nothing to come back to. Browsers send no pings: a silent connection is asked for an echo, at most twice a minute.
 */
import * as E from 'fp-ts/Either'
import { asyncScheduler, EMPTY, filter, Observable, Subject, switchMap, takeWhile, tap, timer } from 'rxjs'
import type { Malformed, Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { reconnecting } from '../reconnecting'
import { socket } from '../socket'
import type { Auth } from './auth'
import { decodeFrame } from './decodeFrame'
import type { Good, Refusal, SessionBody } from './codecs'
import type { WebMessagingConfig } from './config'
import { consequence, isLasting, responseOf } from './errors'
import { closeSession, configure, echo, envelope } from './requests'
import type { Request } from './requests'

export type News =
  | { readonly _tag: 'Up'; readonly session: SessionBody; readonly original: unknown }
  | { readonly _tag: 'Heard'; readonly frame: Good | Refusal }
  | { readonly _tag: 'Bad'; readonly malformed: Malformed }
  /** It went, after having been up. */
  | { readonly _tag: 'Down' }
  /** Last: it does not come back. */
  | { readonly _tag: 'Gone'; readonly response: Response }

export interface Connection {
  /** Cold; one subscription, whose end closes the socket. */
  readonly news$: Observable<News>
  /** Whether there was a connection to send on. */
  readonly send: (frame: object) => boolean
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

  const send = (frame: object): boolean => {
    write?.(JSON.stringify(frame))
    return write !== undefined
  }
  const request = (given: Request): boolean => send(envelope(token, uuid(), given))

  const life = (healthy: () => void): Observable<News> =>
    new Observable((subscriber) => {
      const heard$ = new Subject<void>()
      let [up, signIns] = [false, 0]
      const gone = (response: Response): void => subscriber.next({ _tag: 'Gone', response })

      const configuring = (startNew: boolean): void => {
        const signing = auth.jwt$.subscribe((jwt) => {
          if (E.isRight(jwt)) return request(configure(deploymentId, token, startNew, jwt.right))
          return wasUp && jwt.left.errorReason !== 'signIn' ? subscriber.complete() : gone(jwt.left)
        })
        subscriber.add(signing)
      }

      /** True when the sign-in is being renewed. */
      const renews = (frame: Refusal): boolean => {
        if (consequence(frame) !== 'signIn' || signIns >= SIGN_INS) return false
        signIns += 1
        auth.drop()
        configuring(false)
        return true
      }

      const refused = (frame: Refusal): void => {
        if (renews(frame)) return
        if (frame.code === 429) subscriber.add(timer((frame.retryAfter ?? 1) * 1000, scheduler).subscribe(() => configuring(false)))
        else if (!wasUp || isLasting(frame)) gone(responseOf(frame))
        else subscriber.complete()
      }

      const settle = (session: SessionBody, original: unknown): void => {
        if (session.connected && session.readOnly && replace && !wasUp) return void request(closeSession)
        if (!session.connected) return session.readOnly ? configuring(true) : gone(failure('refused', 'The service closed the session.'))
        up = true
        wasUp = true
        signIns = 0
        healthy()
        subscriber.next({ _tag: 'Up', session, original })
      }

      const take = (data: unknown): void => {
        const decoded = decodeFrame(data)
        if (E.isLeft(decoded)) return subscriber.next({ _tag: 'Bad', malformed: decoded.left })
        const frame = decoded.right
        if (frame._tag === 'Unknown') return
        if (up) {
          // Whoever waits for what was refused hears of it all the same.
          if (frame._tag === 'Refusal' && renews(frame)) up = false
          return subscriber.next({ _tag: 'Heard', frame })
        }
        if (frame._tag === 'SessionResponse') return settle(frame.body, frame.original)
        if (frame._tag === 'Refusal') return refused(frame)
        if (frame._tag === 'SessionExpiredEvent') return gone(failure('sessionExpired', 'The session has expired.'))
        if (wasUp) subscriber.next({ _tag: 'Heard', frame })
      }

      /** Only Node tells why: a deployment or a site that is refused is refused for good. */
      const end = (why = ''): void => {
        const refused = why.endsWith('response: 403')
        if (up) subscriber.next({ _tag: 'Down' })
        else if (!wasUp || refused) gone(failure('refused', REFUSED, refused ? { status: 403 } : {}))
        subscriber.complete()
      }

      subscriber.add(
        heard$
          .pipe(
            switchMap(() => (up ? timer(SILENCE, scheduler) : EMPTY).pipe(tap(() => request(echo)), switchMap(() => timer(ECHO, scheduler))))
          )
          .subscribe(() => end())
      )
      subscriber.add(timer(SETUP, scheduler).subscribe(() => up || end()))
      subscriber.add(environment.online$?.pipe(filter((online) => !online)).subscribe(() => end()))
      subscriber.add(() => (write = undefined))
      subscriber.add(
        socket(environment, url).subscribe((news) => {
          if (news._tag === 'Received') {
            take(news.data)
            return heard$.next()
          }
          if (news._tag === 'Closed') return end(news.reason)
          write = news.send
          configuring(false)
        })
      )
    })

  return {
    send,
    news$: reconnecting({ ...environment, base: 1_000 })(life).pipe(takeWhile(({ _tag }) => _tag !== 'Gone', true))
  }
}
