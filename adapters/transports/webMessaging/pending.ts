/**
 * Requests that wait for their answers, and which answer belongs to which. What is refused for its rate is sent again
 * after the time asked for.
 */
import * as E from 'fp-ts/Either'
import { Observable, of, switchMap, take, timer } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import { inTime } from '../../../lib/refused'
import type { Good, Refusal } from './codecs'
import { isRate, pauseOf } from './errors'
import type { Request, Send } from './requests'

export type Replied<A> = E.Either<Response, A>

/**
 * Cold; `count` answers, the first in time, or a refusal. Unsubscribing gives it up. `pick`: what is taken from a frame
 * that answers it. `tracingId`: its own, where the answer is known by it; that of a request about a file is the file's.
 */
export type Ask = <A>(request: Request, pick: (frame: Good) => A | undefined, tracingId?: string, count?: number) => Observable<Replied<A>>

interface Asked {
  readonly request: Request
  readonly tracingId: string
  readonly hear: (frame: Good) => boolean
  readonly fail: (response: Response) => void
}

export interface Pending {
  readonly ask: Ask
  /** Whether somebody waited for it. */
  readonly hear: (frame: Good | Refusal) => boolean
  /** For want of a connection. */
  readonly failAll: () => void
}

/** The connection went before the answer came: whether the request arrived is not known. */
const lost = failure('lost', 'There is no connection.')

/** Ms. */
const TIMEOUT = 10_000

export const createPending = (send: Send, { uuid, scheduler }: Pick<Environment, 'uuid' | 'scheduler'>): Pending => {
  const asked = new Set<Asked>()

  const ask = <A>(request: Request, pick: (frame: Good) => A | undefined, tracingId = String(request['attachmentId'] ?? uuid()), count = 1): Observable<Replied<A>> =>
    new Observable<Replied<A>>((subscriber) => {
      const fail = (response: Response): void => subscriber.next(E.left(response))
      const hear = (frame: Good): boolean => {
        const picked = pick(frame)
        if (picked !== undefined) subscriber.next(E.right(picked))
        return picked !== undefined
      }
      const one: Asked = { request, tracingId, hear, fail }
      asked.add(one)
      subscriber.add(() => asked.delete(one))
      if (!send(request, tracingId)) fail(lost)
    }).pipe(
      inTime(TIMEOUT, scheduler),
      switchMap((reply) =>
        E.isLeft(reply) && isRate(reply.left)
          ? timer(pauseOf(reply.left), scheduler).pipe(switchMap(() => ask(request, pick, tracingId, count)))
          : of(reply)
      ),
      take(count)
    )

  return {
    ask,
    hear: (frame) => {
      const all = [...asked]
      if (frame._tag !== 'Refusal') return all.some(({ hear }) => hear(frame))
      const { tracingId, response } = frame
      const refused =
        tracingId !== undefined
          ? all.find((one) => one.tracingId === tracingId)
          : // Plain refusals name no request: then it is the oldest that such a code fits, else the oldest.
            (all.find(({ request }) => 'attachmentId' in request === response.errorReason?.startsWith('file')) ?? all[0])
      refused?.fail(response)
      return refused !== undefined
    },
    failAll: () => [...asked].forEach(({ fail }) => fail(lost))
  }
}
