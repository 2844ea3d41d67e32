/**
 * Lets registered preprocessors rewrite each message, in the order of their registration. One that throws, or whose
 * promise fails or takes longer than `patience` ms, is reported and skipped. Nothing overtakes a frame that waits, or one
 * that is being told: frames come out one at a time.
 */
import { asyncScheduler, Observable, timer } from 'rxjs'
import type { OperatorFunction, SchedulerLike } from 'rxjs'
import { copyJson, isObject } from '../data'
import { tooDeepAt } from '../depth'
import type { Entries, Frame } from '../Frame'
import { line, turns } from '../line'
import type { Message } from '../Message'
import { failure } from '../Response'
import type { Preprocessor } from '../State'
import { latestOf } from '../latestOf'
import { unhandled } from './stage'

type Delivered = Frame<Message>

/** A frame, and who was registered when it came. */
interface Arrival {
  readonly frame: Delivered
  readonly preprocessors: ReadonlyArray<Preprocessor>
}

/** What a preprocessor can do wrong. */
type Misdeed = 'threw' | 'failed' | 'took too long'

/** One message and one preprocessor. */
interface Rewriting {
  readonly message: Message
  /** A copy of the message, which nobody has. */
  readonly before: Message
  readonly apply: Preprocessor
  /** Ms that a promise may take. */
  readonly patience: number
  readonly scheduler: SchedulerLike
}

const nameOf = (which: Preprocessor): string => {
  try {
    return which.name || '(without a name)'
  } catch {
    return '(without a name)' // a proxy
  }
}

const report = (which: Preprocessor, what: Misdeed): Delivered => ({
  _tag: 'Failed',
  code: 'PreprocessorFailed',
  response: failure('preprocessor', `The preprocessor ${nameOf(which)} ${what} and was skipped.`)
})

const isPromise = (u: unknown): u is PromiseLike<unknown> => typeof (u as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function' // any value may be asked for a field

/**
 * An object replaces the message, anything else keeps it with its changes; neither loses what it is and whose it is.
 * A copy, so that nobody changes it later. `undefined` for a message that holds itself: that is none.
 */
const adopt = ({ id, index, from }: Message, changed: Message, returned: unknown): Message | undefined => {
  const next = isObject(returned) ? { ...changed, ...returned } : changed
  if (tooDeepAt(next)) return undefined
  const message = copyJson(next)
  const whose: Partial<Message['from']> = isObject(message.from) ? message.from : from
  return { ...message, id, index, from: { ...from, ...whose, id: from.id, type: whose.type ?? from.type } }
}

/** What becomes of the message. An error says what the preprocessor did instead of answering. */
const rewritten = ({ message, before, apply, patience, scheduler }: Rewriting): Observable<Message> =>
  new Observable((to) => {
    /** `otherwise`: what is said when that is no message. */
    const take = (returned: unknown, otherwise: Misdeed): void => {
      try {
        const next = adopt(before, message, returned)
        if (next === undefined) return to.error(otherwise)
        to.next(next)
        to.complete()
      } catch {
        to.error(otherwise)
      }
    }

    let returned: unknown
    let promise: PromiseLike<unknown> | undefined
    try {
      returned = apply(message)
      promise = isPromise(returned) ? returned : undefined
    } catch {
      return to.error('threw' satisfies Misdeed)
    }
    if (!promise) return take(returned, 'threw')
    try {
      promise.then((value) => take(value, 'failed'), () => to.error('failed' satisfies Misdeed))
    } catch {
      return to.error('failed' satisfies Misdeed)
    }
    return timer(patience, scheduler).subscribe(() => to.error('took too long' satisfies Misdeed))
  })

/** `preprocessors$`: the list at each time. A frame meets those that were registered when it came. */
export const preprocess =
  (
    preprocessors$: Observable<ReadonlyArray<Preprocessor>>,
    patience = 12_000,
    scheduler: SchedulerLike = asyncScheduler
  ): OperatorFunction<Delivered, Delivered> =>
  (frame$) =>
    new Observable((subscriber) => {
      const preprocessors = latestOf(preprocessors$, [], subscriber)

      /** Each message by each preprocessor, one after the other; `told` hears the frame that they have become. */
      const rewriteAll = (frame: Entries<Message>, by: ReadonlyArray<Preprocessor>, told: (frame: Delivered) => void): void => {
        const entries = frame.entries.map(({ message, original }) => ({ message, original }))
        const steps = line(() => subscriber.next(unhandled('preprocess', frame)))
        const rewrite = (entry: { message: Message }, apply: Preprocessor, done: () => void): void => {
          const before = copyJson(entry.message)
          subscriber.add(
            rewritten({ message: entry.message, before, apply, patience, scheduler }).subscribe({
              next: (message) => {
                entry.message = message
              },
              error: (what: Misdeed) => {
                entry.message = before
                subscriber.next(report(apply, what))
                done()
              },
              complete: done
            })
          )
        }
        for (const entry of entries) for (const apply of by) steps((done) => rewrite(entry, apply, done))
        steps((done) => {
          told({ _tag: 'Entries', era: frame.era, entries, unseen: frame.unseen, session: frame.session })
          done()
        })
      }

      /** `undefined`: the source is at its end. */
      const queue = turns<Arrival | undefined>(
        (arrival, hold) => {
          if (!arrival) return subscriber.complete()
          if (arrival.frame._tag !== 'Entries' || arrival.preprocessors.length === 0) return subscriber.next(arrival.frame)
          const done = hold()
          rewriteAll(arrival.frame, arrival.preprocessors, (frame) => {
            subscriber.next(frame)
            done()
          })
        },
        (_, arrival) => subscriber.next(unhandled('preprocess', arrival?.frame))
      )

      return frame$.subscribe({
        next: (frame) => queue({ frame, preprocessors: preprocessors() }),
        error: (error) => subscriber.error(error),
        complete: () => queue(undefined)
      })
    })
