/** Runs one thing after the other, for requests whose order matters: concurrent ones may overtake each other. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'

/** Each call makes a line of its own. What is unsubscribed while it waits leaves the line. */
export const oneByOne = (): (<A>() => MonoTypeOperatorFunction<A>) => {
  /** The first of them is running. */
  const line: Array<() => void> = []
  return () => (source) =>
    new Observable((subscriber) => {
      const run = (): void => void subscriber.add(source.subscribe(subscriber))
      if (line.push(run) === 1) run()
      return () => {
        const place = line.indexOf(run)
        line.splice(place, 1)
        if (place === 0) line[0]?.()
      }
    })
}
