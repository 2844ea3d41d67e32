/**
 * Requests that wait for their answers, and which answer belongs to which. What is refused for its rate is sent again
 * after the time asked for.
 */
import * as E from 'fp-ts/Either'
import { Observable, of, switchMap, take, timer } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import { inTime } from '../../../lib/timeouts'
import type { Environment } from '../Environment'
import type { Good, Refusal } from './codecs'
import { isRate, pauseOf } from './errors'
import { isAboutFile } from './requests'
import type { Request, Send } from './requests'

export type Replied<A> = E.Either<Response, A>

export interface Question<A> {
  readonly request: Request
  /** What is taken from a frame that answers it; `undefined` when the frame does not. */
  readonly pick: (frame: Good) => A | undefined
  /** Its own, where the answer is known by it. Else that of a request about a file is the file's id, any other's a new one. */
  readonly tracingId?: string
  /** How many answers are waited for; one unless it says otherwise. */
  readonly count?: number
}

/** Cold. So many answers as are waited for, the first of them in time, or a refusal. Unsubscribing gives it up. */
export type Ask = <A>(question: Question<A>) => Observable<Replied<A>>

interface Asked {
  readonly request: Request
  readonly tracingId: string
  /** Whether the frame answers it. */
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
const LOST = failure('lost', 'There is no connection.')

export const isLost = ({ errorReason }: Response): boolean => errorReason === LOST.errorReason

/** No answer came: whether the request arrived is not known. The service's own refusals have a status. */
export const isUnanswered = ({ status, errorReason }: Response): boolean => status === 0 && errorReason === 'timeout'

/** Ms. */
const TIMEOUT = 10_000

export const createPending = (send: Send, { uuid, scheduler }: Pick<Environment, 'uuid' | 'scheduler'>): Pending => {
  const asked = new Set<Asked>()

  const ask: Ask = <A>(question: Question<A>): Observable<Replied<A>> => {
    const { request, pick, tracingId = String(request['attachmentId'] ?? uuid()), count = 1 } = question
    return new Observable<Replied<A>>((subscriber) => {
      const fail = (response: Response): void => subscriber.next(E.left(response))
      const hear = (frame: Good): boolean => {
        const picked = pick(frame)
        if (picked === undefined) return false
        subscriber.next(E.right(picked))
        return true
      }
      const one: Asked = { request, tracingId, hear, fail }
      asked.add(one)
      subscriber.add(() => asked.delete(one))
      if (!send(request, tracingId)) fail(LOST)
    }).pipe(
      inTime(TIMEOUT, scheduler),
      switchMap((reply) => {
        if (E.isRight(reply) || !isRate(reply.left)) return of(reply)
        return timer(pauseOf(reply.left), scheduler).pipe(switchMap(() => ask({ request, pick, tracingId, count })))
      }),
      take(count)
    )
  }

  /** Plain refusals name no request: then it is the oldest that such a reason fits, else the oldest. */
  const refusedBy = ({ tracingId, response: { errorReason = '' } }: Refusal): Asked | undefined => {
    const all = [...asked]
    if (tracingId !== undefined) return all.find((one) => one.tracingId === tracingId)
    const isFiles = errorReason.startsWith('file')
    const fits = all.find(({ request }) => (isFiles ? isAboutFile(request) : request['attachmentId'] === undefined))
    return fits ?? all[0]
  }

  return {
    ask,
    hear: (frame) => {
      if (asked.size === 0) return false
      if (frame._tag === 'Refusal') {
        const one = refusedBy(frame)
        one?.fail(frame.response)
        return one !== undefined
      }
      for (const one of [...asked]) if (one.hear(frame)) return true
      return false
    },
    failAll: () => {
      for (const { fail } of [...asked]) fail(LOST)
    }
  }
}
