/** Carries out what commands want done. Each effect is any number of `Progress`, then one `Done`, then complete; never an error. */
import { catchError, concat, defer, filter, map, of, take, takeWhile } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import { broken, checkAnswer, faulty } from './checkAnswer'
import { isLeft } from './Either'
import { isExpected } from './Effect'
import type { Effect } from './Effect'
import type { Either } from './Either'
import { callFailure } from './Failure'
import type { Failure } from './Failure'
import { outcome } from './outcome'
import type { Answered } from './outcome'
import { whileAlive } from './timeouts'
import type { Fact, State } from './State'
import { isProgress } from './Transport'
import type { Answer, Progress, Transport } from './Transport'

/** How a command ends. */
export interface Done {
  readonly _tag: 'Done'
  /** For the caller. */
  readonly answer: Either<Failure, unknown>
  /** What it means for everyone. */
  readonly fact: Fact
}

const unchanged: Fact = (state) => [state]

/** An end; unless `fact` says otherwise, it changes nothing and nobody else is told. */
export const done = (answer: Done['answer'], fact = unchanged): Done => ({ _tag: 'Done', answer, fact })

const answerTo = ({ effect, answer }: Answered): Done['answer'] => {
  if (!isLeft(answer)) return { _tag: 'Right', right: effect.result(answer.right) }
  return { _tag: 'Left', left: isExpected(effect, answer.left) ? effect.expected.failure : callFailure(answer.left) }
}

const isUnknown = ({ serverNow }: Transport): boolean => serverNow !== undefined && serverNow() === undefined

/** What cannot be made of an answer, whatever was thrown, is a failure: the caller is answered all the same. */
const settle = (answered: Answered): Done => {
  try {
    return done(answerTo(answered), outcome(answered))
  } catch {
    const failed: Answered = { ...answered, answer: faulty }
    return done(answerTo(failed), outcome(failed))
  }
}

/** What effects are carried out with. */
export interface Means {
  readonly transport: Transport
  /** The latest state, and every later one. */
  readonly state$: Observable<State>
  /** Ms without progress after which a call counts as failed. */
  readonly patience: number
  readonly scheduler: SchedulerLike
}

/** `epoch`: the session in which the command was given. */
export const perform =
  ({ transport, state$, patience, scheduler }: Means) =>
  (effect: Effect, epoch: number): Observable<Progress | Done> => {
    switch (effect._tag) {
      case 'Answer':
        return of(done({ _tag: 'Right', right: effect.value }))
      case 'Await':
        return state$.pipe(
          filter(effect.until),
          take(1),
          map((state) => done({ _tag: 'Right', right: effect.read(state) }))
        )
      case 'Call':
        // It keeps the port's promise, whatever the transport does: one answer, in time.
        return concat(defer(() => transport.call(effect.call)), of(faulty)).pipe( // `faulty`: when it completes without an answer
          map(checkAnswer),
          whileAlive(patience, scheduler), // each progress is a sign of life
          catchError((error: unknown) => of(broken(error))),
          takeWhile<Progress | Answer>(isProgress, true), // up to the answer, and nothing after it
          map((it: Progress | Answer) => (isProgress(it) ? it : settle({ effect, answer: it, transport: transport.type, isLocalTime: isUnknown(transport), epoch })))
        )
    }
  }
