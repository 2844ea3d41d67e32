/** Runs code that may throw: handlers of the page, and parts of the browser that refuse. */

/** A function of the page. Nothing is known of what it takes and gives. */
type ForeignFunction = (this: unknown, ...values: ReadonlyArray<unknown>) => unknown

/** Whether it can be called. */
export const isFunction = (u: unknown): u is ForeignFunction => typeof u === 'function'

/** Throws `error` after what runs now has ended: the page's own error handling hears of it, and nobody here is interrupted. */
export const throwLater = (error: unknown): void => {
  setTimeout(() => {
    throw error
  }, 0)
}

/** What `call` returns; when it throws, what `otherwise` makes of the error. */
export const guarded = <A, B>(otherwise: (error: unknown) => B, call: () => A): A | B => {
  try {
    return call()
  } catch (error) {
    return otherwise(error)
  }
}

/** What `call` returns; when it throws, `undefined`. For what may be refused, as storage is in a sandboxed frame. */
export const attempt = <A>(call: () => A): A | undefined => guarded(() => undefined, call)
