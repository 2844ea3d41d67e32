/** What a bus command answers with: chainable like jQuery's promises, and a real thenable for `await`. */

/** Gets all that `resolve`, `reject` or `notify` was given; most commands give one value. */
export type Listener<T> = (value: T, ...more: unknown[]) => unknown

/** Pending until it is settled, which happens once. */
export type ResultState = 'pending' | 'resolved' | 'rejected'

/**
 * Settles once. Listeners run synchronously inside `resolve` and `reject`, or at once when they come later.
 * What they throw is reported asynchronously and stops nobody else. A rejection that nobody hears of is no error,
 * unless `then`, `catch` or `finally` made a promise of it.
 */
export interface Result<T = unknown, F = unknown> {
  /** Hear of success, with the command's result. */
  done(...listeners: ReadonlyArray<Listener<T>>): Result<T, F>
  /** Hear of failure, with its reason: a text or a response. */
  fail(...listeners: ReadonlyArray<Listener<F>>): Result<T, F>
  /** Hear of either. */
  always(...listeners: ReadonlyArray<Listener<T | F>>): Result<T, F>
  /** Hear of each `notify` while it is pending. */
  progress(...listeners: ReadonlyArray<Listener<unknown>>): Result<T, F>
  /** A native promise; `resolved` and `rejected` get all values, the promise is of the first one. */
  then<A = T, B = never>(
    resolved?: ((value: T, ...more: unknown[]) => A | PromiseLike<A>) | null,
    rejected?: ((reason: F, ...more: unknown[]) => B | PromiseLike<B>) | null
  ): Promise<A | B>
  /** A native promise, as `then` gives it. */
  catch<B = never>(rejected?: ((reason: F, ...more: unknown[]) => B | PromiseLike<B>) | null): Promise<T | B>
  /** A native promise of the first value; `settled` gets nothing. */
  finally(settled?: (() => void) | null): Promise<T>
  /** The result of what `resolved` or `rejected` returns; without one of them the values pass. */
  pipe(resolved?: Listener<T> | null, rejected?: Listener<F> | null): Result
  /** Itself: of a deferred, the part that cannot settle. */
  promise(): Result<T, F>
  state(): ResultState
  isResolved(): boolean
  isRejected(): boolean
}

/** The side that answers. The `…With` variants set what `this` is in the listeners; else it is the result. */
export interface Deferred<T = unknown, F = unknown> extends Result<T, F> {
  done(...listeners: ReadonlyArray<Listener<T>>): Deferred<T, F>
  fail(...listeners: ReadonlyArray<Listener<F>>): Deferred<T, F>
  always(...listeners: ReadonlyArray<Listener<T | F>>): Deferred<T, F>
  progress(...listeners: ReadonlyArray<Listener<unknown>>): Deferred<T, F>
  /** Settles it, unless it is settled: `done` hears the values. */
  resolve(value?: T, ...more: unknown[]): Deferred<T, F>
  /** Settles it, unless it is settled: `fail` hears the values. */
  reject(reason?: F, ...more: unknown[]): Deferred<T, F>
  /** Tells `progress`, unless it is settled. */
  notify(...values: unknown[]): Deferred<T, F>
  resolveWith(self: unknown, values?: ReadonlyArray<unknown>): Deferred<T, F>
  rejectWith(self: unknown, values?: ReadonlyArray<unknown>): Deferred<T, F>
  notifyWith(self: unknown, values?: ReadonlyArray<unknown>): Deferred<T, F>
}
