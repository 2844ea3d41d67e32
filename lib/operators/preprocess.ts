/**
 * Lets registered preprocessors rewrite each message, in the order of their registration. One that throws, or whose
 * promise fails or takes longer than `patience` ms, is reported and skipped. Nothing overtakes a frame that waits, or one
 * that is being told: frames come out one at a time.
 */
import { asyncScheduler, map, Observable, timeout } from 'rxjs'
import type { OperatorFunction, SchedulerLike, Subscription } from 'rxjs'
import { copyJson } from '../data'
import { fifo } from '../fifo'
import type { Frame } from '../Frame'
import type { Message } from '../Message'
import { failure } from '../Response'
import type { Preprocessor } from '../State'

type Delivered = Frame<Message>

const report = (which: Preprocessor, what: string): Delivered => ({
  _tag: 'Failed',
  code: 'PreprocessorFailed',
  response: failure('preprocessor', `The preprocessor ${which.name || '(without a name)'} ${what} and was skipped.`)
})

const isObject = (u: unknown): u is object => typeof u === 'object' && u !== null

const isPromise = (u: unknown): u is PromiseLike<unknown> => isObject(u) && 'then' in u && typeof u.then === 'function'

/** Like `from`, but content with a `then` that returns nothing. */
const promised = (promise: PromiseLike<unknown>): Observable<unknown> =>
  new Observable((subscriber) => {
    promise.then(
      (value) => {
        subscriber.next(value)
        subscriber.complete()
      },
      (error: unknown) => subscriber.error(error)
    )
  })

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
      const waiting = fifo<Delivered>()
      /** What is left to do for the frame that is under way, last step first. */
      let steps: Array<() => void> = []
      let preprocessors: ReadonlyArray<Preprocessor> = []
      let pending: Subscription | undefined
      let busy = false
      let sourceDone = false

      const proceed = (): void => {
        if (busy) return
        busy = true
        while (!pending) {
          const step = steps.pop()
          if (step) step()
          else {
            const frame = waiting.shift()
            if (frame) begin(frame)
            else break
          }
        }
        busy = false
        if (sourceDone && !pending) subscriber.complete()
      }

      const settle = (entry: { message: Message }, apply: Preprocessor): void => {
        const before = copyJson(entry.message)
        const take = (returned: unknown) => void (entry.message = adopt(before, entry.message, returned))
        const skip = (what: string): void => {
          entry.message = before
          subscriber.next(report(apply, what))
        }
        const resume = (): void => {
          pending = undefined
          proceed()
        }
        try {
          const returned = apply(entry.message)
          if (!isPromise(returned)) return take(returned)
          const subscription = promised(returned)
            .pipe(timeout({ first: patience, scheduler }), map(take))
            .subscribe({
              error: (error: unknown) => {
                skip(error instanceof Error && error.name === 'TimeoutError' ? 'took too long' : 'failed')
                resume()
              },
              complete: resume
            })
          if (!subscription.closed) pending = subscription
        } catch {
          skip('threw')
        }
      }

      const begin = (frame: Delivered): void => {
        if (frame._tag !== 'Entries' || preprocessors.length === 0) return subscriber.next(frame)
        const entries = frame.entries.map((entry) => ({ ...entry }))
        steps = entries.flatMap((entry) => preprocessors.map((apply) => () => settle(entry, apply))).reverse()
        steps.unshift(() => subscriber.next({ ...frame, entries }))
      }

      const latest = preprocessors$.subscribe((registered) => (preprocessors = registered))
      const source = frame$.subscribe({
        next: (frame) => {
          waiting.push(frame)
          proceed()
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          sourceDone = true
          proceed()
        }
      })
      return () => {
        latest.unsubscribe()
        source.unsubscribe()
        pending?.unsubscribe()
      }
    })
