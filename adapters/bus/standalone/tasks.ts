/** Runs what the bus has to tell: one task of the event loop each, in the order in which they were given. */
import { guarded } from '../listeners'
import type { Report } from '../listeners'

export interface Tasks {
  /** Later, or at once when the bus is not asynchronous. */
  readonly run: (task: () => void) => void
  /** Hands an error to the page's own error handling. */
  readonly report: Report
}

export type SetTimeout = (run: () => void, ms: number) => unknown

export const createTasks = (setTimeout: SetTimeout, isAsync: () => boolean): Tasks => {
  let tasks: Array<() => void> = []
  let at = 0
  // Every timer takes the task whose turn it is: a browser may delay one of two timers, and order would be lost.
  const next = (): void => {
    const task = tasks[at]
    at += 1
    if (at === tasks.length) {
      tasks = []
      at = 0
    }
    task?.()
  }
  const report: Report = (error) => {
    setTimeout(() => {
      throw error
    }, 0)
  }
  return {
    run: (task) => {
      if (!isAsync()) return guarded(report, task)
      tasks.push(task)
      setTimeout(next, 0)
    },
    report
  }
}
