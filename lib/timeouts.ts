/** What is answered in place of a server that takes too long, or that is not asked at all. */
import { of, timeout } from 'rxjs'
import type { MonoTypeOperatorFunction, Observable, SchedulerLike } from 'rxjs'
import { left } from './Either'
import type { Left } from './Either'
import { failure } from './Response'
import type { Response } from './Response'
import { TIMEOUT } from './Transport'

/** A failure that is there at once: the server is not asked. `reason`: its `errorReason`; `text`: in English, safe to show. */
export const refused = (reason: string, text: string): Observable<Left<Response>> => of(left(failure(reason, text)))

const noAnswer = (patience: number): string => `No answer within ${patience} ms.`

/** Waits `patience` ms for the first answer; then `text` says that there was none. */
export const inTime = <A>(
  patience: number,
  scheduler: SchedulerLike | undefined,
  text = noAnswer(patience)
): MonoTypeOperatorFunction<A | Left<Response>> => timeout({ first: patience, scheduler, with: () => refused(TIMEOUT, text) })

/** Waits `patience` ms for the first sign of life, and as long for each next one. */
export const whileAlive = <A>(patience: number, scheduler: SchedulerLike | undefined): MonoTypeOperatorFunction<A | Left<Response>> =>
  timeout({ each: patience, scheduler, with: () => refused(TIMEOUT, noAnswer(patience)) })
