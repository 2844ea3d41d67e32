/** Queues: values that arrive while another one is being handled wait, and are handled in the order in which they came. */
import { report } from './report'

/** For a turn that is not over when its function returns: the line waits until what it gives is called. */
export type Hold = () => () => void

/** So many served places are left at the head, at least, before the array is cut: each cut moves all that wait. */
const WORTH_A_CUT = 1_000

/**
 * Serves one value at a time, at once when nobody is being served. A turn is over when `serve` returns or throws; one that
 * calls `hold` is over when it calls what it got. `failed` hears what `serve` throws and on which value, and the line goes on. However many
 * wait, the stack does not grow, and each costs the same.
 */
export const turns = <A>(serve: (value: A, hold: Hold) => void, failed: (error: unknown, value: A) => void = report): ((value: A) => void) => {
  /** Those who wait stand from `head` on. */
  let waiting: A[] = []
  let head = 0
  let serving = false
  let held = false
  /** Counts the turns: each can be ended by its own `hold` only. */
  let turn = 0

  const hold: Hold = () => {
    const mine = turn
    held = true
    return () => {
      if (!held || mine !== turn) return
      held = false
      if (!serving) serveThoseWhoWait()
    }
  }

  const serveOne = (value: A): void => {
    turn += 1
    serving = true
    try {
      serve(value, hold)
    } catch (error) {
      held = false
      failed(error, value)
    } finally {
      serving = false
    }
  }

  const serveThoseWhoWait = (): void => {
    while (!held && head < waiting.length) {
      const value = waiting[head] as A // there is one: see the line above
      head += 1
      if (head === waiting.length || (head >= WORTH_A_CUT && head * 2 > waiting.length)) {
        waiting = waiting.slice(head)
        head = 0
      }
      serveOne(value)
    }
  }

  return (value) => {
    if (serving || held) {
      waiting.push(value)
      return
    }
    serveOne(value)
    serveThoseWhoWait()
  }
}

/** A piece of work that says when it is done: at once or later. */
export type Task = (done: () => void) => void

/** A line of tasks: the next one begins when the one before it is done. One that throws is done. */
export const line = (failed: (error: unknown) => void = report): ((task: Task) => void) => turns((task, hold) => task(hold()), failed)
