/** Answers that no server gave: at once, or when it takes too long. */
import * as E from 'fp-ts/Either'
import { of, timeout } from 'rxjs'
import type { MonoTypeOperatorFunction, Observable, SchedulerLike } from 'rxjs'
import { failure } from './Response'
import type { Response } from './Response'

export const refused = (reason: string, text: string): Observable<E.Either<Response, never>> => of(E.left(failure(reason, text)))

const noAnswer = (patience: number): string => `No answer within ${patience} ms.`

/** Waits `patience` ms for the first answer; then `text` says that there was none. */
export const inTime = <A>(
  patience: number,
  scheduler: SchedulerLike | undefined,
  text = noAnswer(patience)
): MonoTypeOperatorFunction<A | E.Either<Response, never>> => timeout({ first: patience, scheduler, with: () => refused('timeout', text) })

/** Waits `patience` ms for the first sign of life, and as long for each next one. */
export const whileAlive = <A>(patience: number, scheduler: SchedulerLike | undefined): MonoTypeOperatorFunction<A | E.Either<Response, never>> =>
  timeout({ each: patience, scheduler, with: () => refused('timeout', noAnswer(patience)) })
