/**
 * RxJS for the script bundles: the part that they use, with its names and its behaviour, at a quarter of its size.
 * Left out: inputs that are none of observable, array and promise (iterables, streams), indices of values, the end of
 * subjects (ours have none), deprecated signatures, RxJS's global configuration.
 * One difference: what a teardown throws surfaces on the page like what a listener throws, it is not thrown at who unsubscribes.
 */
type Teardown = (() => void) | { unsubscribe: () => void } | void | undefined

interface Sink<T> {
  next: (value: T) => void
  error: (reason: unknown) => void
  complete: () => void
}

type Listener<T> = Partial<Sink<T>> | ((value: T) => void)

type Input<A> = Observable<A> | ReadonlyArray<A> | PromiseLike<A>

type Operator<A, B> = (source: Observable<A>) => Observable<B>

interface Scheduler {
  now: () => number
  schedule: <S>(work: (this: Action, state?: S) => void, delay?: number, state?: S) => Subscription
}

interface Action extends Subscription {
  schedule: (state?: never, delay?: number) => Subscription
}

export const config = {
  onUnhandledError: (reason: unknown): void => {
    throw reason
  }
}

/** What foreign code throws is the page's to hear of, and disturbs no stream. */
const surface = (reason: unknown): void => {
  setTimeout(() => config.onUnhandledError(reason))
}

const attempt = (act: () => void, failed = surface): void => {
  try {
    act()
  } catch (reason) {
    failed(reason)
  }
}

/** Something that goes on until somebody ends it, and what is to be done then. */
export class Subscription {
  closed = false
  readonly #teardowns = new Set<Teardown>()

  constructor(teardown?: Teardown) {
    this.add(teardown)
  }

  add(teardown: Teardown): void {
    if (!teardown || teardown === this) return
    this.#teardowns.add(teardown)
    if (this.closed) return this.#finish()
    if (teardown instanceof Subscription) teardown.add(() => this.remove(teardown)) // a long life does not collect the short ones
  }

  remove(teardown: Teardown): void {
    this.#teardowns.delete(teardown)
  }

  unsubscribe(): void {
    this.closed = true
    this.#finish()
  }

  #finish(): void {
    this.#teardowns.forEach((teardown) => {
      this.remove(teardown)
      attempt(() => (typeof teardown === 'function' ? teardown() : teardown?.unsubscribe()))
    })
  }
}

/** Passes on until the end: an error, a completion, or nobody left to listen. */
export class Subscriber<T> extends Subscription {
  readonly #to: Partial<Sink<T>>
  readonly #failed: (reason: unknown) => void
  #over = false

  /** `failed` hears what `to` throws. */
  constructor(to: Partial<Sink<T>>, failed = surface) {
    super(() => (this.#over = true))
    this.#to = to
    this.#failed = failed
  }

  next(value: T): void {
    this.#tell(() => this.#to.next?.(value))
  }

  error(reason: unknown): void {
    this.#end(() => (this.#to.error ? this.#to.error(reason) : surface(reason)))
  }

  complete(): void {
    this.#end(() => this.#to.complete?.())
  }

  #tell(act: () => void): void {
    if (!this.#over) attempt(act, this.#failed)
  }

  #end(act: () => void): void {
    this.#tell(() => {
      this.#over = true
      act()
    })
    this.unsubscribe()
  }
}

const observer = <T>(listener: Listener<T>): Partial<Sink<T>> => (typeof listener === 'function' ? { next: listener } : listener)

export class Observable<T> {
  constructor(start?: (subscriber: Subscriber<T>) => Teardown) {
    if (start) this._subscribe = start
  }

  _subscribe(_subscriber: Subscriber<T>): Teardown {}

  subscribe(listener: Listener<T> = {}): Subscription {
    const to = observer(listener)
    const subscriber = 'add' in to ? (to as Subscriber<T>) : new Subscriber(to) // what collects teardowns is a subscriber
    attempt(() => subscriber.add(this._subscribe(subscriber)), (reason) => subscriber.error(reason))
    return subscriber
  }

  pipe(...operators: ReadonlyArray<Operator<never, never>>): Observable<unknown> {
    return operators.reduce<Observable<unknown>>((source, operator) => operator(source as Observable<never>), this)
  }
}

export class Subject<T> extends Observable<T> {
  #subscribers: ReadonlyArray<Subscriber<T>> = []

  override _subscribe(subscriber: Subscriber<T>): Teardown {
    this.#subscribers = [...this.#subscribers, subscriber]
    return () => {
      this.#subscribers = this.#subscribers.filter((other) => other !== subscriber)
    }
  }

