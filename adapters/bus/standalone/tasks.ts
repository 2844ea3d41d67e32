/** Runs subscribers and handlers one after the other: each in a task of its own, or at once when the bus is not asynchronous. */
import { guarded, throwLater } from '../../guarded'
import type { Settings } from './settings'

/** A call of code of the page. */
export type Task = () => void

interface Waiting {
  readonly task: Task
  next?: Waiting
}

/** What a task throws goes to the page's own error handling, and keeps no other from running. */
export const createTasks = (settings: Pick<Settings, 'async'>): ((task: Task) => void) => {
  /** A linked list: taking the first costs the same however many wait. */
  let first: Waiting | undefined
  let last: Waiting | undefined

  const append = (task: Task): void => {
    const added: Waiting = { task }
    if (last) last.next = added
    else first = added
    last = added
  }

  const runFirst = (): void => {
    if (!first) return
    const { task, next } = first
    first = next
    if (!first) last = undefined
    task()
  }

  return (task) => {
    if (!settings.async) {
      guarded(throwLater, task)
      return
    }
    append(task)
    // Not `task` itself: a browser may delay one of two timers, and the tasks would run in another order.
    setTimeout(runFirst, 0)
  }
}
