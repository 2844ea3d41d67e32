/** A stream with a current value as React sees it: for `status$(service)`, `transcript$(service)` and the like. */
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { Observable } from 'rxjs'

/** Its latest value; `first` until it has one. Give it the same stream each time: those of `webchat-service/streams` are, for each service. */
export const useStream = <A>(stream$: Observable<A>, first: A): A => {
  const latest = useRef(first)
  const subscribe = useCallback(
    (changed: () => void) => {
      const subscription = stream$.subscribe((value) => {
        latest.current = value
        changed()
      })
      return () => subscription.unsubscribe()
    },
    [stream$]
  )
  return useSyncExternalStore(subscribe, () => latest.current, () => first)
}
