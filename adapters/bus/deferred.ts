/** Makes the result objects of bus commands. Source of their members: the incumbent's own library, and jQuery's. */
import { isFunction, lasting, passing, throwLater } from './listeners'
import type { Report } from './listeners'
import type { Deferred, Listener, Result, ResultState } from './Result'

const isThenable = (u: unknown): u is PromiseLike<unknown> => isFunction((u as { then?: unknown } | null | undefined)?.then) // any value may be asked

export const createDeferred = <T = unknown, F = unknown>(report: Report = throwLater): Deferred<T, F> => {
  let state: ResultState = 'pending'
  const onDone = lasting(report)
  const onFail = lasting(report)
  const onProgress = passing(report)

  const settle = (as: ResultState, listeners: typeof onDone, self: unknown, values: ReadonlyArray<unknown>): Deferred<T, F> => {
    if (state === 'pending') {
      state = as === 'pending' ? state : as
      listeners.fire(self, values)
    }
    return deferred
  }

  const on =
    (...lists: ReadonlyArray<typeof onDone>) =>
    (...listeners: ReadonlyArray<unknown>): Result<T, F> => {
      lists.forEach(({ add }) => add(listeners))
      return result
    }

  const promise = (): Promise<ReadonlyArray<unknown>> =>
    new Promise((resolve, reject) => {
      on(onDone)((...values: ReadonlyArray<unknown>) => resolve(values)) // an array: a promise would follow a thenable
      on(onFail)((...values: ReadonlyArray<unknown>) => reject(values))
    })

  const result: Result<T, F> = {
    done: on(onDone),
    fail: on(onFail),
    always: on(onDone, onFail),
    progress: on(onProgress),
    then: <A, B>(resolved?: Listener<T> | null, rejected?: Listener<F> | null) =>
      promise().then(
        ([value, ...more]) => (isFunction(resolved) ? resolved(value as T, ...more) : value),
        ([reason, ...more]: ReadonlyArray<unknown>) => {
          if (isFunction(rejected)) return rejected(reason as F, ...more)
          throw reason
        }
      ) as Promise<A | B>, // what the given functions return; without them the first value
    catch: (rejected) => result.then(undefined, rejected),
    finally: (settled) => result.then().finally(settled),
    pipe: (resolved, rejected) => {
      const next = createDeferred(report)
      const through = (change: unknown, pass: (...values: ReadonlyArray<unknown>) => unknown) => (...values: ReadonlyArray<unknown>): void => {
        if (!isFunction(change)) return void pass(...values)
        try {
          const changed = change(...values)
          if (isThenable(changed)) changed.then(next.resolve, next.reject)
          else pass(changed)
        } catch (error) {
          next.reject(error)
        }
      }
      on(onDone)(through(resolved, next.resolve))
      on(onFail)(through(rejected, next.reject))
      on(onProgress)(next.notify)
      return next.promise()
    },
    promise: () => result,
    state: () => state,
    isResolved: () => state === 'resolved',
    isRejected: () => state === 'rejected'
  }

  const deferred: Deferred<T, F> = {
    ...result,
    resolve: (...values) => settle('resolved', onDone, result, values),
    reject: (...values) => settle('rejected', onFail, result, values),
    notify: (...values) => settle('pending', onProgress, result, values),
    resolveWith: (self, values = []) => settle('resolved', onDone, self, values),
    rejectWith: (self, values = []) => settle('rejected', onFail, self, values),
    notifyWith: (self, values = []) => settle('pending', onProgress, self, values)
  }
  return deferred
}
