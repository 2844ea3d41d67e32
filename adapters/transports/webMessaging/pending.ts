/**
 * Requests that wait for their answers, and which answer belongs to which. What is refused for its rate is sent again
 * after the time asked for, a few times.
 */
import * as E from 'fp-ts/Either'
import { Observable, Subscription, take, timer } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Environment } from '../Environment'
import type { Good, Refusal } from './codecs'
import { isRate, pauseOf } from './errors'
import { clear, isAboutFile } from './requests'
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
/** How often a request is sent that is refused for its rate. */
const TRIES = 3

const UNANSWERED = failure('timeout', `No answer within ${TIMEOUT} ms.`)

const isMessage = ({ action }: Request): boolean => action === 'onMessage'

/** Requests that a refusal can be about, for refusals that name none; `undefined`: it does not say. */
const suspects = ({ errorReason = '', statusText }: Response): ((request: Request) => boolean) | undefined => {
  if (errorReason.startsWith('file')) return isAboutFile
  if (/conversation clear/i.test(statusText)) return (request) => request === clear
  return ['messageLength', 'attributesSize', 'readOnly'].includes(errorReason) ? isMessage : undefined
}

export const createPending = (send: Send, { uuid, scheduler }: Pick<Environment, 'uuid' | 'scheduler'>): Pending => {
  const asked = new Set<Asked>()

  const ask: Ask = <A>({ request, pick, tracingId = String(request['attachmentId'] ?? uuid()), count = 1 }: Question<A>): Observable<Replied<A>> =>
    new Observable<Replied<A>>((subscriber) => {
      let tries = 0
      let alarm = new Subscription()
      const wait = (ms: number, then: () => void): void => {
        alarm.unsubscribe()
        alarm = timer(ms, scheduler).subscribe(then)
      }
      const go = (): void => {
        tries += 1
        wait(TIMEOUT, () => fail(UNANSWERED))
        if (!send(request, tracingId)) fail(LOST)
      }
      const fail = (response: Response): void => {
        if (isRate(response) && tries < TRIES) return wait(pauseOf(response), go)
        alarm.unsubscribe()
        subscriber.next(E.left(response))
      }
      const hear = (frame: Good): boolean => {
        const picked = pick(frame)
        if (picked === undefined) return false
        alarm.unsubscribe()
        subscriber.next(E.right(picked))
        return true
      }
      const one: Asked = { request, tracingId, hear, fail }
      asked.add(one)
      subscriber.add(() => {
        alarm.unsubscribe()
        asked.delete(one)
      })
      go()
    }).pipe(take(count))

  /**
   * Plain refusals name no request. Where the reason tells what it is about, it is the oldest such request, or nobody's; else
   * it is the oldest request that is not about a file, else the oldest.
   */
  const refusedBy = ({ tracingId, response }: Refusal): Asked | undefined => {
    const all = [...asked]
    if (tracingId !== undefined) return all.find((one) => one.tracingId === tracingId)
    const isSuspect = suspects(response)
    if (isSuspect !== undefined) return all.find(({ request }) => isSuspect(request))
    return all.find(({ request }) => request['attachmentId'] === undefined) ?? all[0]
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
