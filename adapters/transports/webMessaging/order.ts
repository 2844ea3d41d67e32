/**
 * Puts what comes in the order of its time. The service promises no order, but mostly keeps it: everything is handed on
 * at once, until something comes late. For half a minute after that, each waits a little for what belongs before it.
 */
import { timer } from 'rxjs'
import type { SchedulerLike } from 'rxjs'

/** Ms that each waits, and for how long this goes on. */
const WAIT = 250
const MEMORY = 30_000

export const inOrder = <A extends { readonly at: number }>(tell: (a: A) => void, scheduler: SchedulerLike): ((a: A) => void) => {
  let waiting: A[] = []
  let newest = -Infinity
  let carefulUntil = -Infinity

  return (a) => {
    const now = scheduler.now()
    const late = a.at < newest
    if (late) carefulUntil = now + MEMORY
    newest = Math.max(newest, a.at)
    // Too late to wait for: what belongs after it may be told already. Nothing waits behind it.
    if (waiting.length === 0 && (late || now >= carefulUntil)) return tell(a)
    waiting = [...waiting, a].sort((one, other) => one.at - other.at)
    timer(WAIT, scheduler).subscribe(() => waiting.splice(0, waiting.indexOf(a) + 1).forEach(tell))
  }
}
