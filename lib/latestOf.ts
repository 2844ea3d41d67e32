/** The latest value of a stream, for whoever looks at it now and then. */
import type { Observable, Subscriber } from 'rxjs'

/** `first`: until there is one. Listens as long as `subscriber` does, who hears when the stream fails. */
export const latestOf = <A>(source$: Observable<A>, first: A, subscriber: Subscriber<never>): (() => A) => {
  let latest = first
  subscriber.add(
    source$.subscribe({
      next: (value) => {
        latest = value
      },
      error: (error) => subscriber.error(error)
    })
  )
  return () => latest
}
