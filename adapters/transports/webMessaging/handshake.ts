/**
 * From a socket to a session that is configured: signed in where that is wanted, begun anew where the old one can only be
 * read, and signed in anew on the same connection when the sign-in ends. How long it may take is the conversation's matter.
 */
import * as E from 'fp-ts/Either'
import { Observable, of, Subscription, switchMap, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'
import type { Malformed, Response } from '../../../lib'
import { failure } from '../../../lib'
import type { LinkInput } from '../conversation/Conversation'
import type { SocketNews } from '../socket'
import type { Auth } from './auth'
import type { Good, Refusal, Session } from './codecs'
import { decodeFrame } from './decodeFrame'
import { isRate, isSignIn, pauseOf } from './errors'
import { closeSession, configure } from './requests'
import type { Send } from './requests'

export interface Handshake {
  readonly deploymentId: string
  readonly auth: Auth
  /** On this connection. */
  readonly send: Send
  /** A session that can only be read is left, and a new one begun in its place. */
  readonly replaces: () => boolean
  /** Whether a sign-in that ended may be renewed once more. Asked before each renewal: not for ever. */
  readonly mayRenew: () => boolean
  readonly uuid: () => string
  readonly scheduler: SchedulerLike | undefined
}

/** What comes of one connection: how it stands, and every frame that is not the handshake's own. */
export type Shaken =
  | { readonly _tag: 'Opened'; readonly session: Session }
  | Extract<LinkInput<never>, { readonly _tag: 'Unready' | 'Closed' | 'Ended' }>
  | { readonly _tag: 'Malformed'; readonly malformed: Malformed }
  | { readonly _tag: 'Told'; readonly frame: Good | Refusal }

/** How often one connection is signed in anew; after that another one is tried. Source: the official mobile transport. */
const SIGN_INS = 3
/** How many messages are kept that come before the session is configured. */
const MOST_EARLY = 100

/** What a chat fails with that finds no connection at its beginning. Browsers hide why. */
export const REFUSED = failure('refused', 'There is no connection. Is the deployment known, and this site allowed?')

/** The service refused the connection itself: a deployment or a site that is refused is refused for good. Only Node tells. */
const isForbidden = (reason: string): boolean => reason.endsWith('response: 403')

/** Asked again, the service would say the same, unless it only took too long. */
const isLasting = ({ status }: Response): boolean => /^4(?!08)/.test(`${status}`)

/** Completes when the connection cannot be used any more, after saying so. */
export const handshake =
  ({ deploymentId, auth, send, replaces, mayRenew, uuid, scheduler }: Handshake): OperatorFunction<SocketNews, Shaken> =>
  (news$) =>
    new Observable((subscriber) => {
      let isUp = false
      let wasUp = false
      let signIns = 0
      let startNew = false
      let tracingId = ''
      let configuring = new Subscription()
      const early: Good[] = []

      const tell = (frame: Good | Refusal): void => subscriber.next({ _tag: 'Told', frame })
      const close = (why: Response): void => {
        subscriber.next({ _tag: 'Closed', why })
        subscriber.complete()
      }
      const end = (why: Response): void => {
        subscriber.next({ _tag: 'Ended', why, atOnce: true })
        subscriber.complete()
      }

      /** `pause`: ms to wait before. */
      const begin = (pause: number): void => {
        configuring.unsubscribe()
        const start$ = pause > 0 ? timer(pause, scheduler) : of(0)
        configuring = start$.pipe(switchMap(() => auth.jwt$)).subscribe((jwt) => {
          if (E.isRight(jwt)) {
            tracingId = uuid()
            send(configure(deploymentId, startNew, jwt.right), tracingId)
          } else if (jwt.left.errorReason === 'signIn') end(jwt.left)
          else close(jwt.left)
        })
      }

      const configured = (session: Session): void => {
        const { connected, readOnly = false } = session.body
        if (isUp) return tell(session)
        if (!connected) {
          // The old session has been left.
          if (!readOnly) return
          startNew = true
          return begin(0)
        }
        if (readOnly && replaces()) {
          send(closeSession)
          return
        }
        isUp = true
        wasUp = true
        subscriber.next({ _tag: 'Opened', session })
        for (const frame of early.splice(0)) tell(frame)
      }

      const signInEnded = (refusal: Refusal): void => {
        signIns += 1
        if (isUp) subscriber.next({ _tag: 'Unready' })
        isUp = false
        // Whoever waits for what was refused hears of it all the same.
        if (wasUp) tell(refusal)
        begin(0)
      }

      const signInRefused = (refusal: Refusal): void => {
        const { response } = refusal
        const isUsedUp = signIns >= SIGN_INS
        if (!isUsedUp && mayRenew()) return signInEnded(refusal)
        if (wasUp) tell(refusal)
        // On another connection it may be good; a service that takes none of many is believed.
        if (wasUp && isUsedUp) return close(response)
        return end(response)
      }

      const refused = (refusal: Refusal): void => {
        const { response } = refusal
        if (isSignIn(response)) return signInRefused(refusal)
        if (isUp) return tell(refusal)
        if (wasUp && refusal.tracingId !== undefined && refusal.tracingId !== tracingId) return tell(refusal)
        if (isRate(response)) return begin(pauseOf(response))
        if (wasUp || !isLasting(response)) return close(response)
        return end(response)
      }

      const take = (data: unknown): void => {
        const decoded = decodeFrame(data)
        if (E.isLeft(decoded)) return subscriber.next({ _tag: 'Malformed', malformed: decoded.left })
        const frame = decoded.right
        if (frame._tag === 'SessionResponse') return configured(frame)
        if (frame._tag === 'Refusal') return refused(frame)
        if (wasUp || frame._tag !== 'StructuredMessage') return tell(frame)
        if (early.length < MOST_EARLY) early.push(frame)
      }

      subscriber.add(() => configuring.unsubscribe())
      subscriber.add(
        news$.subscribe((news) => {
          if (news._tag === 'Received') take(news.data)
          else if (news._tag === 'Opened') begin(0)
          else if (isForbidden(news.reason)) end({ ...REFUSED, status: 403 })
          else close(REFUSED)
        })
      )
    })
