/** Calls what may throw. */
type Call = (this: unknown, ...values: ReadonlyArray<unknown>) => unknown

export const isFunction = (u: unknown): u is Call => typeof u === 'function'

/** To the page's own error handling, after everyone has been told. */
export const throwLater = (error: unknown): unknown =>
  setTimeout(() => {
    throw error
  }, 0)

/** What `call` returns, or what `otherwise` makes of the error. */
export const guarded = <A, B>(otherwise: (error: unknown) => B, call: () => A): A | B => {
  try {
    return call()
  } catch (error) {
    return otherwise(error)
  }
}

/** `undefined` when it is refused, as in a sandboxed frame. */
export const attempt = <A>(call: () => A): A | undefined => guarded(() => undefined, call)
