/** From bodies to frames: once each, the past before what waited for it. */
import { asyncScheduler, of } from 'rxjs'
import type { Search } from '../../../../adapters/transports/webMessaging/history'
import { createReceiver } from '../../../../adapters/transports/webMessaging/receiver'
import type { Spoken } from '../../../../adapters/transports/webMessaging/fromWire'
import { decodeFrame } from '../../../../adapters/transports/webMessaging/decodeFrame'
import type { Frame } from '../../../../lib'

const spoken = (id: string, more: object = {}): Spoken => {
  const body = { id, direction: 'Outbound', type: 'Text', text: id, channel: { time: `2026-01-01T00:00:0${id}.000Z`, from: { nickname: 'Sam' } }, ...more }
  const decoded = decodeFrame(JSON.stringify({ class: 'StructuredMessage', code: 200, body }))
  if (decoded._tag === 'Left' || decoded.right._tag !== 'StructuredMessage') throw new Error('no message')
  return { body: decoded.right.body, original: body }
}

const event = (id: string, presence: string, readOnly?: string): Spoken =>
  spoken(id, { type: 'Event', text: undefined, events: [{ eventType: 'Presence', presence: { type: presence } }], metadata: { readOnly } })

/** `pages`: of the history, newest first, each ascending. */
const setup = (pages: ReadonlyArray<ReadonlyArray<Spoken>> = [], pageSize = 25) => {
  const told: string[] = []
  const asked: number[] = []
  const show = (frame: Frame): void => {
    if (frame._tag === 'Entries') frame.entries.forEach(({ message: { type, text } }) => told.push(type === 'Message' ? text : type))
    else told.push(frame._tag)
  }
  const search: Search = (known, answer) => {
    const page = Math.floor(known / pageSize) + 1
    asked.push(page)
    const answered = answer(pages[page - 1] ?? [], page >= pages.length)
    return answered ? of(answered) : search(known + pageSize, answer)
  }
  const receiver = createReceiver({ type: 'Client' }, search, show, (readOnly) => told.push(`gone ${readOnly}`), asyncScheduler)
  return { told, asked, receiver }
}
const all = (...ids: ReadonlyArray<string>): ReadonlyArray<Spoken> => ids.map((id) => spoken(id))

it('tells everything once', () => {
  const { told, receiver } = setup()
  receiver.fill([])
  for (const id of ['1', '1', '2', '1']) receiver.live(spoken(id))
  expect(told).toEqual(['ParticipantJoined', '1', '2'])
})

it('tells nothing of what comes before it is known what was', () => {
  const { told, receiver } = setup()
  receiver.live(spoken('1'))
  expect(told).toEqual([])
  receiver.fill([])
  expect(told).toEqual(['ParticipantJoined', '1'])
})

it('tells what was missed before what came meanwhile', () => {
  const { told, receiver } = setup([all('1', '2', '3', '4')])
  receiver.fill([])
  receiver.live(spoken('1'))
  receiver.missed(false).subscribe((found) => {
    receiver.live(spoken('4'))
    expect(told).toEqual(['ParticipantJoined', '1'])
    const fresh = receiver.fill(found._tag === 'Right' ? found.right : [])
    expect(fresh.map(({ body }) => body.text)).toEqual(['2', '3', '4'])
  })
  expect(told).toEqual(['ParticipantJoined', '1', '2', '3', '4'])
})

it('goes back to what is known; at most eight pages, and one for a chat that opens', () => {
  const pages = ['9', '8', '7', '6', '5', '4', '3', '2', '1', '0'].map((id) => all(id))
  const { asked, receiver } = setup(pages)
  receiver.missed(true).subscribe()
  expect(asked).toEqual([1])
  receiver.missed(false).subscribe()
  expect(asked).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 8])
  receiver.fill(all('7'))
  receiver.missed(false).subscribe((found) => expect(found).toMatchObject({ right: [{ body: { text: '7' } }, { body: { text: '8' } }, { body: { text: '9' } }] }))
  expect(asked.slice(9)).toEqual([1, 2, 3])
})

it('knows what was restored, and who is there', () => {
  const { told, asked, receiver } = setup([all('2', '3'), all('0', '1'), []], 2)
  receiver.missed(true).subscribe()
  receiver.live(spoken('3'))
  receiver.fill(all('1', '2'))
  expect(told).toEqual(['Roster', 'ParticipantJoined', '1', '2', '3'])
  const answers: unknown[] = []
  receiver.older.subscribe((answer) => answers.push(answer))
  receiver.older.subscribe((answer) => answers.push(answer))
  expect(told.slice(5)).toEqual(['0'])
  expect(asked).toEqual([1, 2, 3])
  expect(answers).toMatchObject([{ right: { response: { count: 1 } } }, { left: { errorReason: 'NoMore' } }])
})

it('typing is no part of the history, and counts for nothing there', () => {
  const { told, asked, receiver } = setup([all('1'), all('0')], 1)
  receiver.fill([])
  for (const id of ['7', '8', '9']) receiver.live(spoken(id, { type: 'Event', text: undefined, events: [{ eventType: 'Typing', typing: { type: 'On' } }] }))
  receiver.older.subscribe()
  expect(told).toEqual(['ParticipantJoined', 'Typing', 'Typing', 'Typing', '1'])
  expect(asked).toEqual([1])
})

it('a disconnect is for good when it says so, as text or not', () => {
  const { told, receiver } = setup()
  receiver.fill([])
  receiver.live(event('1', 'Disconnect', 'false'))
  receiver.live(event('2', 'Disconnect', 'true'))
  receiver.live(event('3', 'Join'))
  expect(told).toEqual(['ParticipantLeft', 'gone false', 'ParticipantLeft', 'gone true'])
})
