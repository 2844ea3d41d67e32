/** Events of the page as a stream. */
import { Observable } from 'rxjs' // `fromEvent` would bring more than it saves

/** `read` gives what is told of each. */
export const listen = <A>(target: Pick<EventTarget, 'addEventListener'>, types: ReadonlyArray<string>, read: (event: Event) => A): Observable<A> =>
  new Observable((subscriber) => {
    const until = new AbortController()
    types.forEach((type) => target.addEventListener(type, (event) => subscriber.next(read(event)), until)) // its `signal` takes them back
    return () => until.abort()
  })
