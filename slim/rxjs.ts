/**
 * RxJS for the script bundles: the part that they use, with its names and its behaviour, at a quarter of its size.
 * Left out: inputs other than observables, indices of values, limits of concurrency, the end of
 * subjects (ours have none), deprecated signatures, RxJS's global configuration.
 * Two differences: what a teardown throws surfaces on the page like what a listener throws, it is not thrown at who
 * unsubscribes; `switchMap` leaves its last inner source before it completes, as `mergeMap` does.
 */
import { guarded, throwLater } from '../adapters/guarded'

type Teardown = (() => void) | { unsubscribe: () => void } | void | undefined

interface Sink<T> {
  next: (value: T) => void
  error: (reason: unknown) => void
  complete: () => void
}

type Listener<T> = Partial<Sink<T>> | ((value: T) => void)

type Operator<A, B> = (source: Observable<A>) => Observable<B>

interface Scheduler {
  now: () => number
  schedule: (work: () => void, delay: number) => Subscription
}

export const config = { onUnhandledError: throwLater }

/** What foreign code throws is the page's to hear of, and disturbs no stream. */
const surface = (reason: unknown): unknown => config.onUnhandledError(reason)

/** Something that goes on until somebody ends it, and what is to be done then. */
export class Subscription {
  closed = false
  readonly #teardowns = new Set<() => void>()

  constructor(teardown?: Teardown) {
    this.add(teardown)
  }

  add(teardown: Teardown): void {
    if (!teardown || teardown === this) return
    const act = typeof teardown === 'function' ? teardown : () => teardown.unsubscribe()
    this.#teardowns.add(act)
    if (this.closed) this.unsubscribe()
    else if (teardown instanceof Subscription) teardown.add(() => this.#teardowns.delete(act)) // a long life does not collect the short ones
  }

  unsubscribe(): void {
    this.closed = true
    this.#teardowns.forEach((act) => {
      this.#teardowns.delete(act)
      guarded(surface, act)
    })
  }
}

/** Passes on until the end: an error, a completion, or nobody left to listen. */
export class Subscriber<T> extends Subscription {
  declare readonly next: (value: T) => void
  declare readonly error: (reason: unknown) => void
  declare readonly complete: () => void

  /** `failed` hears what `to` throws. */
  constructor(to: Partial<Sink<T>>, failed = surface) {
    super()
    const end = (act: () => unknown): void => {
      if (this.closed) return
      this.closed = true
      guarded(failed, act)
      this.unsubscribe()
    }
    this.next = (value) => {
      if (!this.closed) guarded(failed, () => to.next?.(value))
    }
    this.error = (reason) => end(() => (to.error ? to.error(reason) : surface(reason)))
    this.complete = () => end(() => to.complete?.())
  }
}

export class Observable<T> {
  constructor(start?: (subscriber: Subscriber<T>) => Teardown) {
    if (start) this._subscribe = start
  }

  _subscribe(_subscriber: Subscriber<T>): Teardown {}

  subscribe(listener: Listener<T> = {}): Subscription {
    const to = typeof listener === 'function' ? { next: listener } : listener
    const subscriber = 'add' in to ? (to as Subscriber<T>) : new Subscriber(to) // what collects teardowns is a subscriber
    guarded((reason) => subscriber.error(reason), () => subscriber.add(this._subscribe(subscriber)))
    return subscriber
  }

  pipe(...operators: ReadonlyArray<Operator<never, never>>): Observable<unknown> {
    return operators.reduce<Observable<unknown>>((source, operator) => operator(source as Observable<never>), this)
  }
}

export class Subject<T> extends Observable<T> {
  readonly #subscribers = new Set<Subscriber<T>>()

  override _subscribe(subscriber: Subscriber<T>): Teardown {
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  /** To those who were there before the value. */
  next(value: T): void {
    for (const subscriber of [...this.#subscribers]) subscriber.next(value)
  }
}

export class BehaviorSubject<T> extends Subject<T> {
  constructor(public value: T) {
    super()
  }

  override _subscribe(subscriber: Subscriber<T>): Teardown {
    subscriber.add(super._subscribe(subscriber))
    subscriber.next(this.value)
  }

  override next(value: T): void {
    super.next((this.value = value))
  }
}

/** A subscriber upstream of `to`, with ways of its own: what these throw is an error of the stream. */
const upstream = <A>(to: Subscriber<never>, own: Partial<Sink<A>>): Subscriber<A> => {
  const error = (reason: unknown): void => to.error(reason)
  const subscriber = new Subscriber<A>({ next: (value) => to.next(value as never), error, complete: () => to.complete(), ...own }, error)
  to.add(subscriber)
  return subscriber
}

const nothing = (): void => {}

/** An operator from what it does with each value. */
const each =
  <A, B>(start: (to: Subscriber<B>) => (value: A) => void): Operator<A, B> =>
  (source) =>
    new Observable((to) => source.subscribe(upstream(to, { next: start(to) })))

export const map = <A, B>(project: (value: A) => B): Operator<A, B> => each((to) => (value) => to.next(project(value)))

export const tap = <A>(act: (value: A) => void): Operator<A, A> =>
  map((value) => {
    act(value)
    return value
  })

export const filter = <A>(keeps: (value: A) => boolean): Operator<A, A> =>
  each((to) => (value) => {
    if (keeps(value)) to.next(value)
  })

export const distinctUntilChanged = <A>(): Operator<A, A> =>
  each((to) => {
    let before: unknown = to // which is no value
    return (value) => {
      if (value === before) return
      before = value
      to.next(value)
    }
  })

export const takeWhile = <A>(takes: (value: A) => boolean, inclusive = false): Operator<A, A> =>
  each((to) => (value) => {
    const more = takes(value)
    if (more || inclusive) to.next(value)
    if (!more) to.complete()
  })

/** At least one. */
export const take = <A>(count: number): Operator<A, A> =>
  each((to) => {
    let missing = count
    return (value) => {
      missing -= 1
      if (missing < 0) return
      to.next(value)
      if (missing <= 0) to.complete() // not before that has arrived: meanwhile the source may have said more
    }
  })

export const takeUntil =
  <A>(end$: Observable<unknown>): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      end$.subscribe(upstream(to, { next: () => to.complete(), complete: nothing }))
      if (!to.closed) source.subscribe(to)
    })

export const finalize =
  <A>(act: () => void): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      source.subscribe(to)
      to.add(act)
    })

