import { admit } from '../../lib/operators/admit'
import type { Inbound } from '../../lib'
import { lost, says } from '../../testing'
import { marbles } from '../marbles'
import { passesTheRest, skipped } from '../cases'

const right = (frame: typeof lost): Inbound => ({ _tag: 'Right', right: frame })
const left = (...errors: ReadonlyArray<string>): Inbound => ({ _tag: 'Left', left: { errors } })

describe('admit', () => {
  passesTheRest(() => admit(), { a: right(lost) })

  it('lets frames in as they are; counts what was not understood, and goes on', marbles(({ hot, expectObservable }) => {
    const m = says('hello')
    const inbound$ = hot('-a-m-b-l-|', { a: left('body: expected …'), b: left(), m: right(m), l: right(lost) })
    const expected = '    -a-m-b-l-|'

    expectObservable(inbound$.pipe(admit())).toBe(expected, { a: skipped(1, 'body: expected …'), b: skipped(2), m, l: lost })
  }))

  it('counts for each subscription by itself', marbles(({ cold, expectObservable }) => {
    const admitted$ = cold('-a-b', { a: left(), b: left() }).pipe(admit())
    const expected = '       -a-b'

    expectObservable(admitted$).toBe(expected, { a: skipped(1), b: skipped(2) })
    expectObservable(admitted$).toBe(expected, { a: skipped(1), b: skipped(2) })
  }))
})
