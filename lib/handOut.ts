/** Sees to it that each subscriber of an event has data of its own. */
import { Observable } from 'rxjs'
import { copyJson } from './data'
import type { ChatEvent, EventName } from './ChatEvent'

/** Counts who listens, and copies as soon as there are two. */
export interface HandOut {
  /** One event's data. */
  readonly dataOf: (name: EventName, data$: Observable<unknown>) => Observable<unknown>
  /** All events. */
  readonly all: (event$: Observable<ChatEvent>) => Observable<ChatEvent>
}

/** For one service. Nothing is copied for nobody, nor for the only one who listens. */
export const handOut = (): HandOut => {
  const readers = new Map<EventName | 'all', number>()

  const count = (name: EventName | 'all', more: number): void => {
    readers.set(name, (readers.get(name) ?? 0) + more)
  }

  /** Whether somebody else is told of this event as well. */
  const isShared = (name: EventName): boolean => (readers.get(name) ?? 0) + (readers.get('all') ?? 0) > 1

  const counted = <A>(name: EventName | 'all', source$: Observable<A>, own: (a: A) => A): Observable<A> =>
    new Observable((subscriber) => {
      count(name, 1)
      subscriber.add(() => count(name, -1))
      const subscription = source$.subscribe({
        next: (a) => subscriber.next(own(a)),
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete()
      })
      subscriber.add(subscription)
    })

  return {
    dataOf: (name, data$) => counted(name, data$, (data) => (isShared(name) ? copyJson(data) : data)),
    // The data of an event stays that event's when it is copied.
    all: (event$) => counted('all', event$, (event) => (isShared(event._tag) ? ({ _tag: event._tag, data: copyJson(event.data) } as ChatEvent) : event))
  }
}
