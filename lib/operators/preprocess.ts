/**
 * Lets registered preprocessors rewrite each message, in the order of their registration. One that throws, or whose
 * promise fails or takes longer than `patience` ms, is reported and skipped. Nothing overtakes a message that waits.
 */
import { asyncScheduler, from, Observable, timeout } from 'rxjs'
import type { OperatorFunction, SchedulerLike, Subscription } from 'rxjs'
import type { Entries, Frame } from '../Frame'
import type { Message } from '../Message'
import { failure } from '../Response'
import type { Preprocessor } from '../State'

type Delivered = Frame<Message>
type Task = () => void

const report = (which: Preprocessor, what: string): Delivered => ({
  _tag: 'Failed',
  code: 'PreprocessorFailed',
  response: failure('preprocessor', `The preprocessor ${which.name || '(without a name)'} ${what} and was skipped.`)
})

const isPromise = (u: unknown): u is PromiseLike<unknown> =>
  typeof u === 'object' && u !== null && 'then' in u && typeof u.then === 'function'

/** An object replaces the message, but never loses what it is and whose it is. Anything else keeps it, with its changes. */
const adopt = (message: Message, returned: unknown): Message => {
  if (typeof returned !== 'object' || returned === null) return message
  const next = returned as Partial<Message> // the caller's object: only the three fields are relied on
  return { ...message, ...next, id: message.id, index: message.index, from: next.from ?? message.from }
}

/** Keeps what the message is when a preprocessor's changes took it away. */
const kept = (message: Message, { id, index, from }: Pick<Message, 'id' | 'index' | 'from'>): Message =>
  Object.assign(message, { id, index, from: typeof message.from === 'object' && message.from !== null ? message.from : from })

export const preprocess =
  (
    preprocessors$: Observable<ReadonlyArray<Preprocessor>>,
    patience = 12_000,
    scheduler: SchedulerLike = asyncScheduler
  ): OperatorFunction<Delivered, Delivered> =>
  (frame$) =>
    new Observable((subscriber) => {
      const waiting: Task[] = []
      let preprocessors: ReadonlyArray<Preprocessor> = []
      let pending: Subscription | undefined
      let sourceDone = false

      /** Goes on with the next task, or with the next frame when this one's tasks are done. */
      const proceed = (): void => {
        for (let task = pending ? undefined : waiting.shift(); task; task = pending ? undefined : waiting.shift()) task()
        if (sourceDone && !pending && waiting.length === 0) subscriber.complete()
      }

      const settle = (entry: { message: Message }, apply: Preprocessor): void => {
        const { id, index } = entry.message
        const before = { id, index, from: { ...entry.message.from } }
        const take = (returned: unknown) => void (entry.message = kept(adopt(entry.message, returned), before))
        const skip = (what: string) => {
          kept(entry.message, before)
          subscriber.next(report(apply, what))
        }
        try {
          const returned = apply(entry.message)
          if (!isPromise(returned)) return take(returned)
          const resume = () => {
            pending = undefined
            proceed()
          }
          let settled = false
          const subscription = from(returned)
            .pipe(timeout({ first: patience, scheduler }))
            .subscribe({
              next: (value) => {
                settled = true
                take(value)
                resume()
              },
              error: (error: unknown) => {
                settled = true
                skip(error instanceof Error && error.name === 'TimeoutError' ? 'took too long' : 'failed')
                resume()
              }
            })
          if (!settled) pending = subscription
        } catch {
          skip('threw')
        }
      }

      const take = (frame: Delivered): void => {
        if (frame._tag !== 'Entries' || preprocessors.length === 0) return subscriber.next(frame)
        const entries = frame.entries.map((entry) => ({ ...entry }))
        const next: Entries<Message> = { ...frame, entries }
        // In front of the frames that wait: this one's steps come first.
        waiting.unshift(
          ...entries.flatMap((entry) => preprocessors.map((apply) => () => settle(entry, apply))),
          () => subscriber.next(next)
        )
      }

      const latest = preprocessors$.subscribe((registered) => (preprocessors = registered))
      const source = frame$.subscribe({
        next: (frame) => {
          waiting.push(() => take(frame))
          if (waiting.length === 1) proceed()
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
