/** Events of the page as a stream. */
import { Observable } from 'rxjs' // `fromEvent` would bring more than it saves

export type Target = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>

/** `read` gives what is told of each. */
export const listen = <A>(target: Target, types: ReadonlyArray<string>, read: (event: Event) => A): Observable<A> =>
  new Observable((subscriber) => {
    const tell = (event: Event): void => subscriber.next(read(event))
    types.forEach((type) => target.addEventListener(type, tell))
    return () => types.forEach((type) => target.removeEventListener(type, tell))
  })
