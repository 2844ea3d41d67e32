/** From bodies to frames: once each, the past before what waited for it. */
import { asyncScheduler } from 'rxjs'
import { createReceiver } from '../../../../adapters/transports/webMessaging/receiver'
import type { Spoken } from '../../../../adapters/transports/webMessaging/receiver'
import { decodeFrame } from '../../../../adapters/transports/webMessaging/decodeFrame'
import type { Frame } from '../../../../lib'

const spoken = (id: string, more: object = {}): Spoken => {
  const body = { id, direction: 'Outbound', type: 'Text', text: id, channel: { time: `2026-01-01T00:00:0${id}.000Z`, from: { nickname: 'Sam' } }, ...more }
  const decoded = decodeFrame(JSON.stringify({ class: 'StructuredMessage', code: 200, body }))
  if (decoded._tag === 'Left' || decoded.right?._tag !== 'StructuredMessage') throw new Error('no message')
  return { body: decoded.right.body, original: body }
}

const event = (id: string, presence: string, readOnly?: string): Spoken =>
  spoken(id, { type: 'Event', text: undefined, events: [{ eventType: 'Presence', presence: { type: presence } }], metadata: { readOnly } })

const setup = () => {
  const told: string[] = []
  const show = (frame: Frame): void => {
    if (frame._tag === 'Entries') frame.entries.forEach(({ message: { type, text } }) => told.push(type === 'Message' ? text : type))
    else told.push(frame._tag)
  }
  const receiver = createReceiver({ type: 'Client' }, show, (readOnly) => told.push(`gone ${readOnly}`), asyncScheduler)
  return { told, receiver, show }
}

it('tells everything once', () => {
  const { told, receiver } = setup()
  for (const id of ['1', '1', '2', '1']) receiver.live(spoken(id))
  expect(told).toEqual(['ParticipantJoined', '1', '2'])
  expect(receiver.count()).toBe(2)
})

it('tells what was missed before what came meanwhile', () => {
  const { told, receiver } = setup()
  receiver.live(spoken('1'))
  receiver.hold()
  receiver.live(spoken('4'))
  expect(told).toEqual(['ParticipantJoined', '1'])
  receiver.fill(['1', '2', '3', '4'].map((id) => spoken(id)))
  expect(told).toEqual(['ParticipantJoined', '1', '2', '3', '4'])
})

it('knows what was restored, and who is there', () => {
  const { told, receiver, show } = setup()
  receiver.hold()
  receiver.live(spoken('3'))
  receiver.restored(['1', '2'].map((id) => spoken(id))).forEach(show)
  receiver.fill(['1', '2'].map((id) => spoken(id)))
  expect(told).toEqual(['Roster', 'ParticipantJoined', '1', '2', '3'])
  expect(receiver.older(['0', '1'].map((id) => spoken(id))).map(({ message: { text } }) => text)).toEqual(['0'])
})

it('a disconnect is for good when it says so, as text or not', () => {
  const { told, receiver } = setup()
  receiver.live(event('1', 'Disconnect', 'false'))
  receiver.live(event('2', 'Disconnect', 'true'))
  receiver.live(event('3', 'Join'))
  expect(told).toEqual(['ParticipantLeft', 'gone false', 'ParticipantLeft', 'gone true'])
})
