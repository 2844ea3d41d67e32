/** The one interpreter of effects. Any number of `Progress`, then one `Done`, then it completes. Never errors. */
import * as E from 'fp-ts/Either'
import { catchError, concat, defer, filter, map, of, take, takeWhile } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import { isExpected } from './Effect'
import type { Effect } from './Effect'
import { outcome } from './outcome'
import { inTime } from './refused'
import type { Rejection } from './Rejection'
import { failure } from './Response'
import type { Fact, State } from './State'
import type { Answer, Progress, Transport } from './Transport'

export interface Done {
  readonly _tag: 'Done'
  readonly answer: E.Either<Rejection, unknown>
  /** What it means for everyone. */
  readonly fact: Fact
}

export const done = (answer: Done['answer'], fact: Fact = (state) => [state]): Done => ({ _tag: 'Done', answer, fact })

export const isProgress = <A extends { readonly _tag: string }>(u: Progress | A): u is Progress => u._tag === 'Progress'

const faulty: Answer = E.left(failure('transport', 'The transport failed.'))

/** `patience`: ms without progress after which a call counts as failed. */
export const perform =
  (transport: Transport, state$: Observable<State>, patience: number, scheduler: SchedulerLike) =>
  (effect: Effect, epoch: number): Observable<Progress | Done> => {
    switch (effect._tag) {
      case 'Answer':
        return of(done(E.right(effect.value)))
      case 'Await':
        return state$.pipe(
          filter(effect.until),
          take(1),
          map((state) => done(E.right(effect.read(state))))
        )
      case 'Call':
        // It keeps the port's promise, whatever the transport does: one answer, in time.
        return concat(defer(() => transport.call(effect.call)), of(faulty)).pipe(
          inTime(patience, scheduler, undefined, true), // each progress is a sign of life
          takeWhile(isProgress, true),
          catchError(() => of(faulty)),
          map((reply: Progress | Answer) =>
            isProgress(reply)
              ? reply
              : done(
                  E.isRight(reply)
                    ? E.right(effect.result(reply.right))
                    : E.left(isExpected(effect, reply.left) ? effect.sentence : reply.left),
                  outcome(effect, transport.type, epoch, reply)
                )
          )
        )
    }
  }
