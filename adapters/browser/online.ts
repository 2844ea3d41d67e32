/** Tells whether the device has a network. */
import { defer, fromEvent, map, merge } from 'rxjs'
import type { Observable } from 'rxjs'

/**
 * Whether the device has a network, as far as the browser knows: one value for every change, none at the start.
 * The events are asked for when somebody subscribes: a server that renders pages imports this module, and has no such events.
 */
export const online$: Observable<boolean> = defer(() => merge(fromEvent(globalThis, 'online'), fromEvent(globalThis, 'offline'))).pipe(
  map(() => navigator.onLine)
)
