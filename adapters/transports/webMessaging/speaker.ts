/** What the customer says, and the custom attributes that go with the next thing said. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, of, tap } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Answer, Progress } from '../../../lib'
import { success } from '../../../lib'
import type { Data } from '../../../lib/data'
import { attributes, bytes, MOST_BYTES, size } from './attributes'
import type { Attributes } from './attributes'
import type { Good } from './codecs'
import { ATTRIBUTES, refuse, TOO_LONG } from './errors'
import type { Pending } from './pending'
import type { Queue } from './queue'
import type { Spoken } from './receiver'
import { fileMessage, join, message, typing } from './requests'
import type { Request } from './requests'

/** Bytes of a text. Source: the service's published limits. */
const MOST_TEXT = 4_096
/** Ms between two signs that the customer types. Source: the official mobile transport. */
const TYPING = 5_000

export interface Speaker {
  readonly join: () => Observable<Progress | Answer>
  readonly say: (text: string, options: Data) => Observable<Progress | Answer>
  readonly sayFile: (attachmentId: string) => Observable<Progress | Answer>
  /** At once, and only when nothing waits that matters more. */
  readonly type: () => void
  /** Kept for the next message: nothing else carries them. */
  readonly attach: (userData: Data) => Answer
  /** What the history brought after a reconnection. */
  readonly found: (past: ReadonlyArray<Spoken>) => void
}

interface Ports {
  readonly pending: Pick<Pending, 'ask'>
  readonly queue: Queue
  readonly send: (request: Request) => void
  readonly uuid: () => string
  readonly scheduler?: SchedulerLike
}

export const createSpeaker = (first: Attributes, { pending, queue, send, uuid, scheduler = asyncScheduler }: Ports): Speaker => {
  let carried: Attributes = first
  let typedAt = -Infinity
  let past: ReadonlyArray<Spoken> = []

  const isOwn = (id: string, text: string) => (frame: Good): boolean =>
    frame._tag === 'StructuredMessage' &&
    frame.body.direction !== 'Outbound' &&
    (frame.tracingId === id || (frame.tracingId === undefined && !frame.reply && (frame.body.text ?? '') === text))

  /** By its id where the history keeps it, by its text where not. */
  const isIn = (id: string, text: string) => (): Spoken | undefined =>
    past.find(({ body }) => {
      const known = body.metadata?.['id']
      return body.direction !== 'Outbound' && (known === undefined ? body.type !== 'Event' && (body.text ?? '') === text : known === id)
    })

  const put = (make: (attached: Attributes, id: string) => Request, text: string): Observable<Progress | Answer> =>
    defer(() => {
      const id = uuid()
      return queue.put({
        arrived: isIn(id, text),
        send: () =>
          defer(() => {
            const attached = carried
            carried = {}
            return pending.ask(make(attached, id), isOwn(id, text), id).pipe(
              tap((reply) => {
                // What was too much is given up, or nothing could be said any more.
                if (E.isLeft(reply) && reply.left.status !== ATTRIBUTES) carried = { ...attached, ...carried }
              })
            )
          })
      })
    })

  return {
    join: () => put(join, ''),
    say: (given, options) => {
      const text = given.trim()
      const length = bytes(text)
      return length > MOST_TEXT
        ? of(E.left(refuse(TOO_LONG, `The message has ${length} bytes; at most ${MOST_TEXT} can be sent.`)))
        : put((attached, id) => message(text, options, attached, id), text)
    },
    sayFile: (attachmentId) => put((attached, id) => fileMessage(attachmentId, attached, id), ''),
    type: () => {
      const now = scheduler.now()
      if (!queue.idle() || now - typedAt < TYPING) return
      typedAt = now
      send(typing)
    },
    attach: (userData) => {
      const next = { ...carried, ...attributes(userData) }
      const length = size(next)
      if (length > MOST_BYTES) return E.left(refuse(ATTRIBUTES, `The user data have ${length} bytes; at most ${MOST_BYTES} can be sent.`))
      carried = next
      return E.right({ response: success(userData) })
    },
    found: (given) => (past = given)
  }
}
