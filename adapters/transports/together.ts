/** Asks side by side, answers when all have answered. `forkJoin` does more, and is four times as big. */
import { Observable } from 'rxjs'

/** Each gives one answer, at least, and never errors. Emits once, with the latest of each. */
export const together = <A extends ReadonlyArray<unknown>>(...asks: { readonly [K in keyof A]: Observable<A[K]> }): Observable<A> =>
  new Observable((subscriber) => {
    const answers: unknown[] = []
    let open = asks.length
    asks.forEach((ask$, i) =>
      subscriber.add(
        ask$.subscribe({
          next: (answer) => (answers[i] = answer),
          complete: () => {
            if ((open -= 1) > 0) return
            subscriber.next(answers as unknown as A) // one for each, at its place
            subscriber.complete()
          }
        })
      )
    )
  })
