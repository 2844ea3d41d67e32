import { distinctMessages, live } from '../../lib'
import type { Frame, Said } from '../../lib'
import { ended, said, says } from '../../testing'
import { marbles } from '../marbles'
import { passesTheRest } from '../cases'

const message = (id: string): Said => said(id, { id })
const frame = (...ids: ReadonlyArray<string>): Frame => live(...ids.map((id) => ({ message: message(id), original: {} })))
const a = says('a')

describe('distinctMessages', () => {
  passesTheRest(() => distinctMessages(), { a: ended })

  it('takes out what has been seen, passes the rest', marbles(({ hot, expectObservable }) => {
    const values = { a: frame('1'), b: frame('2'), e: ended, o: frame() }
    const frame$ = hot('  -a-b-a-e-b-e-|', values)
    const expected = '    -a-b-o-e-o-e-|'

    expectObservable(frame$.pipe(distinctMessages())).toBe(expected, values)
  }))

  it('drops within a frame, and keeps the order of what is left', marbles(({ hot, expectObservable }) => {
    const frame$ = hot('  -a-b-|', { a: frame('1', '2', '1'), b: frame('3', '2', '4') })
    const expected = '    -A-B-|'

    expectObservable(frame$.pipe(distinctMessages())).toBe(expected, { A: frame('1', '2'), B: frame('3', '4') })
  }))

  it('an empty frame may still change the session', marbles(({ hot, expectObservable }) => {
    const session = { shown: { lastMessageId: '1' } }
    const frame$ = hot('  -a-b-|', { a: frame('1'), b: { ...frame('1'), session } })
    const expected = '    -a-B-|'

    expectObservable(frame$.pipe(distinctMessages())).toBe(expected, { a: frame('1'), B: { ...frame(), session } })
  }))

  it('remembers for each subscription by itself', marbles(({ cold, expectObservable }) => {
    const frame$ = cold('-a-a|', { a }).pipe(distinctMessages())
    const expected = '   -a-o|'

    expectObservable(frame$).toBe(expected, { a, o: frame() })
    expectObservable(frame$).toBe(expected, { a, o: frame() })
  }))
})
