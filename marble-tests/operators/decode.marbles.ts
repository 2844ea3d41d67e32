import { of } from 'rxjs'
import type { Frame } from '../../lib'
import { decode } from '../../lib'
import { ended, joins, lost, says, typing } from '../../testing'
import { marbles } from '../marbles'
import { passesTheRest, skipped } from '../cases'

const right = (frame: unknown) => ({ _tag: 'Right', right: frame })
const NO_FRAME = 'frame: expected a frame of the transport port, found something else'
const message = { id: '1', type: 'Message', text: 'hello', from: { type: 'Agent' }, timestamp: 0 }
const entries = (more: object) => ({ _tag: 'Entries', era: 'live', entries: [{ message: { ...message, ...more }, original: {} }] })

describe('decode', () => {
  passesTheRest(() => decode(), { a: right(lost) })

  it('admits frames as they are', marbles(({ hot, expectObservable }) => {
    const frames = { m: says('hello'), j: joins(), t: typing(), e: ended }
    const inbound$ = hot('-m-j-t-e-|', { m: right(frames.m), j: right(frames.j), t: right(frames.t), e: right(frames.e) })
    const expected = '    -m-j-t-e-|'

    expectObservable(inbound$.pipe(decode())).toBe(expected, frames)
  }))

  it('counts what it could not understand, and goes on', marbles(({ hot, expectObservable }) => {
    const inbound$ = hot('-a-m-b-m-c-|', { a: null, b: 'text', c: { _tag: 'Left', left: { errors: ['body: expected …'] } }, m: right(lost) })
    const expected = '    -a-m-b-m-c-|'

    expectObservable(inbound$.pipe(decode())).toBe(expected, {
      a: skipped(1, NO_FRAME),
      b: skipped(2, NO_FRAME),
      c: skipped(3, 'body: expected …'),
      m: lost
    })
  }))

  it('counts for each subscription by itself', marbles(({ cold, expectObservable }) => {
    const decoded$ = cold<unknown>('-a-b', { a: null, b: [] }).pipe(decode())
    const expected = '              -a-b'

    expectObservable(decoded$).toBe(expected, { a: skipped(1, NO_FRAME), b: skipped(2, NO_FRAME) })
    expectObservable(decoded$).toBe(expected, { a: skipped(1, NO_FRAME), b: skipped(2, NO_FRAME) })
  }))

  it.each<[string, unknown, string]>([
    ['undefined', undefined, NO_FRAME],
    ['an array', [], NO_FRAME],
    ['a number', 7, NO_FRAME],
    ['a Right of nothing', right(undefined), NO_FRAME],
    ['a Right of null', right(null), NO_FRAME],
    ['an unknown tag', right({ _tag: 'Party' }), NO_FRAME],
    ['an inherited tag', right({ _tag: 'constructor' }), NO_FRAME],
    ['a tag that is no text', right({ _tag: {} }), NO_FRAME],
    ['entries that are none', right({ _tag: 'Entries', era: 'live', entries: null }), 'frame.entries: expected an array of entries, found null'],
    ['a text of the wrong kind', right(entries({ text: null })), 'frame.entries.0.message.text: expected a string, found null'],
    ['an unknown kind of party', right(entries({ from: { type: 'Robot' } })), 'frame.entries.0.message.from.type: expected a party type, found a string'],
    ['a name of the wrong kind', right(entries({ from: { type: 'Agent', name: 7 } })), 'frame.entries.0.message.from.name: expected a string, found a number'],
    ['a time of the wrong kind', right(entries({ timestamp: '12' })), 'frame.entries.0.message.timestamp: expected a finite number, found a string'],
    ['an unknown era', right({ _tag: 'Entries', era: 'bronze', entries: [] }), 'frame.era: expected an era, found a string'],
    ['typing by nobody', right({ _tag: 'Typing', typing: true }), 'frame.from: expected a party, found undefined'],
    ['an unknown signal', right({ _tag: 'Signal', name: 'ended', data: {} }), 'frame.name: expected the name of a signal, found a string']
  ])('names what is wrong with %s, never its contents', (_, inbound, error) => {
    const seen: Frame[] = []
    of(inbound).pipe(decode()).subscribe((frame) => seen.push(frame))
    const told = seen.map((frame) => (frame._tag === 'Failed' ? frame.response.errors : frame))
    expect(told).toEqual([[error]])
  })

  it('what throws when it is read is no frame', marbles(({ hot, expectObservable }) => {
    const unreadable = new Proxy({}, { get: () => { throw new Error('no') } })
    const late = { _tag: 'Right', get right() { throw new Error('no') } }
    const inbound$ = hot('-a-b-m-|', { a: unreadable, b: late, m: right(lost) })
    const expected = '    -a-b-m-|'

    expectObservable(inbound$.pipe(decode())).toBe(expected, { a: skipped(1, NO_FRAME), b: skipped(2, NO_FRAME), m: lost })
  }))
})
