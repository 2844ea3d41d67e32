/** The one interpreter of effects. Any number of `Progress`, then one `Done`, then it completes. Never errors. */
import * as E from 'fp-ts/Either'
import { catchError, concat, defer, filter, map, of, take, takeWhile, timeout } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Effect } from './Effect'
import type { InputSignal, Inputs } from './Inputs'
import type { Rejection } from './Rejection'
import { failure } from './Response'
import type { State } from './State'
import type { Answer, Progress, Transport } from './Transport'

export interface Ports {
  readonly transport: Pick<Transport, 'call'>
  readonly state$: Observable<State>
  readonly inputs: Inputs
  /** What is done with the signals of a watched input. */
  readonly watch: (signals$: Observable<InputSignal>) => void
  /** Ms without progress after which a call counts as failed. */
  readonly patience: number
  readonly scheduler: SchedulerLike
}

export interface Done {
  readonly _tag: 'Done'
  readonly answer: E.Either<Rejection, unknown>
  /** What the transport answered, when it was asked. */
  readonly reply?: Answer
}

const done = (answer: Done['answer'], reply?: Answer): Done => ({ _tag: 'Done', answer, reply })

const isProgress = (u: Progress | Answer): u is Progress => u._tag === 'Progress'

const faulty = E.left(failure('transport', 'The transport failed.'))

/** A call that keeps the port's promise, whatever the transport does: one answer, in time. */
const ask = (call: () => Observable<Progress | Answer>, { patience, scheduler }: Ports): Observable<Progress | Answer> =>
  concat(defer(call), of(faulty)).pipe(
    timeout({ each: patience, scheduler, with: () => of(E.left(failure('timeout', `No answer within ${patience} ms.`))) }),
    takeWhile(isProgress, true),
    catchError(() => of(faulty))
  )

export const perform =
  (ports: Ports) =>
  (effect: Effect): Observable<Progress | Done> => {
    switch (effect._tag) {
      case 'Answer':
        return of(done(E.right(effect.value)))
      case 'Await':
        return ports.state$.pipe(
          filter(effect.until),
          take(1),
          map((state) => done(E.right(effect.read(state))))
        )
      case 'Watch':
        return defer(() => {
          const signals$ = ports.inputs(effect.input)
          if (signals$) ports.watch(signals$)
          return of(done(signals$ ? E.right(undefined) : E.left(effect.refusal)))
        }).pipe(catchError(() => of(done(E.left(effect.refusal)))))
      case 'Call':
        return ask(() => ports.transport.call(effect.call), ports).pipe(
          map((reply) =>
            isProgress(reply)
              ? reply
              : done(
                  E.isRight(reply)
                    ? E.right(effect.result(reply.right))
                    : E.left(effect.refusal(reply.left)),
                  reply
                )
          )
        )
    }
  }
