/** Functions that wait for one outcome: called in order, once, with what it brought. */

export type Report = (error: unknown) => void

/** To the page's own error handling, after everyone has been told. */
export const throwLater: Report = (error) => {
  setTimeout(() => {
    throw error
  }, 0)
}

type Call = (this: unknown, ...values: ReadonlyArray<unknown>) => unknown

export const isFunction = (u: unknown): u is Call => typeof u === 'function'

export interface Listeners {
  /** Other things than functions are left out. */
  readonly add: (listeners: ReadonlyArray<unknown>) => void
  readonly fire: (self: unknown, values: ReadonlyArray<unknown>) => void
}

export const guarded = (report: Report, call: () => unknown): void => {
  try {
    call()
  } catch (error) {
    report(error)
  }
}

/** For an outcome that comes once and stays: late listeners are called at once. */
export const lasting = (report: Report): Listeners => {
  const waiting: Call[] = []
  let call: ((listener: Call) => void) | undefined
  let busy = false
  const flush = (): void => {
    if (busy || !call) return
    busy = true
    for (let next = waiting.shift(); next; next = waiting.shift()) call(next)
    busy = false
  }
  return {
    add: (listeners) => {
      waiting.push(...listeners.filter(isFunction))
      flush()
    },
    fire: (self, values) => {
      call = (listener) => guarded(report, () => listener.apply(self, [...values]))
      flush()
    }
  }
}

/** For news that come any number of times. */
export const passing = (report: Report): Listeners => {
  const all: Call[] = []
  return {
    add: (listeners) => void all.push(...listeners.filter(isFunction)),
    fire: (self, values) => [...all].forEach((listener) => guarded(report, () => listener.apply(self, [...values])))
  }
}
