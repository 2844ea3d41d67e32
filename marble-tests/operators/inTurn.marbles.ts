import { Subject } from 'rxjs'
import { inTurn } from '../../lib'
import { marbles } from '../marbles'
import { passesTheRest } from '../cases'

describe('inTurn', () => {
  passesTheRest(() => inTurn<string>(), { a: 'a' })

  it('passes values as they come', marbles(({ hot, expectObservable }) => {
    const source$ = hot('-a-(bc)-d-|')
    const expected = '   -a-(bc)-d-|'

    expectObservable(source$.pipe(inTurn())).toBe(expected)
  }))

  it('finishes one value before it hands on the next, and completes last', () => {
    const source$ = new Subject<string>()
    const seen: string[] = []
    source$.pipe(inTurn()).subscribe({
      next: (value) => {
        if (value === 'a') {
          source$.next('b')
          source$.next('c')
          source$.complete()
        }
        seen.push(value)
      },
      complete: () => seen.push('|')
    })
    source$.next('a')
    expect(seen).toEqual(['a', 'b', 'c', '|'])
  })

  it('an error waits its turn too', () => {
    const source$ = new Subject<string>()
    const seen: string[] = []
    source$.pipe(inTurn()).subscribe({
      next: (value) => {
        if (value === 'a') {
          source$.next('b')
          source$.error('#')
        }
        seen.push(value)
      },
      error: (error: string) => seen.push(error)
    })
    source$.next('a')
    expect(seen).toEqual(['a', 'b', '#'])
  })

  it('every subscriber of a shared turn sees one order', () => {
    const source$ = new Subject<number>()
    const turn$ = new Subject<number>()
    source$.pipe(inTurn()).subscribe(turn$)
    const first: number[] = []
    const second: number[] = []
    turn$.subscribe((value) => {
      first.push(value)
      if (value < 3) source$.next(value + 1)
    })
    turn$.subscribe((value) => second.push(value))
    source$.next(0)
    expect([first, second]).toEqual([[0, 1, 2, 3], [0, 1, 2, 3]])
  })

  it('drops what waits when the subscriber leaves', () => {
    const source$ = new Subject<string>()
    const seen: string[] = []
    const subscription = source$.pipe(inTurn()).subscribe((value) => {
      seen.push(value)
      source$.next('b')
      subscription.unsubscribe()
    })
    source$.next('a')
    expect(seen).toEqual(['a'])
  })

  it.each(['in a row', 'from within'])('takes a burst of 100,000 %s in a time that grows with its length only', (how) => {
    const source$ = new Subject<number>()
    let handled = 0
    let sum = 0
    source$.pipe(inTurn()).subscribe((value) => {
      handled += 1
      sum += value
      if (how === 'from within' && value === 0) for (let i = 1; i < 100_000; i += 1) source$.next(i)
    })
    const started = performance.now()
    if (how === 'in a row') for (let i = 0; i < 100_000; i += 1) source$.next(i)
    else source$.next(0)
    expect([handled, sum]).toEqual([100_000, 4_999_950_000])
    expect(performance.now() - started).toBeLessThan(2_000) // 20 ms when it is linear, minutes when it is not
  })
})
