/** Answers that no server gave: at once, or when it takes too long. */
import * as E from 'fp-ts/Either'
import { of, timeout } from 'rxjs'
import type { MonoTypeOperatorFunction, Observable, SchedulerLike } from 'rxjs'
import { failure } from './Response'
import type { Response } from './Response'

export const refused = (reason: string, text: string): Observable<E.Either<Response, never>> => of(E.left(failure(reason, text)))

/** Waits `patience` ms for the first answer; with `again`, so long for each next one, too. */
export const inTime = <A>(
  patience: number,
  scheduler: SchedulerLike | undefined,
  text = `No answer within ${patience} ms.`,
  again = false
): MonoTypeOperatorFunction<A | E.Either<Response, never>> =>
  timeout({ first: patience, each: again ? patience : undefined, scheduler, with: () => refused('timeout', text) })