  next(value: T): void {
    for (const subscriber of this.#subscribers) subscriber.next(value)
  }

  asObservable(): Observable<T> {
    return new Observable((subscriber) => this.subscribe(subscriber))
  }
}

export class BehaviorSubject<T> extends Subject<T> {
  constructor(public value: T) {
    super()
  }

  override _subscribe(subscriber: Subscriber<T>): Teardown {
    const teardown = super._subscribe(subscriber)
    subscriber.next(this.value)
    return teardown
  }

  override next(value: T): void {
    super.next((this.value = value))
  }
}

/** A subscriber upstream of `to`: what `next` or `complete` throws is an error of the stream. */
const upstream = <A>(
  to: Subscriber<never>,
  next: (value: A) => void,
  complete: () => void = () => to.complete(),
  error: (reason: unknown) => void = (reason) => to.error(reason)
): Subscriber<A> => {
  const subscriber = new Subscriber<A>({ next, error, complete }, (reason) => to.error(reason))
  to.add(subscriber)
  return subscriber
}

/** An operator from what it does with each value. */
const each =
  <A, B>(start: (to: Subscriber<B>) => (value: A) => void): Operator<A, B> =>
  (source) =>
    new Observable((to) => source.subscribe(upstream(to, start(to))))

export const map = <A, B>(project: (value: A) => B): Operator<A, B> => each((to) => (value) => to.next(project(value)))

export const tap =
  <A>(act: Listener<A>): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      const { next, complete } = observer(act)
      source.subscribe(
        upstream(
          to,
          (value: A) => {
            next?.(value)
            to.next(value)
          },
          () => {
            complete?.()
            to.complete()
          }
        )
      )
    })

export const filter = <A>(keeps: (value: A) => boolean): Operator<A, A> =>
  each((to) => (value) => {
    if (keeps(value)) to.next(value)
  })

export const distinctUntilChanged = <A>(): Operator<A, A> =>
  each((to) => {
    let before: [A] | undefined
    return (value) => {
      if (before && before[0] === value) return
      before = [value]
      to.next(value)
    }
  })

export const skipWhile = <A>(skips: (value: A) => boolean): Operator<A, A> =>
  each((to) => {
    let skipping = true
    return (value) => {
      skipping &&= skips(value)
      if (!skipping) to.next(value)
    }
  })

export const takeWhile = <A>(takes: (value: A) => boolean, inclusive = false): Operator<A, A> =>
  each((to) => (value) => {
    const more = takes(value)
    if (more || inclusive) to.next(value)
    if (!more) to.complete()
  })

export const take = <A>(count: number): Operator<A, A> =>
  count > 0
    ? each((to) => {
        let seen = 0
        return (value) => {
          seen += 1
          if (seen > count) return
          to.next(value)
          if (seen >= count) to.complete() // not before that has arrived: meanwhile the source may have said more
        }
      })
    : () => EMPTY

export const takeUntil =
  <A>(end$: Observable<unknown>): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      end$.subscribe(upstream(to, () => to.complete(), () => {}))
      if (!to.closed) source.subscribe(to)
    })

export const finalize =
  <A>(act: () => void): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      source.subscribe(to)
      to.add(act)
    })

export const catchError =
  <A>(handle: (reason: unknown, caught: Observable<A>) => Observable<A>): Operator<A, A> =>
  (source) => {
    const caught = new Observable<A>((to) => {
      const first = upstream<A>(to, (value) => to.next(value), undefined, (reason) => {
        const second = handle(reason, caught)
        first.unsubscribe()
        second.subscribe(to)
      })
      source.subscribe(first)
    })
    return caught
  }

export const mergeMap =
  <A, B>(project: (value: A) => Input<B>, most = Infinity): Operator<A, B> =>
  (source) =>
    new Observable((to) => {
      const waiting: A[] = []
      let active = 0
      let last = false
      const check = (): void => {
        if (last && active === 0) to.complete()
      }
      const enter = (value: A): void => {
        if (active >= most) return void waiting.push(value)
        active += 1
        let over = false
        const inner = upstream<B>(to, (item) => to.next(item), () => {
          over = true
        })
        from(project(value)).subscribe(inner)
        inner.add(() => {
          if (!over) return
          active -= 1
          attempt(() => waiting.length > 0 && enter(waiting.shift() as A), (reason) => to.error(reason)) // there is one
          check()
        })
      }
      source.subscribe(
        upstream(to, enter, () => {
          last = true
          check()
        })
      )
    })

