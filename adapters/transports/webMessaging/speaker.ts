/**
 * What the customer says, and the custom attributes that go with it: one after the other, each when the one before it is
 * answered, never faster than the service takes them. What was on its way when the connection went is looked for in the
 * history, and sent again only when it is not there.
 */
import * as E from 'fp-ts/Either'
import { asyncScheduler, filter, of, switchMap, take } from 'rxjs'
import type { BehaviorSubject, Observable } from 'rxjs'
import type { Answer } from '../../../lib'
import { success } from '../../../lib'
import type { Data } from '../../../lib/data'
import type { Environment } from '../Environment'
import { oneByOne } from '../oneByOne'
import { attributes, bytes, tooMany } from './attributes'
import type { Attributes } from './attributes'
import type { MessageBody } from './codecs'
import { ATTRIBUTES, tooBig } from './errors'
import { keyOf } from './fromWire'
import type { Spoken } from './fromWire'
import type { Ask, Replied } from './pending'
import { rate } from './rate'
import { fileMessage, join, message, onMessage, typing } from './requests'
import type { Send } from './requests'

/** Bytes of a text. Source: the service's published limits. */
const MOST_TEXT = 4_096
/** Ms between two signs that the customer types. Source: the official mobile transport. */
const TYPING = 5_000
/**
 * 5 per second and session, by the published limits: one is left for the sign that the customer types. A little slower,
 * since they arrive less evenly than they leave.
 */
const MOST = 4
const SPAN = 1_100

export interface Speaker {
  readonly join: () => Observable<Answer>
  readonly say: (text: string, options: Data) => Observable<Answer>
  readonly sayFile: (attachmentId: string) => Observable<Answer>
  /** At once, or not at all. */
  readonly type: () => void
  /** Kept for the next message: nothing else carries them. */
  readonly attach: (userData: Data) => Answer
}

/** While there is a connection, what the history brought with it; else nothing. */
export type Ready = ReadonlyArray<Spoken> | undefined

/** What it became, under the id that `messageReceived` has for it. */
const said = ({ original, body }: Spoken): Answer => E.right({ response: success({ ...Object(original), id: keyOf(body) }) })

export const createSpeaker = (
  ready$: BehaviorSubject<Ready>,
  ask: Ask,
  send: Send,
  { uuid, scheduler = asyncScheduler }: Pick<Environment, 'uuid' | 'scheduler'>,
  first: Attributes
): Speaker => {
  const inTurn = oneByOne()
  const turn$ = rate(MOST, SPAN, scheduler)
  let carried = first
  let typedAt = -Infinity

  const put = (given: Data, id = uuid()): Observable<Answer> => {
    /** By its id where the service keeps it, by its text where not. */
    const isIt = ({ body, tracingId }: { readonly body: MessageBody; readonly tracingId?: string | undefined }): boolean => {
      const known = tracingId ?? body.metadata?.['id']
      return body.direction !== 'Outbound' && (known === undefined ? body.text === given['text'] : known === id)
    }

    let attached: Attributes
    const attempt = (lost: boolean): Observable<Answer> =>
      ready$.pipe(
        filter(Boolean),
        take(1),
        switchMap((past): Observable<Replied<Spoken>> => {
          const found = lost && past.find(isIt)
          return found
            ? of(E.right(found))
            : turn$.pipe(
                switchMap(() => {
                  attached = carried
                  carried = {}
                  return ask(onMessage(given, attached), (frame) => (frame._tag === 'StructuredMessage' && !frame.reply && isIt(frame) ? frame : undefined), id)
                })
              )
        }),
        switchMap((reply) => {
          if (E.isRight(reply)) return of(said(reply.right))
          // What was too much is given up, or nothing could be said any more.
          if (reply.left.status !== ATTRIBUTES) carried = { ...attached, ...carried }
          // Lost with its connection: tried again with the next one.
          return ready$.value ? of(reply) : attempt(true)
        })
      )

    return attempt(false).pipe(inTurn())
  }

  return {
    join: () => put(join),
    say: (given, options) => {
      const id = uuid()
      const text = given.trim()
      const wrong = tooBig(4011, 'A text', bytes(text), MOST_TEXT)
      return wrong ? of(E.left(wrong)) : put(message(text, options, id), id)
    },
    sayFile: (attachmentId) => put(fileMessage(attachmentId), attachmentId),
    type: () => {
      const now = scheduler.now()
      if (!ready$.value || now - typedAt < TYPING) return
      typedAt = now
      send(typing)
    },
    attach: (userData) => {
      const next = { ...carried, ...attributes(userData) }
      const wrong = tooMany(next)
      if (wrong) return E.left(wrong)
      carried = next
      return E.right({ response: success(userData) })
    }
  }
}