/** A source that ends in this way is left, and then another one follows. */
const followed =
  <A>(end: 'error' | 'complete', next: (reason: unknown) => Observable<A>): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      const first = upstream<A>(to, {
        [end]: (reason: unknown) => {
          first.unsubscribe()
          next(reason).subscribe(to)
        }
      })
      source.subscribe(first)
    })

export const catchError = <A>(handle: (reason: unknown) => Observable<A>): Operator<A, A> => followed('error', handle)

export const concat = <A>(...sources: ReadonlyArray<Observable<A>>): Observable<A> =>
  sources.reduceRight((after, before) => followed<A>('complete', () => after)(before), EMPTY)

/** `latest`: each inner source is left for the next one. */
const flattened =
  (latest: boolean) =>
  <A, B>(project: (value: A) => Observable<B>): Operator<A, B> =>
  (source) =>
    new Observable((to) => {
      let inner: Subscription | undefined
      let open = 1 // the outer one
      const over = (): void => {
        open -= 1
        if (open === 0) to.complete()
      }
      source.subscribe(
        upstream<A>(to, {
          next: (value) => {
            if (latest) inner?.unsubscribe()
            const entered = upstream<B>(to, { complete: nothing })
            inner = entered
            open += 1
            project(value).subscribe(entered)
            entered.add(over)
          },
          complete: over
        })
      )
    })

export const mergeMap = flattened(false)

export const switchMap = flattened(true)

export const merge = <A>(...sources: ReadonlyArray<Observable<A>>): Observable<A> => of(...sources).pipe(mergeMap((source) => source))

export const withLatestFrom =
  <A, B>(other$: Observable<B>): Operator<A, [A, B]> =>
  (source) =>
    new Observable((to) => {
      let latest: unknown = to // which is no value
      other$.subscribe(upstream<B>(to, { next: (value) => (latest = value), complete: nothing }))
      source.subscribe(
        upstream<A>(to, {
          next: (value) => {
            if (latest !== to) to.next([value, latest as B])
          }
        })
      )
    })

export const of = <A>(...values: ReadonlyArray<A>): Observable<A> =>
  new Observable((to) => {
    values.forEach((value) => to.next(value))
    to.complete()
  })

export const EMPTY = of<never>()

export const defer = <A>(make: () => Observable<A>): Observable<A> => new Observable((to) => make().subscribe(to))

/** Real time. */
export const asyncScheduler: Scheduler = {
  now: () => Date.now(),
  schedule: (work, delay) => {
    const id = setTimeout(() => {
      work()
      action.unsubscribe()
    }, delay)
    const action = new Subscription(() => clearTimeout(id))
    return action
  }
}

/** 0 after `due` ms, and then 1, 2, … every `period` ms when there is one. */
export const timer = (due: number, period?: number | Scheduler, scheduler = asyncScheduler): Observable<number> =>
  typeof period === 'object'
    ? timer(due, undefined, period)
    : new Observable((to) => {
        let index = 0
        const wait = (ms: number): void => {
          const tick = (): void => {
            to.next(index++)
            if (period === undefined) to.complete()
            else wait(period)
          }
          to.add(scheduler.schedule(tick, ms))
        }
        wait(due)
      })

interface Timeouts<B> {
  readonly first?: number
  readonly each?: number
  readonly with: () => Observable<B>
  readonly scheduler?: Scheduler
}

/** Turns to another source when the `first` value, or `each` next one, takes longer than so many ms. */
export const timeout =
  <A>({ each, first = each, with: instead, scheduler = asyncScheduler }: Timeouts<A>): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      let alarm: Subscription | undefined
      const wait = (ms?: number): void => {
        alarm?.unsubscribe()
        if (ms) alarm = scheduler.schedule(late, ms)
      }
      const main = upstream<A>(to, {
        next: (value) => {
          wait(each)
          to.next(value)
        }
      })
      const late = (): void => {
        main.unsubscribe()
        defer(instead).subscribe(to)
      }
      main.add(wait)
      wait(first)
      source.subscribe(main)
    })
