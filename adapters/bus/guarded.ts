/** Calls what pages bring: whatever it throws is reported, and stops nobody. */

type Call = (this: unknown, ...values: ReadonlyArray<unknown>) => unknown

export type Report = (error: unknown) => void

export const isFunction = (u: unknown): u is Call => typeof u === 'function'

/** To the page's own error handling, after everyone has been told. */
export const throwLater = (error: unknown, later: (run: () => void, ms: number) => unknown = setTimeout): void => {
  later(() => {
    throw error
  }, 0)
}

export const guarded = (report: Report, call: () => unknown): void => {
  try {
    call()
  } catch (error) {
    report(error)
  }
}
