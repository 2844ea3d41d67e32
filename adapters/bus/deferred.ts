/** Makes the result objects of bus commands. Source of their members: the incumbent's own library, and jQuery's. */
import { guarded, isFunction, throwLater } from './guarded'
import type { Report } from './guarded'
import type { Deferred, Listener, Result, ResultState } from './Result'

type Values = ReadonlyArray<unknown>

export const createDeferred = <T = unknown, F = unknown>(report: Report = (error) => throwLater(error)): Deferred<T, F> => {
  let state: ResultState = 'pending'
  let outcome: Values = []
  let flush = (): void => undefined
  const waiting: Array<(as: ResultState, self: unknown, values: Values) => void> = []

  const on =
    (...wanted: ReadonlyArray<ResultState>) =>
    (...listeners: Values): Result<T, F> => {
      listeners.filter(isFunction).forEach((listener) => {
        const first = waiting.push((as, self, values) => {
          if (wanted.includes(as)) guarded(report, () => listener.apply(self, [...values]))
        })
        if (first === 1) flush() // else somebody is being told, and the others have their turn after that
      })
      return result
    }

  const settle = (as: ResultState, self: unknown, values: Values = []): Deferred<T, F> => {
    if (state !== 'pending') return deferred
    state = as
    if (as === 'pending') [...waiting].forEach((tell) => tell(as, self, values))
    else {
      outcome = values
      flush = () => {
        for (; waiting[0]; waiting.shift()) waiting[0](as, self, values)
      }
      flush()
    }
    return deferred
  }

  const always = on('resolved', 'rejected')

  const result: Result<T, F> = {
    done: on('resolved'),
    fail: on('rejected'),
    always,
    progress: on('pending'),
    then: <A, B>(resolved?: Listener<T> | null, rejected?: Listener<F> | null) =>
      new Promise<void>((settled) => always(() => settled())).then(() => {
        const change: unknown = state === 'resolved' ? resolved : rejected
        if (isFunction(change)) return change(...outcome)
        if (state === 'resolved') return outcome[0]
        throw outcome[0]
      }) as Promise<A | B>, // what the given functions return; without them the first value
    catch: (rejected) => result.then(null, rejected),
    finally: (settled) => result.then().finally(settled),
    pipe: (resolved, rejected) => {
      const next = createDeferred(report)
      result.progress(next.notify).always((...values) => {
        const [change, pass]: readonly [unknown, typeof next.resolve] = state === 'resolved' ? [resolved, next.resolve] : [rejected, next.reject]
        guarded(next.reject, () => {
          if (!isFunction(change)) return pass(...values)
          const changed = change(...values) as PromiseLike<unknown> | null | undefined // anything may be asked for its `then`
          return isFunction(changed?.then) ? changed.then(next.resolve, next.reject) : pass(changed)
        })
      })
      return next.promise()
    },
    promise: () => result,
    state: () => state,
    isResolved: () => state === 'resolved',
    isRejected: () => state === 'rejected'
  }

  const deferred: Deferred<T, F> = {
    ...result,
    resolve: (...values) => settle('resolved', result, values),
    reject: (...values) => settle('rejected', result, values),
    notify: (...values) => settle('pending', result, values),
    resolveWith: (self, values) => settle('resolved', self, values),
    rejectWith: (self, values) => settle('rejected', self, values),
    notifyWith: (self, values) => settle('pending', self, values)
  }
  return deferred
}
