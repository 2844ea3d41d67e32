/** Puts what has to be asked for first into its place in a stream: what comes behind it waits until it is there. */
import { isObservable, Observable } from 'rxjs'
import type { OperatorFunction } from 'rxjs'

/** Values are handed on at once, as long as nothing before them is still awaited. An observable among them stands for what it emits. */
export const inPlace =
  <A>(): OperatorFunction<A | Observable<A>, A> =>
  (source$) =>
    new Observable((subscriber) => {
      const waiting: Array<A | Observable<A>> = []
      let isAwaiting = false
      let isReleasing = false
      let isComplete = false

      const take = (one: A | Observable<A>): void => {
        if (!isObservable(one)) {
          subscriber.next(one)
          return
        }
        isAwaiting = true
        subscriber.add(
          one.subscribe({
            next: (value) => subscriber.next(value),
            error: (error) => subscriber.error(error),
            complete: () => {
              isAwaiting = false
              release()
            }
          })
        )
      }
      /** Everything up to the next one that has to be awaited. What comes meanwhile comes behind it. */
      const release = (): void => {
        if (isReleasing) return
        isReleasing = true
        while (!isAwaiting && waiting.length > 0) waiting.splice(0, 1).forEach(take)
        isReleasing = false
        if (isComplete && !isAwaiting) subscriber.complete()
      }

      subscriber.add(
        source$.subscribe({
          next: (one) => {
            if (isAwaiting || isReleasing) waiting.push(one)
            else take(one)
          },
          error: (error) => subscriber.error(error),
          complete: () => {
            isComplete = true
            release()
          }
        })
      )
    })
