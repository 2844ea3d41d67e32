/** Whether the device has a network, as far as it knows: now and on every change. */
import { defer, fromEvent, map, merge, startWith } from 'rxjs'
import type { Observable } from 'rxjs'

export const online$: Observable<boolean> = defer(() =>
  merge(fromEvent(window, 'online'), fromEvent(window, 'offline')).pipe(
    startWith(undefined),
    map(() => navigator.onLine)
  )
)
