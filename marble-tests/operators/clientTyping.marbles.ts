import { Subject } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { clientTyping } from '../../lib'
import { marbles } from '../marbles'

// A digit is the time of the latest key, `-` between them; `n` is: not typing.
const at = { 1: 1, 2: 2, 3: 3, 4: 4, n: undefined }
const values = { s: 'clientTypingStarted', p: 'clientTypingStopped' } as const

describe('clientTyping', () => {
  it('starts once per burst and stops after the quiet time', marbles(({ hot, time, expectObservable }) => {
    const typedAt$ = hot('-1-2------3----', at)
    const quiet = time('  ---|           ')
    const expected = '    -s----p---s--p-'

    expectObservable(typedAt$.pipe(clientTyping(quiet))).toBe(expected, values)
  }))

  it('stops at once when the time goes away, and not again', marbles(({ hot, time, expectObservable }) => {
    const typedAt$ = hot('-1-n------2n--', at)
    const quiet = time('  -----|        ')
    const expected = '    -s-p------sp--'

    expectObservable(typedAt$.pipe(clientTyping(quiet))).toBe(expected, values)
  }))

  it('a key within the window extends it, the last one counts', marbles(({ hot, time, expectObservable }) => {
    const typedAt$ = hot('-1--2--3--4------', at)
    const quiet = time('  ----|           ')
    const expected = '    -s------------p--'

    expectObservable(typedAt$.pipe(clientTyping(quiet))).toBe(expected, values)
  }))

  it('says once that nobody types', marbles(({ hot, expectObservable }) => {
    const typedAt$ = hot('n-n-|', at)
    const expected = '    p---|'

    expectObservable(typedAt$.pipe(clientTyping(2))).toBe(expected, values)
  }))

  it('still stops when the source ends mid-burst', marbles(({ hot, time, expectObservable }) => {
    const typedAt$ = hot('-1|  ', at)
    const quiet = time('  ---| ')
    const expected = '    -s--(p|)'

    expectObservable(typedAt$.pipe(clientTyping(quiet))).toBe(expected, values)
  }))

  it('never, empty, error', marbles(({ cold, expectObservable }) => {
    for (const diagram of ['-', '|', '#', '---#']) expectObservable(cold<number>(diagram).pipe(clientTyping(2))).toBe(diagram)
  }))

  it('lets go of the source and of its timer when the subscriber leaves', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const typedAt$ = hot('-1------', at)
    const unsub = '       --!     '
    const expected = '    -s-     '

    expectObservable(typedAt$.pipe(clientTyping(3)), unsub).toBe(expected.trim(), values)
    expectSubscriptions(typedAt$.subscriptions).toBe('^-!')
  }))

  it('stops once when the start makes its subscriber send', () => {
    const scheduler = new TestScheduler(() => undefined)
    const typedAt$ = new Subject<number | undefined>()
    const told: string[] = []
    typedAt$.pipe(clientTyping(3, scheduler)).subscribe((name) => {
      told.push(name)
      if (name === 'clientTypingStarted') typedAt$.next(undefined)
    })
    typedAt$.next(1)
    scheduler.flush()
    expect(told).toEqual(['clientTypingStarted', 'clientTypingStopped'])
  })
})
