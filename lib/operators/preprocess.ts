/**
 * Lets registered preprocessors rewrite each message, in the order of their registration. One that throws, or whose
 * promise fails or takes longer than `patience` ms, is reported and skipped. Nothing overtakes a frame that waits, or one
 * that is being told: frames come out one at a time.
 */
import { asyncScheduler, map, Observable, timer, withLatestFrom } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'
import { copyJson, isObject } from '../data'
import type { Frame } from '../Frame'
import { line } from '../line'
import type { Task } from '../line'
import type { Message } from '../Message'
import { failure } from '../Response'
import type { Preprocessor } from '../State'

type Delivered = Frame<Message>

const report = (which: Preprocessor, what: string): Delivered => ({
  _tag: 'Failed',
  code: 'PreprocessorFailed',
  response: failure('preprocessor', `The preprocessor ${which.name || '(without a name)'} ${what} and was skipped.`)
})

const isPromise = (u: unknown): u is PromiseLike<unknown> => typeof (u as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function' // any value may be asked for a field

/**
 * An object replaces the message, anything else keeps it with its changes; neither loses what it is and whose it is.
 * A copy, so that nobody changes it later, and one that holds itself overflows here, where it is caught.
 */
const adopt = ({ id, index, from }: Message, changed: Message, returned: unknown): Message => {
  const next = copyJson(isObject(returned) ? { ...changed, ...returned } : changed)
  const whose: Partial<Message['from']> = isObject(next.from) ? next.from : from
  return { ...next, id, index, from: { type: from.type, ...whose } }
}

export const preprocess =
  (
    preprocessors$: Observable<ReadonlyArray<Preprocessor>>,
    patience = 12_000,
    scheduler: SchedulerLike = asyncScheduler
  ): OperatorFunction<Delivered, Delivered> =>
  (frame$) =>
    new Observable((subscriber) => {
      const settle = (entry: { message: Message }, apply: Preprocessor, done: () => void): void => {
        const before = copyJson(entry.message)
        let what = 'threw'
        subscriber.add(
          new Observable<unknown>((to) => {
            const returned = apply(entry.message)
            const given = (value: unknown): void => {
              to.next(value)
              to.complete()
            }
            if (!isPromise(returned)) return given(returned)
            what = 'failed'
            returned.then(given, (error: unknown) => to.error(error))
            return timer(patience, scheduler).subscribe(() => {
              what = 'took too long'
              to.error(what)
            })
          })
            .pipe(map((returned) => adopt(before, entry.message, returned)))
            .subscribe({
              next: (message) => (entry.message = message),
              error: () => {
                entry.message = before
                subscriber.next(report(apply, what))
                done()
              },
              complete: done
            })
        )
      }

      const queue = line()
      subscriber.add(
        frame$.pipe(withLatestFrom(preprocessors$)).subscribe({
          next: ([frame, preprocessors]) => {
            const entries = frame._tag === 'Entries' && preprocessors.length > 0 ? frame.entries.map((entry) => ({ ...entry })) : undefined
            queue(
              ...(entries ?? []).flatMap((entry) => preprocessors.map((apply): Task => (done) => settle(entry, apply, done))),
              (done) => {
                subscriber.next(entries ? ({ ...frame, entries } as Delivered) : frame) // the frame that had them
                done()
              }
            )
          },
          error: (error) => subscriber.error(error),
          complete: () => queue(() => subscriber.complete())
        })
      )
    })
