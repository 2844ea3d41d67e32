/** Requests that wait for their answers, and which answer belongs to which. */
import * as E from 'fp-ts/Either'
import { Observable, of, timeout } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Good, Refusal } from './codecs'
import { isFileCode, responseOf } from './errors'
import { envelope } from './requests'
import type { Request } from './requests'

export type Replied = E.Either<Response, Good>

/** The connection went before the answer came: whether the request arrived is not known. */
export const LOST = 'lost'

/** Ms. */
const TIMEOUT = 10_000

/** Ms to wait before the same is asked again; `undefined` when it was not refused for its rate. */
export const retryAfter = (reply: Replied): number | undefined => {
  if (E.isRight(reply) || reply.left.status !== 429) return undefined
  const seconds = reply.left['retryAfter']
  return (typeof seconds === 'number' && seconds > 0 ? seconds : 1) * 1000
}

interface Asked {
  readonly request: Request
  readonly accepts: (frame: Good) => boolean
  readonly settle: (reply: Replied) => void
}

export interface Pending {
  /** Cold; one answer, in time. Unsubscribing gives it up. `accepts`: what answers it besides a frame with its tracing id. */
  readonly ask: (request: Request, accepts: (frame: Good) => boolean, tracingId?: string) => Observable<Replied>
  /** The same for what comes without having been asked for: the end of this request. */
  readonly expect: (request: Request, accepts: (frame: Good) => boolean) => Observable<Replied>
  /** Whether somebody waited for it. */
  readonly hear: (frame: Good | Refusal) => boolean
  readonly failAll: (response: Response) => void
}

const isFile = ({ action }: Request): boolean => /attachment/i.test(action)

/** `send` answers whether there was a connection to send on. */
export const createPending = (send: (frame: object) => boolean, token: string, uuid: () => string, scheduler?: SchedulerLike): Pending => {
  const asked = new Map<string, Asked>()
  const all = () => [...asked]

  /** Plain refusals name no request: then it is the oldest that such a code fits, else the oldest. */
  const meant = ({ tracingId, attachmentId, code }: Refusal): Asked | undefined => {
    if (tracingId !== undefined) return asked.get(tracingId)
    const waiting = all().map(([, ask]) => ask)
    if (attachmentId !== undefined) return waiting.find(({ request }) => request['attachmentId'] === attachmentId)
    return waiting.find(({ request }) => isFile(request) === isFileCode(code)) ?? waiting[0]
  }

  const wait = (request: Request, accepts: Asked['accepts'], tracingId: string, begin: () => boolean): Observable<Replied> =>
    new Observable((subscriber) => {
      const settle = (reply: Replied): void => {
        asked.delete(tracingId)
        subscriber.next(reply)
        subscriber.complete()
      }
      asked.set(tracingId, { request, accepts, settle })
      if (!begin()) settle(E.left(failure(LOST, 'There is no connection.')))
      return () => asked.delete(tracingId)
    })

  return {
    ask: (request, accepts, tracingId = uuid()) =>
      wait(request, accepts, tracingId, () => send(envelope(token, tracingId, request))).pipe(
        timeout({ first: TIMEOUT, scheduler, with: () => of(E.left(failure('timeout', `No answer within ${TIMEOUT} ms.`))) })
      ),
    expect: (request, accepts) => wait(request, accepts, uuid(), () => true),
    hear: (frame) => {
      if (frame._tag === 'Refusal') {
        const refused = meant(frame)
        refused?.settle(E.left(responseOf(frame)))
        return refused !== undefined
      }
      const answered = (frame.tracingId === undefined ? undefined : asked.get(frame.tracingId)) ?? all().find(([, { accepts }]) => accepts(frame))?.[1]
      if (!answered?.accepts(frame)) return false
      answered.settle(E.right(frame))
      return true
    },
    failAll: (response) => all().forEach(([, { settle }]) => settle(E.left(response)))
  }
}
