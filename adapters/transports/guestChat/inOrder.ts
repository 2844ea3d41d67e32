/** Lets items through in their order, each when what it needs has completed. Nothing waits when nothing is needed. */
import { Observable } from 'rxjs'
import type { MonoTypeOperatorFunction } from 'rxjs'

/** `needs`: an observable that completes, asked as soon as the item comes, so that needs are met side by side. */
export const inOrder =
  <A>(needs: (item: A) => Observable<unknown> | undefined): MonoTypeOperatorFunction<A> =>
  (source) =>
    new Observable((subscriber) => {
      const waiting: Array<{ readonly item: A; ready: boolean }> = []
      let busy = false
      let done = false

      const handOn = (): void => {
        if (busy) return
        busy = true
        for (let next = waiting[0]; next?.ready; next = waiting[0]) {
          waiting.shift()
          subscriber.next(next.item)
        }
        busy = false
        if (done && waiting.length === 0) subscriber.complete()
      }

      subscriber.add(
        source.subscribe({
          next: (item) => {
            const need = needs(item)
            const place = { item, ready: need === undefined }
            waiting.push(place)
            const met = (): void => {
              place.ready = true
              handOn()
            }
            if (need) subscriber.add(need.subscribe({ complete: met, error: met }))
            else handOn()
          },
          error: (error) => subscriber.error(error),
          complete: () => {
            done = true
            handOn()
          }
        })
      )
    })
