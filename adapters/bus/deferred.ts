/** Makes the result objects of bus commands. Source of their members: the incumbent's own library, and jQuery's. */
import { guarded, isFunction, throwLater } from '../guarded'
import type { Deferred, Listener, Result, ResultState } from './Result'

type Values = ReadonlyArray<unknown>
type Entry = readonly [ResultState, unknown]

export const createDeferred = <T = unknown, F = unknown>(): Deferred<T, F> => {
  let state: ResultState = 'pending'
  const listening: Entry[] = []
  let add = (entry: Entry): unknown => listening.push(entry)

  const on =
    (wanted: ResultState) =>
    (...listeners: Values): Result<T, F> => {
      listeners.forEach((listener) => add([wanted, listener]))
      return result
    }

  const settling =
    (as: ResultState) =>
    (self: unknown, values?: Values): Deferred<T, F> => {
      const tell = ([wanted, listener]: Entry): void => {
        if (wanted === as && isFunction(listener)) guarded(throwLater, () => listener.apply(self, values as unknown[])) // it neither changes nor needs them
      }
      if (state === 'pending') {
        state = as
        for (const entry of listening) tell(entry) // also those who come meanwhile, after the others
        if (as !== 'pending') add = tell
      }
      return deferred
    }

  const result: Result<T, F> = {
    done: on('resolved'),
    fail: on('rejected'),
    always: (...listeners) => result.done(...listeners).fail(...listeners),
    progress: on('pending'),
    then: <A, B>(resolved?: Listener<T> | null, rejected?: Listener<F> | null) =>
      new Promise<Values>((resolve) => result.always((...values) => resolve(values))) // an array: a promise would follow a thenable
        .then((values) => {
          const change: unknown = state === 'resolved' ? resolved : rejected
          if (isFunction(change)) return change(...values)
          if (state === 'rejected') throw values[0]
          return values[0]
        }) as Promise<A | B>, // what the given functions return; without them the first value
    catch: (rejected) => result.then(null, rejected),
    finally: (settled) => result.then().finally(settled),
    pipe: (resolved, rejected) => {
      const next = createDeferred()
      const through = (change: unknown, pass: typeof next.resolve) =>
        isFunction(change)
          ? (...values: Values) =>
              guarded(next.reject, () => {
                const changed = change(...values) as PromiseLike<unknown> | null | undefined // anything may be asked for its `then`
                return isFunction(changed?.then) ? changed.then(next.resolve, next.reject) : pass(changed)
              })
          : pass
      result.done(through(resolved, next.resolve)).fail(through(rejected, next.reject)).progress(next.notify)
      return next.promise()
    },
    promise: () => result,
    state: () => state,
    isResolved: () => state === 'resolved',
    isRejected: () => state === 'rejected'
  }

  const deferred: Deferred<T, F> = {
    ...result,
    resolveWith: settling('resolved'),
    rejectWith: settling('rejected'),
    notifyWith: settling('pending'),
    resolve: (...values) => deferred.resolveWith(result, values),
    reject: (...values) => deferred.rejectWith(result, values),
    notify: (...values) => deferred.notifyWith(result, values)
  }
  return deferred
}
