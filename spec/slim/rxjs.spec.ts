/** The slim streams do what RxJS's do: each scenario keeps a log, and over both libraries the logs are equal. */
import * as real from 'rxjs'
import * as slim from '../../slim/rxjs'

type Rx = typeof real

interface Scene {
  readonly rx: Rx
  readonly log: string[]
  /** Subscribes and writes down everything that comes. */
  readonly watch: (name: string, source: real.Observable<unknown>) => real.Subscription
}

const source = ({ rx, log }: Scene, name: string, ...values: ReadonlyArray<unknown>) =>
  new rx.Observable<unknown>((to) => {
    log.push(`${name}+`)
    values.forEach((value) => to.next(value))
    return () => void log.push(`${name}-`)
  })

/** A source by hand, for one subscriber. */
const hand = <A>(rx: Rx) => {
  let to: real.Subscriber<A> | undefined
  return {
    stream: new rx.Observable<A>((subscriber) => void (to = subscriber)),
    next: (value: A) => to?.next(value),
    error: (reason: unknown) => to?.error(reason),
    complete: () => to?.complete()
  }
}

const boom = (): never => {
  throw new Error('boom')
}

const scenes: Record<string, (scene: Scene) => void> = {
  'subscription: teardowns once, in order, at once when closed': ({ rx, log }) => {
    const s = new rx.Subscription(() => log.push('first'))
    s.add(() => log.push('second'))
    const child = new rx.Subscription(() => log.push('child'))
    s.add(child)
    const gone = new rx.Subscription(() => log.push('gone'))
    s.add(gone)
    gone.unsubscribe()
    gone.unsubscribe = () => log.push('still held') // a long life does not collect the short ones
    s.unsubscribe()
    s.unsubscribe()
    s.add(() => log.push('late'))
    log.push(`${s.closed} ${child.closed}`)
  },
  'observable: nothing after the end, teardown at the end': (scene) => {
    const { rx, log, watch } = scene
    watch('a', new rx.Observable((to) => {
      to.next(1)
      to.complete()
      to.next(2)
      to.error('late')
      return () => log.push('teardown')
    }))
    watch('b', new rx.Observable((to) => {
      to.next(1)
      to.error('bad')
      to.complete()
    }))
    watch('c', new rx.Observable(() => boom()))
    const s = watch('d', source(scene, 's', 1))
    s.unsubscribe()
  },
  'observable: listeners in part, and none': ({ rx, log }) => {
    rx.of(1, 2).subscribe()
    rx.of(1, 2).subscribe((value) => log.push(`fn ${value}`))
    rx.of(1).subscribe({ complete: () => log.push('complete') })
    new rx.Observable((to) => to.error('known')).subscribe({ error: (reason) => log.push(`error ${reason}`) })
  },
  'subject: those who came before the value, whatever they do meanwhile': ({ rx, log, watch }) => {
    const s = new rx.Subject<number>()
    const inner: real.Subscription[] = []
    const first = s.subscribe((value) => {
      log.push(`first ${value}`)
      if (value === 1) inner.push(watch('inner', s))
      if (value === 2) first.unsubscribe()
      if (value === 2) s.next(3)
    })
    watch('last', s)
    s.next(1)
    s.next(2)
    inner[0]?.unsubscribe()
    s.next(4)
    watch('late', s)
    s.next(5)
  },
  'behavior subject: the value that is there, then what comes': ({ rx, log, watch }) => {
    const b = new rx.BehaviorSubject(0)
    watch('a', b)
    b.next(1)
    watch('b', b).unsubscribe()
    b.next(2)
    log.push(String(b.value))
    watch('once', b.pipe(rx.take(1)))
  },
  'map, filter, tap, distinctUntilChanged': ({ rx, watch, log }) => {
    const five = rx.of(1, 1, 2, 3, 1)
    watch('map', five.pipe(rx.map((value) => value * 10)))
    watch('filter', five.pipe(rx.filter((value) => value > 1)))
    watch('tap', five.pipe(rx.tap((value) => log.push(`tapped ${value}`))))
    watch('distinct', five.pipe(rx.distinctUntilChanged()))
    watch('undefined', rx.of(undefined, undefined, null).pipe(rx.distinctUntilChanged()))
    watch('throws', five.pipe(rx.map((value) => (value === 2 ? boom() : value))))
  },
  'take, takeWhile, takeUntil: the source is left at once': (scene) => {
    const { rx, watch } = scene
    watch('take', source(scene, 'a', 1, 2, 3).pipe(rx.take(2)))
    watch('while', source(scene, 'c', 1, 2, 3).pipe(rx.takeWhile((value) => value !== 2)))
    watch('inclusive', source(scene, 'd', 1, 2, 3).pipe(rx.takeWhile((value) => value !== 2, true)))
    const end = new rx.Subject<void>()
    const values = new rx.Subject<number>()
    watch('until', values.pipe(rx.takeUntil(end)))
    values.next(1)
    end.next()
    values.next(2)
    watch('already', source(scene, 'e', 1).pipe(rx.takeUntil(rx.of(0))))
    watch('never', rx.of(1).pipe(rx.takeUntil(rx.EMPTY)))
    const again = new rx.Subject<number>()
    again.pipe(rx.take(1)).subscribe(() => again.next(2)) // re-entry: one is one
    watch('re-entry', again.pipe(rx.take(2)))
    watch('re-entry on the way', again.pipe(rx.take(1), rx.map((value) => (again.next(value + 1), value))))
    again.next(1)
  },
  'finalize: after completion, error and leaving': (scene) => {
    const { rx, log, watch } = scene
    watch('a', rx.of(1).pipe(rx.finalize(() => log.push('final a'))))
    watch('b', new rx.Observable((to) => to.error('bad')).pipe(rx.finalize(() => log.push('final b'))))
    watch('c', source(scene, 's').pipe(rx.finalize(() => log.push('final c')))).unsubscribe()
  },
  'catchError: another source, or another error': (scene) => {
    const { rx, watch } = scene
    const bad = new rx.Observable<number>((to) => {
      to.next(1)
      to.error('bad')
    })
    watch('a', bad.pipe(rx.catchError((reason) => rx.of(`instead of ${reason}`))))
    watch('b', bad.pipe(rx.catchError(() => boom())))
    const s = hand<number>(rx)
    const first = rx.merge(s.stream, source(scene, 'first'))
    watch('d', first.pipe(rx.catchError(() => source(scene, 'second', 7)))).add(() => scene.log.push('left'))
    s.error('later')
  },
  'switchMap: only the latest': (scene) => {
    const { rx, watch } = scene
    const outer = hand<string>(rx)
    const inners: Record<string, ReturnType<typeof hand<string>>> = { a: hand(rx), b: hand(rx) }
    watch('s', outer.stream.pipe(rx.switchMap((name) => inners[name]?.stream.pipe(rx.map((value) => `${name}${value}`), rx.finalize(() => name === 'a' && scene.log.push('a left'))) ?? rx.EMPTY)))
    outer.next('a')
    inners.a?.next('1')
    outer.next('b')
    inners.a?.next('2')
    inners.b?.next('3')
    outer.complete()
    inners.b?.next('4')
    inners.b?.complete()
    watch('sync', rx.of(1, 2).pipe(rx.switchMap((value) => rx.of(value, value * 10))))
    watch('throws', rx.of(1).pipe(rx.switchMap(() => boom())))
  },
  'mergeMap, merge, concat': (scene) => {
    const { rx, log, watch } = scene
    const subjects = [0, 1, 2].map(() => hand<number>(rx))
    const named = subjects.map((s, i) => rx.defer(() => (log.push(`enter ${i}`), s.stream)).pipe(rx.finalize(() => log.push(`leave ${i}`))))
    watch('concat', rx.concat(...named))
    subjects[1]?.next(10)
    subjects[0]?.next(0)
    subjects[0]?.complete()
    subjects[1]?.next(11)
    subjects[1]?.complete()
    subjects[2]?.complete()
    const more = [0, 1, 2].map(() => hand<number>(rx))
    watch('mergeMap', rx.of(...more).pipe(rx.mergeMap((s) => s.stream.pipe(rx.map((value) => `${more.indexOf(s)}:${value}`), rx.finalize(() => log.push('inner left'))))))
    more.forEach((s) => s.next(1))
    more[0]?.complete()
    more.forEach((s) => s.next(2))
    more[1]?.error('bad')
    more[2]?.next(3)
    watch('merge', rx.merge(rx.of(1, 2), rx.of(3)))
    watch('each in turn', rx.of(1, 2, 3).pipe(rx.mergeMap((value) => rx.of(value, -value))))
    watch('throws later', rx.of(1, 2).pipe(rx.mergeMap((value) => (value === 2 ? boom() : rx.of(value)))))
    const outer = hand<number>(rx)
    watch('all over', outer.stream.pipe(rx.mergeMap((value) => rx.timer(value))))
    outer.next(10)
    outer.next(5)
    outer.complete()
    watch('empty', rx.concat(rx.EMPTY, rx.of(1), rx.EMPTY))
    watch('error', rx.concat(rx.of(1), rx.defer(boom), rx.of(2)))
    watch('cut', rx.concat(source(scene, 'a', 1), source(scene, 'b')).pipe(rx.take(1)))
  },
  withLatestFrom: ({ rx, watch }) => {
    const other = hand<string>(rx)
    const main = hand<number>(rx)
    watch('w', main.stream.pipe(rx.withLatestFrom(other.stream)))
    main.next(1)
    other.next('a')
    main.next(2)
    other.next('b')
    other.complete()
    main.next(3)
    main.complete()
  },
  timer: ({ rx, watch }) => {
    watch('once', rx.timer(10))
    watch('again', rx.timer(10, 20).pipe(rx.take(3)))
    watch('negative', rx.timer(-5))
    watch('scheduler', rx.timer(5, rx.asyncScheduler))
    const left = watch('left', rx.timer(10, 10))
    rx.timer(25).subscribe(() => left.unsubscribe())
  },
  timeout: ({ rx, log, watch }) => {
    const values = (...at: ReadonlyArray<number>) => rx.merge(...at.map((ms) => rx.timer(ms).pipe(rx.map(() => ms))))
    const instead = { with: () => rx.of('late') }
    watch('each', values(5, 15, 40).pipe(rx.timeout({ each: 20, ...instead })))
    watch('first', values(25).pipe(rx.timeout({ first: 20, ...instead })))
    watch('only first', values(15, 90).pipe(rx.timeout({ first: 20, ...instead })))
    watch('throws', values(30).pipe(rx.timeout({ first: 20, with: boom })))
    watch('in time', values(5).pipe(rx.timeout({ each: 20, ...instead })))
    watch('sync', rx.of(1).pipe(rx.timeout({ each: 20, ...instead })))
    watch('left', rx.timer(99).pipe(rx.finalize(() => log.push('left')), rx.timeout({ first: 20, ...instead })))
    watch('gone', rx.timer(99).pipe(rx.timeout({ first: 20, ...instead }))).unsubscribe()
  },
  'scheduler: work, and work that is taken back': ({ rx, log }) => {
    rx.asyncScheduler.schedule(() => log.push('work'), 10)
    rx.asyncScheduler.schedule(() => log.push('never'), 10).unsubscribe()
    log.push(String(rx.asyncScheduler.now()))
  }
}

