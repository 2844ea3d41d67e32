import { live, number } from '../../lib'
import type { Era, Frame } from '../../lib'
import { ended, said, typing } from '../../testing'
import { marbles } from '../marbles'
import { passesTheRest } from '../cases'

const original = { wire: true }
const of = (era: Era, ...ids: ReadonlyArray<string>): Frame => ({
  ...live(...ids.map((id) => ({ message: said(id, { id, timestamp: 7 }), original }))),
  ...{ era }
})
const numbered = (era: Era, ...messages: ReadonlyArray<readonly [id: string, index: number]>) => ({
  _tag: 'Entries',
  era,
  entries: messages.map(([id, index]) => ({
    original,
    message: {
      id, index, type: 'Message', text: id, from: { id: 'a1', name: 'Ann', type: 'Agent' },
      timestamp: 7, utcTime: 7, restoring: era === 'restored'
    }
  }))
})

describe('number', () => {
  passesTheRest(() => number(), { a: ended })

  it('counts up from 0; others pass', marbles(({ hot, expectObservable }) => {
    const frame$ = hot('  -a-t-b-|', { a: of('live', 'a', 'b'), t: typing(), b: of('live', 'c') })
    const expected = '    -A-t-B-|'

    expectObservable(frame$.pipe(number())).toBe(expected, {
      A: numbered('live', ['a', 0], ['b', 1]),
      t: typing(),
      B: numbered('live', ['c', 2])
    })
  }))

  it('counts older and older history down from -1, ascending within a page', marbles(({ hot, expectObservable }) => {
    const frame$ = hot('  -r-o-l-p-|', { r: of('restored', 'a', 'b'), o: of('older', 'y', 'z'), l: of('live', 'c'), p: of('older', 'x') })
    const expected = '    -R-O-L-P-|'

    expectObservable(frame$.pipe(number())).toBe(expected, {
      R: numbered('restored', ['a', 0], ['b', 1]),
      O: numbered('older', ['y', -2], ['z', -1]),
      L: numbered('live', ['c', 2]),
      P: numbered('older', ['x', -3])
    })
  }))

  it('puts the avatar of the party beside the message', marbles(({ hot, expectObservable }) => {
    const from = { id: 'a1', name: 'Ann', type: 'Agent', avatar: 'ann.png' } as const
    const frame$ = hot('  -a-|', { a: live({ message: said('a', { id: 'a', from }), original }) })
    const expected = '    -A-|'

    expectObservable(frame$.pipe(number())).toBe(expected, {
      A: { _tag: 'Entries', era: 'live', entries: [{ original, message: {
        id: 'a', index: 0, type: 'Message', text: 'a', from, avatar: 'ann.png', timestamp: 0, utcTime: 0, restoring: false
      } }] }
    })
  }))

  it('counts for each subscription by itself', marbles(({ cold, expectObservable }) => {
    const frame$ = cold(' -a-|', { a: of('live', 'a') }).pipe(number())
    const expected = '    -A-|'

    expectObservable(frame$).toBe(expected, { A: numbered('live', ['a', 0]) })
    expectObservable(frame$).toBe(expected, { A: numbered('live', ['a', 0]) })
  }))
})
