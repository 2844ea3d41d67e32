/** The demo's state: how what was written and what is told become one transcript, and what counts as unread. */
import type { Happening } from '../../pages/demo/model/Happening.js'
import type { Party, Received, State } from '../../pages/demo/model/State.js'
import { initial } from '../../pages/demo/model/State.js'
import { rowsOf } from '../../pages/demo/model/rows.js'
import { update } from '../../pages/demo/model/update.js'

const after = (...happenings: ReadonlyArray<Happening>): State => happenings.reduce(update, initial)

const said = (id: string, index: number, text: string, party: Party = 'Client', type = 'Message'): Received => ({
  id, index, type, text, from: { party, name: party, id: undefined, avatar: undefined }, at: 1_000 * index, file: undefined, elements: []
})
const received = (...messages: ReadonlyArray<Received>): Happening => ({ type: 'received', messages, live: true })
const wrote = (key: string, text: string): Happening => ({
  type: 'written', key, outgoing: { kind: 'text', text, more: {} }, from: { party: 'Client', name: 'You', id: undefined, avatar: undefined }, at: 0
})
const delivered = (key: string, id: string): Happening => ({ type: 'delivered', key, id })
const failed = (key: string): Happening => ({ type: 'failed', key, why: { says: 'No answer.', again: true } })

const lines = ({ items }: State): ReadonlyArray<string> => items.map(({ key, text, delivery }) => `${key} ${text} ${delivery.state}`)

describe('an own message is there once', () => {
  it.each<readonly [string, ReadonlyArray<Happening>]>([
    ['answer first', [delivered('a', '1'), received(said('1', 1, 'hi'))]],
    ['message first', [received(said('1', 1, 'hi')), delivered('a', '1')]],
    ['under another id', [delivered('a', 'x'), received(said('1', 1, 'hi'))]],
    ['arrived, but its answer was lost', [failed('a'), received(said('1', 1, 'hi'))]],
    ['told before it failed', [received(said('1', 1, 'hi')), failed('a')]],
    ['told twice', [received(said('1', 1, 'hi')), received(said('1', 1, 'hi')), delivered('a', '1')]]
  ])('%s', (_, happenings) => {
    expect(lines(after({ type: 'started' }, wrote('a', 'hi'), ...happenings))).toEqual(['a hi sent'])
  })

  it('when a preprocessor rewrote it, under its id', () => {
    expect(lines(after(wrote('a', 'hi'), delivered('a', '1'), received(said('1', 1, 'HI'))))).toEqual(['a HI sent'])
    expect(lines(after(wrote('a', 'hi'), received(said('1', 1, 'HI')), delivered('a', '1')))).toEqual(['m-1 HI sent'])
  })

  it('and the same words twice are two messages', () => {
    expect(lines(after(wrote('a', 'ok'), wrote('b', 'ok'), received(said('1', 1, 'ok')), received(said('2', 2, 'ok'))))).toEqual(['a ok sent', 'b ok sent'])
  })
})

it('keeps the order of the service; what it does not know yet comes last', () => {
  const state = after(wrote('a', 'mine'), received(said('2', 2, 'two', 'Agent')), { type: 'received', messages: [said('1', -1, 'older', 'Agent')], live: false })
  expect(lines(state)).toEqual(['m-1 older sent', 'm-2 two sent', 'a mine pending'])
})

it('counts what others say while nobody looks', () => {
  const news = [said('1', 1, '', 'Agent', 'ParticipantJoined'), said('2', 2, 'hello', 'Agent'), said('3', 3, 'me')]
  expect(after(received(...news)).unread).toBe(1)
  expect(after({ type: 'opened' }, received(...news)).unread).toBe(0)
  expect(after({ type: 'opened' }, { type: 'seen', hidden: true }, received(...news)).unread).toBe(1)
  expect(after({ type: 'received', messages: news, live: false }).unread).toBe(0)
  expect(after(received(...news), { type: 'opened' }).unread).toBe(0)
})

it('gives up what was on its way when the chat ends', () => {
  expect(lines(after({ type: 'started' }, wrote('a', 'hi'), { type: 'ended' }))).toEqual(['a hi failed'])
})

it('leaves choices open until the customer said something after them', () => {
  const open = (...more: ReadonlyArray<Happening>): ReadonlyArray<boolean> =>
    rowsOf(after({ type: 'started' }, received(said('1', 1, 'Which?', 'Bot', 'Structured')), ...more)).flatMap((row) => (row.kind === 'message' ? [row.open] : []))
  expect(open()).toEqual([true])
  expect(open(received(said('2', 2, 'Take your time.', 'Bot')))).toEqual([true, true])
  expect(open(wrote('a', 'This'))).toEqual([false, false])
  expect(open(wrote('a', 'This'), failed('a'))).toEqual([true, true])
  expect(open({ type: 'ended' })).toEqual([false])
})