const run = (rx: Rx, scene: (scene: Scene) => void): ReadonlyArray<string> => {
  const log: string[] = []
  const watch: Scene['watch'] = (name, from) =>
    from.subscribe({
      next: (value) => log.push(`${name}: ${JSON.stringify(value)}`),
      error: (reason) => log.push(`${name}: error ${reason}`),
      complete: () => log.push(`${name}: complete`)
    })
  jest.useFakeTimers({ now: 0 })
  scene({ rx, log, watch })
  for (let ms = 0; ms < 100; ms += 5) {
    log.push(`${ms} ms`)
    jest.advanceTimersByTime(5)
  }
  jest.useRealTimers()
  return log
}

test.each(Object.entries(scenes))('%s', (_, scene) => {
  const expected = run(real, scene)
  expect(expected.length).toBeGreaterThan(20) // more than the clock
  expect(run(slim as unknown as Rx, scene)).toEqual(expected) // the part of it that the slim one has
})

test('what listeners and teardowns throw surfaces on the page, and keeps nothing from the others', () => {
  jest.useFakeTimers()
  const told: number[] = []
  const s = new slim.Subject<number>()
  s.subscribe(boom)
  const left = new slim.Subscription(boom)
  left.add(() => told.push(0))
  left.unsubscribe()
  s.subscribe((value) => told.push(value))
  s.next(1)
  expect(told).toEqual([0, 1])
  expect(() => jest.runOnlyPendingTimers()).toThrow('boom')
  jest.useRealTimers()
})