const mergeAll = <A>(most?: number): Operator<Observable<A>, A> => mergeMap((inner) => inner, most)

export const switchMap =
  <A, B>(project: (value: A) => Input<B>): Operator<A, B> =>
  (source) =>
    new Observable((to) => {
      let inner: Subscriber<B> | undefined
      let last = false
      const check = (): void => {
        if (last && !inner) to.complete()
      }
      source.subscribe(
        upstream<A>(
          to,
          (value) => {
            inner?.unsubscribe()
            inner = upstream(to, (item) => to.next(item), () => {
              inner = undefined
              check()
            })
            from(project(value)).subscribe(inner)
          },
          () => {
            last = true
            check()
          }
        )
      )
    })

export const withLatestFrom =
  <A, B>(other$: Observable<B>): Operator<A, [A, B]> =>
  (source) =>
    new Observable((to) => {
      let latest: [B] | undefined
      other$.subscribe(upstream(to, (value: B) => (latest = [value]), () => {}))
      source.subscribe(
        upstream(to, (value: A) => {
          if (latest) to.next([value, latest[0]])
        })
      )
    })

export const EMPTY = new Observable<never>((to) => to.complete())

export const from = <A>(input: Input<A>): Observable<A> => {
  const told = (to: Subscriber<A>, values: ReadonlyArray<A>): void => {
    for (const value of values) if (!to.closed) to.next(value)
    to.complete()
  }
  if ('length' in input) return new Observable((to) => told(to, input))
  if ('then' in input) return new Observable((to) => void input.then((value) => told(to, [value]), (reason) => to.error(reason)))
  return input
}

export const of = <A>(...values: ReadonlyArray<A>): Observable<A> => from(values)

export const merge = <A>(...sources: ReadonlyArray<Observable<A>>): Observable<A> => mergeAll<A>()(from(sources))

export const concat = <A>(...sources: ReadonlyArray<Observable<A>>): Observable<A> => mergeAll<A>(1)(from(sources))

export const endWith =
  <A>(...values: ReadonlyArray<A>): Operator<A, A> =>
  (source) =>
    concat(source, from(values))

export const defer = <A>(make: () => Input<A>): Observable<A> => new Observable((to) => from(make()).subscribe(to))

/** Real time. An action's work may schedule the action again. */
export const asyncScheduler: Scheduler = {
  now: () => Date.now(),
  schedule: (work, delay = 0, state) => {
    let id: ReturnType<typeof setTimeout> | undefined
    const action = Object.assign(new Subscription(() => clearTimeout(id)), {
      schedule: (again?: typeof state, ms = 0) => {
        id = setTimeout(() => {
          id = undefined
          work.call(action, again)
          if (id === undefined) action.unsubscribe()
        }, ms)
        return action
      }
    }) as Action
    return action.schedule(state as never, delay)
  }
}

/** 0 after `due` ms, and then 1, 2, … every `period` ms when there is one. */
export const timer = (due: number, period?: number | Scheduler, scheduler?: Scheduler): Observable<number> =>
  typeof period === 'object'
    ? timer(due, undefined, period)
    : new Observable((to) => {
        let index = 0
        return (scheduler ?? asyncScheduler).schedule(
          function () {
            to.next(index++)
            if (period === undefined) to.complete()
            else this.schedule(undefined, period)
          },
          Math.max(0, due)
        )
      })

export const interval = (period: number, scheduler?: Scheduler): Observable<number> => timer(period, period, scheduler)

interface Timeouts<B> {
  readonly first?: number
  readonly each?: number
  readonly with?: () => Observable<B>
  readonly scheduler?: Scheduler
}

const late = (): never => {
  throw Object.assign(new Error('Timeout has occurred'), { name: 'TimeoutError' })
}

/** Turns to another source when the `first` value, or `each` next one, takes longer than so many ms. */
export const timeout =
  <A>({ each, first = each, with: instead = late, scheduler = asyncScheduler }: Timeouts<A>): Operator<A, A> =>
  (source) =>
    new Observable((to) => {
      let alarm: Subscription | undefined
      let seen = false
      const main = upstream<A>(to, (value) => {
        seen = true
        alarm?.unsubscribe()
        to.next(value)
        set(each)
      })
      const set = (ms?: number): void => {
        if (ms === undefined || main.closed) return
        alarm = scheduler.schedule(() => {
          main.unsubscribe()
          defer(instead).subscribe(to)
        }, ms)
      }
      main.add(() => alarm?.unsubscribe())
      source.subscribe(main)
      if (!seen) set(first)
    })
