/** What the customer says, sent: never faster than the service takes it, with the attributes that wait, and answered by its echo. */
import * as E from 'fp-ts/Either'
import { defer, EMPTY, mergeMap, of, switchMap, takeUntil } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Answer } from '../../../lib'
import { failure, success } from '../../../lib'
import type { Wire } from '../conversation/talk'
import type { Attributes } from './attributes'
import { attached, carrying, departed, gone, refused } from './carried'
import type { Good, MessageBody } from './codecs'
import { ATTRIBUTES, isSignIn } from './errors'
import type { Item } from './fromWire'
import { isLost, isUnanswered } from './pending'
import type { Ask } from './pending'
import { rate } from './rate'
import { onMessage } from './requests'
import { isEcho } from './said'
import type { Said } from './said'

export interface Saying extends Pick<Wire<Item, Said>, 'send' | 'arrived'> {
  /** What would go with the next message, with more. */
  readonly attachedWith: (attributes: Attributes) => Attributes
  readonly attach: (attributes: Attributes) => void
  /** Nobody waits any more for what was said under this id: it is not sent if it still waits for its turn. */
  readonly withdraw: (id: string) => void
}

export interface SayingOptions {
  readonly ask: Ask
  readonly naming: (body: MessageBody) => string | undefined
  /** Those that a chat begins with. */
  readonly attributes: Attributes
  /** The session is configured. */
  readonly isReady: () => boolean
  /** A connection is gone. */
  readonly gone$: Observable<unknown>
  readonly scheduler: SchedulerLike
}

/**
 * 5 messages per second and session, by the published limits: one is left for the sign that the customer types. A little
 * slower, since they arrive less evenly than they leave.
 */
const MOST = 4
const SPAN = 1_100

/** What was said became this. `id`: the one that `messageReceived` has. */
const became = ({ original, id }: Pick<Item, 'original' | 'id'>): Answer => E.right({ response: success({ ...Object(original), id }) })

/** How often one thing that is said may meet a sign-in that has ended. */
const SIGN_INS = 3

/** The session is being configured anew: it goes out after that. */
const unready = E.left(failure('unready', 'The session is not configured.'))
/** Nobody hears it. */
const withdrawn = E.left(failure('withdrawn', 'It was taken back before it was sent.'))

export const createSaying = ({ ask, naming, attributes, isReady, gone$, scheduler }: SayingOptions): Saying => {
  const turn$ = rate(MOST, SPAN, scheduler)
  let carried = carrying(attributes)
  /** What waits for its turn. */
  let waiting: string | undefined
  /** What met a sign-in that had ended, and how often. */
  let met = { id: '', times: 0 }

  /** It did not arrive, and is said again after the next sign-in, but not for ever. */
  const meetsSignIn = (id: string): boolean => {
    met = { id, times: met.id === id ? met.times + 1 : 1 }
    return met.times <= SIGN_INS
  }

  const turnOf = (id: string): Observable<unknown> =>
    defer(() => {
      waiting = id
      return turn$
    })

  const send: Saying['send'] = ({ said }) =>
    turnOf(said.id).pipe(
      switchMap(() => {
        if (waiting !== said.id) return of(withdrawn)
        waiting = undefined
        if (!isReady()) return of(unready)
        const leaving = departed(carried, said.id)
        carried = leaving
        const pick = (frame: Good): Pick<Item, 'original' | 'id'> | undefined =>
          frame._tag === 'StructuredMessage' && !frame.reply && isEcho(frame, said) ? { id: naming(frame.body), original: frame.original } : undefined
        return ask({ request: onMessage(said.message, leaving.sent.attributes), pick, tracingId: said.id })
      }),
      mergeMap((reply): ReturnType<Saying['send']> => {
        if (E.isRight(reply)) {
          carried = gone(carried, said.id)
          return of({ how: 'settled', answer: became(reply.right), itemId: reply.right.id })
        }
        const { left } = reply
        if (isLost(left)) return EMPTY
        if (isUnanswered(left)) return of({ how: 'unknown', answer: reply })
        if (reply === withdrawn) return of({ how: 'settled', answer: reply })
        if (reply === unready || (isSignIn(left) && meetsSignIn(said.id))) return of({ how: 'unsent', answer: reply })
        // What was too much is given up, or nothing could be said any more.
        carried = left.status === ATTRIBUTES ? gone(carried, said.id) : refused(carried, said.id)
        return of({ how: 'settled', answer: reply })
      }),
      // What still waits for its turn then is not on its way: it goes out when it is asked for again.
      takeUntil(gone$)
    )

  return {
    send,
    arrived: (item) => {
      // One is on its way at a time: what went with it has arrived, too.
      carried = { waiting: carried.waiting, sent: undefined }
      return became(item)
    },
    attachedWith: (more) => ({ ...carried.waiting, ...more }),
    attach: (more) => {
      carried = attached(carried, more)
    },
    withdraw: (id) => {
      if (waiting === id) waiting = undefined
    }
  }
}
