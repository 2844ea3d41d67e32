/** One stream for each service, made when it is first asked for and shared by all who ask. */
import { shareReplay } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Service } from '../PublicService'

/** Each subscriber has the current value at once; the work is done once for all of them, and not at all for none. */
export const perService = <A>(make: (service: Service) => Observable<A>): ((service: Service) => Observable<A>) => {
  const made = new WeakMap<Service, Observable<A>>()
  return (service) => {
    const known = made.get(service)
    if (known) return known
    const stream$ = make(service).pipe(shareReplay({ bufferSize: 1, refCount: true }))
    made.set(service, stream$)
    return stream$
  }
}
