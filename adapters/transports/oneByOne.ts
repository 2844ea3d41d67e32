/** Runs one thing after the other, for requests whose order matters: concurrent ones may overtake each other. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'
import { line } from '../../lib/line'

/** Each call makes a line of its own. What is unsubscribed while it waits leaves the line. */
export const oneByOne = (): (<A>() => MonoTypeOperatorFunction<A>) => {
  const queue = line()
  return () => (source) =>
    new Observable((subscriber) =>
      queue((done) => {
        subscriber.add(done) // at once when nobody waits for it any more
        if (!subscriber.closed) subscriber.add(source.subscribe(subscriber))
      })
    )
}
