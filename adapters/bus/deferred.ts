/** Makes the deferreds behind the results of bus commands. Source of their members: the incumbent's own library, and jQuery's. */
import { guarded, isFunction, throwLater } from '../guarded'
import type { Deferred, Listener, Result, ResultState } from './Result'

type Values = ReadonlyArray<unknown>

/** What listeners are called with: their values, and what `this` is in them. */
interface Telling {
  readonly self: unknown
  readonly values: Values
}

/** What a listener throws is the page's to hear of, later: the listeners after it come first. */
const tell = (listener: unknown, { self, values }: Telling): void => {
  if (!isFunction(listener)) return // scripts without a compiler hand over anything
  guarded(throwLater, () => Reflect.apply(listener, self, values))
}

/** The listeners of one outcome. Those who come after it are told at once. */
const createOutcome = (): { add: (listeners: Values) => void; tellAll: (telling: Telling) => void } => {
  let waiting: unknown[] = []
  let told: Telling | undefined
  return {
    add: (listeners) => {
      for (const listener of listeners) {
        if (told) tell(listener, told)
        else waiting.push(listener)
      }
    },
    tellAll: (telling) => {
      for (const listener of waiting) tell(listener, telling) // a listener that one of them adds is told last
      told = telling
      waiting = []
    }
  }
}

/** Reading `then` of what a page returned may throw. */
const isThenable = (u: unknown): u is PromiseLike<unknown> => isFunction(Object(u).then)

/** The listener through which `pipe` settles `next`: with what `change` returns or follows, or else with the values as they are. */
const through = (next: Deferred, change: unknown, pass: Deferred['resolve']): Listener<unknown> => {
  if (!isFunction(change)) return pass
  return (...values) =>
    guarded(next.reject, () => {
      const changed = change(...values)
      if (isThenable(changed)) changed.then(next.resolve, next.reject)
      else pass(changed)
    })
}

/** A new deferred, still pending. Its `promise()` is the same without the means to settle it. */
export const createDeferred = <T = unknown, F = unknown>(): Deferred<T, F> => {
  let state: ResultState = 'pending'
  let watching: Values = []
  const resolution = createOutcome()
  const rejection = createOutcome()

  const result: Result<T, F> = {
    done: (...listeners) => {
      resolution.add(listeners)
      return result
    },
    fail: (...listeners) => {
      rejection.add(listeners)
      return result
    },
    always: (...listeners) => result.done(...listeners).fail(...listeners),
    progress: (...listeners) => {
      if (state === 'pending') watching = [...watching, ...listeners]
      return result
    },
    then: <A, B>(resolved?: Listener<T> | null, rejected?: Listener<F> | null) => {
      // Of the array: a promise of the first value would follow that one when it is a thenable.
      const settled = new Promise<Values>((resolve) => result.always((...values) => resolve(values)))
      return settled.then((values) => {
        const change: unknown = state === 'resolved' ? resolved : rejected
        if (isFunction(change)) return change(...values)
        if (state === 'rejected') throw values[0]
        return values[0]
      }) as Promise<A | B> // what the given functions return; without them the first value
    },
    catch: (rejected) => result.then(null, rejected),
    finally: (settled) => result.then().finally(settled),
    pipe: (resolved, rejected) => {
      const next = createDeferred()
      result.done(through(next, resolved, next.resolve)).fail(through(next, rejected, next.reject)).progress(next.notify)
      return next.promise()
    },
    promise: () => result,
    state: () => state,
    isResolved: () => state === 'resolved',
    isRejected: () => state === 'rejected'
  }

  /** As with jQuery, a chain that begins with the side that answers goes on with it. */
  const chained =
    <V>(listen: (...listeners: ReadonlyArray<Listener<V>>) => unknown) =>
    (...listeners: ReadonlyArray<Listener<V>>): Deferred<T, F> => {
      listen(...listeners)
      return deferred
    }

  const deferred: Deferred<T, F> = {
    ...result,
    done: chained(result.done),
    fail: chained(result.fail),
    always: chained(result.always),
    progress: chained(result.progress),
    resolveWith: (self, values) => {
      if (state !== 'pending') return deferred
      state = 'resolved'
      resolution.tellAll({ self, values: values ?? [] })
      return deferred
    },
    rejectWith: (self, values) => {
      if (state !== 'pending') return deferred
      state = 'rejected'
      rejection.tellAll({ self, values: values ?? [] })
      return deferred
    },
    notifyWith: (self, values) => {
      if (state !== 'pending') return deferred
      for (const listener of watching) tell(listener, { self, values: values ?? [] })
      return deferred
    },
    resolve: (...values) => deferred.resolveWith(result, values),
    reject: (...values) => deferred.rejectWith(result, values),
    notify: (...values) => deferred.notifyWith(result, values)
  }
  return deferred
}
