/**
 * The socket, configured. Comes back by itself when it goes, later and later, until the service says that there is
 * nothing to come back to. Browsers send no pings: a silent connection is asked for an echo, at most twice a minute.
 */
import * as E from 'fp-ts/Either'
import { Observable, switchMap, timer } from 'rxjs'
import type { Subscription } from 'rxjs'
import type { Either, Malformed, Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { reconnecting } from '../reconnecting'
import { socket } from '../socket'
import type { Auth } from './auth'
import type { Good, Refusal } from './codecs'
import type { WebMessagingConfig } from './config'
import { decodeFrame } from './decodeFrame'
import { isRate, isSignIn, pauseOf } from './errors'
import { closeSession, configure, echo } from './requests'
import type { Send } from './requests'

type Told = Either<Malformed, Good | Refusal>

export interface Connection {
  /**
   * Cold; one subscription, whose end closes the socket. What the service says; a `SessionResponse` comes with each
   * connection, as soon as the session is configured.
   */
  readonly told$: Observable<Told>
  readonly send: Send
}

/** Ms from the address to the session. */
const SETUP = 10_000
/** Ms of silence after which an echo is asked for: less than twice a minute, which is what the service allows. */
const SILENCE = 35_000
/** Ms in which the echo has to come. */
const ECHO = 10_000

/** How often one connection is signed in anew; after that another one is tried. Source: the official mobile transport. */
const SIGN_INS = 3

const REFUSED = 'There is no connection. Is the deployment known, and this site allowed?'

/**
 * `replace`: a session that can only be read is left, and a new one begun. `lost`: it went, after having been up. `gone`:
 * it does not help to come back. `forget`: nothing can come back to the session either.
 */
export const createConnection = (
  environment: Environment,
  config: WebMessagingConfig,
  token: string,
  auth: Auth,
  replace: boolean,
  lost: () => void,
  gone: (forget: boolean, why: Response) => void
): Connection => {
  const { scheduler, uuid } = environment
  const { deploymentId } = config
  const url = `${config.messagingURL}?deploymentId=${encodeURIComponent(deploymentId)}`
  let write: ((data: string) => void) | undefined
  let wasUp = false

  const send: Send = (request, tracingId = uuid()) => {
    write?.(JSON.stringify({ token, tracingId, ...request }))
    return write !== undefined
  }

  const life = (healthy: () => void): Observable<Told> =>
    new Observable((subscriber) => {
      /** Whether the session is configured, and whether it ever was. */
      let up = false
      let was = false
      let signIns = 0

      const fail = (response: Response, lasting: boolean, forget = lasting): void => {
        if (lasting || !wasUp) gone(forget, response)
        else if (was) lost()
        subscriber.complete()
      }

      const configuring = (startNew = false): void => {
        const signing = auth.jwt$.subscribe((jwt) => {
          if (E.isLeft(jwt)) fail(jwt.left, jwt.left.errorReason === 'signIn')
          else send(configure(deploymentId, startNew, jwt.right))
        })
        subscriber.add(signing)
      }

      /** Only Node tells why: a deployment or a site that is refused is refused for good. */
      const end = (why = ''): void => {
        const forbidden = why.endsWith('response: 403')
        fail(failure('refused', REFUSED, forbidden ? { status: 403 } : {}), forbidden, false)
      }

      let alarm: Subscription | undefined
      const inTime = (): void => {
        alarm?.unsubscribe()
        subscriber.add((alarm = timer(SETUP, scheduler).subscribe(() => up || end())))
      }

      const take = (data: unknown): unknown => {
        const decoded = decodeFrame(data)
        if (E.isLeft(decoded)) return subscriber.next(decoded)
        const frame = decoded.right
        if (frame._tag === 'SessionResponse') {
          const { connected, readOnly } = frame.body
          if (up) return undefined
          if (!connected) return readOnly && configuring(true)
          if (readOnly && replace && !wasUp) return send(closeSession)
          up = was = wasUp = true
          healthy()
        }
        if (frame._tag !== 'Refusal') return subscriber.next(decoded)
        const { response } = frame
        const signedOut = isSignIn(response)
        if (signedOut && signIns < SIGN_INS) {
          signIns += 1
          up = false
          inTime()
          configuring()
          // Whoever waits for what was refused hears of it all the same.
          return was && subscriber.next(decoded)
        }
        if (up && !signedOut) return subscriber.next(decoded)
        if (was) return end()
        if (isRate(response)) return subscriber.add(timer(pauseOf(response), scheduler).subscribe(() => configuring()))
        // Asked again, it would say the same, unless it took too long.
        return fail(response, /^4(?!08)/.test(`${response.status}`))
      }

      subscriber.add(() => (write = undefined))
      inTime()
      subscriber.add(environment.online$?.subscribe((online) => online || end()))
      subscriber.add(
        socket(environment, url)
          .pipe(
            switchMap((news) => {
              if (news._tag === 'Received') take(news.data)
              else if (news._tag === 'Closed') end(news.reason)
              else {
                write = news.send
                configuring()
              }
              return timer(SILENCE, ECHO, scheduler)
            })
          )
          .subscribe((asked) => (asked > 0 || !send(echo)) && end())
      )
    })

  return { send, told$: reconnecting({ ...environment, base: 1_000 })(life) }
}
