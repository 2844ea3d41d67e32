/** Tells when the page is shown again: while it was hidden, its connections may have died unnoticed. */
import { defer, filter, fromEvent, merge } from 'rxjs'
import type { Observable } from 'rxjs'

/**
 * One value each time the page is shown again: its tab comes to the front, or it comes back from the back/forward cache.
 * The events are asked for when somebody subscribes: a server that renders pages imports this module, and has no such events.
 */
export const wakes$: Observable<Event> = defer(() => {
  const shown$ = fromEvent<Event>(document, 'visibilitychange').pipe(filter(() => document.visibilityState === 'visible'))
  const backAgain$ = fromEvent<PageTransitionEvent>(globalThis, 'pageshow').pipe(filter(({ persisted }) => persisted))
  return merge(shown$, backAgain$)
})
