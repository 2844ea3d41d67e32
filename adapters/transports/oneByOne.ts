/** Runs one thing after the other, for requests whose order matters: concurrent ones may overtake each other. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'

/** Each call makes a line of its own. What is unsubscribed while it waits leaves the line. */
export const oneByOne = (): (<A>() => MonoTypeOperatorFunction<A>) => {
  const waiting: Array<() => void> = []
  let busy = false
  const proceed = (): void => {
    const next = busy ? undefined : waiting.shift()
    if (!next) return
    busy = true
    next()
  }
  return () => (source) =>
    new Observable((subscriber) => {
      let running = false
      const run = (): void => {
        running = true
        subscriber.add(source.subscribe(subscriber))
      }
      waiting.push(run)
      proceed()
      return () => {
        if (running) busy = false
        else waiting.splice(waiting.indexOf(run), 1)
        proceed()
      }
    })
}
