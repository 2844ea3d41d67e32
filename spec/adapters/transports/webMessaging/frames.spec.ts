/** What frames say, and who is there by them: by value, and by property where values are many. */
import fc from 'fast-check'
import { asyncScheduler, of } from 'rxjs'
import { decodeFrame } from '../../../../adapters/transports/webMessaging/decodeFrame'
import { fromWire } from '../../../../adapters/transports/webMessaging/fromWire'
import type { Item, Spoken } from '../../../../adapters/transports/webMessaging/fromWire'
import { createReceiver } from '../../../../adapters/transports/webMessaging/receiver'
import type { Frame, Party } from '../../../../lib'
import { fixture, socketFrames } from './fixtures'

const client: Party = { name: 'Ana', type: 'Client' }

const spokenOf = (frame: unknown): Spoken => {
  const decoded = decodeFrame(JSON.stringify(frame))
  if (decoded._tag === 'Left' || decoded.right._tag !== 'StructuredMessage') throw new Error('no structured message')
  return decoded.right
}
const itemOf = (frame: unknown): Item | undefined => fromWire(spokenOf(frame), client, 0)[0]

const messagesOf = (name: string) => itemOf(fixture(name))?.entries.map(({ message: said }) => said)

describe('frames', () => {
  it.each(socketFrames.map(({ name, frame }) => [name, frame] as const))('%s is understood', (_, frame) => {
    expect(decodeFrame(JSON.stringify(frame))).toMatchObject({ _tag: 'Right' })
  })
  it.each([['{'], ['null'], ['[]'], ['7'], [undefined], ['{}'], ['{"class":7}'], ['{"class":"SessionResponse","code":200}'], ['{"class":"StructuredMessage","body":"text"}']])('%s is malformed, without its contents', (given) => {
    expect(decodeFrame(given)).toMatchObject({ _tag: 'Left', left: { errors: [expect.stringMatching(/^frame/)] } })
  })
  it.each([
    ['UploadFailureEvent', 4003, /content/],
    ['GenerateUrlError', 4001, /tiff/],
    ['GenerateUrlError.mobileFixture', 4002, /large/],
    ['TooManyRequestsErrorMessage', 4029, /rate/],
    ['ErrorMessage.class', 4020, /token/],
    ['error.409.readOnly', 409, /read-only/],
    ['error.4011.messageTooLong', 4011, /4096/]
  ])('%s is a refusal with the code %i', (name, code, text) => {
    expect(decodeFrame(JSON.stringify(fixture(name)))).toMatchObject({ right: { _tag: 'Refusal', response: { status: code, statusText: expect.stringMatching(text), responseJSON: fixture(name).body } } })
  })
  it('a refusal keeps what is waited for, and the file it is about', () => {
    expect(decodeFrame(JSON.stringify(fixture('TooManyRequestsErrorMessage')))).toMatchObject({ right: { response: { retryAfter: 3 } } })
    expect(decodeFrame(JSON.stringify(fixture('UploadFailureEvent')))).toMatchObject({ right: { tracingId: expect.any(String) } })
    expect(decodeFrame('{"class":"Error","code":500,"body":7}')).toMatchObject({ right: { _tag: 'Refusal', response: { status: 500, statusText: 'Refused with code 500.' } } })
  })
  it('lets unknown classes pass, and counts null as absent', () => {
    expect(decodeFrame('{"class":"constructor","code":200,"body":null}')).toMatchObject({ _tag: 'Right' })
    expect(decodeFrame('{"class":"StructuredMessage","code":200,"body":{"text":null,"channel":null,"content":null}}')).toMatchObject({ _tag: 'Right' })
  })
  it('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => ['Left', 'Right'].includes(decodeFrame(text)._tag)))
    fc.assert(fc.property(fc.record({ class: fc.constantFrom('StructuredMessage', 'SessionResponse', 'string', 'PresignedUrlResponse'), code: fc.integer(), body: fc.jsonValue() }), (frame) => {
      const decoded = decodeFrame(JSON.stringify(frame))
      if (decoded._tag === 'Right' && decoded.right._tag === 'StructuredMessage') fromWire(decoded.right, client, 0)
    }))
  })
})

describe('structured messages', () => {
  it.each([
    ['StructuredMessage.Text.inbound.echo', { type: 'Message', text: 'Hello, where is my order?', from: client, id: '1c0e5a77-0000-4000-8000-000000000002', timestamp: Date.parse('2026-11-22T10:00:05.704Z') }],
    ['StructuredMessage.Text.outbound.bot', { type: 'Message', from: { id: 'Bot', name: 'Bot', type: 'Bot' } }],
    ['StructuredMessage.Text.outbound.botHumanized', { from: { id: 'Robot Friend', name: 'Robot Friend', type: 'Bot' } }],
    ['StructuredMessage.Text.outbound.agent', { id: '000000000000000000000000000b0005', from: { id: 'Sam', name: 'Sam', type: 'Agent', avatar: 'https://api.mypurecloud.test/static/avatars/sam.png' } }],
    ['StructuredMessage.Text.inbound.attachment.echo', { type: 'FileUploaded', text: 'Here is the invoice', file: { name: 'invoice.png', size: 48211, type: 'image/png' } }],
    ['StructuredMessage.Text.inbound.attachmentOnly.echo', { type: 'FileUploaded', text: 'invoice.png' }],
    ['StructuredMessage.Structured.quickReplies', { type: 'Structured', text: 'Which colour?', content: [{ contentType: 'QuickReply' }, { contentType: 'QuickReply' }] }],
    ['StructuredMessage.Structured.buttonResponse.echo', { type: 'Message', text: 'Red', from: client, content: [{ contentType: 'ButtonResponse' }] }],
    ['StructuredMessage.Structured.carousel', { type: 'Structured', content: [{ contentType: 'Carousel' }] }]
  ])('%s', (name, expected) => {
    expect(messagesOf(name)).toMatchObject([expected])
  })
  it('shows the first caption where there is no text, and files beside a text once', () => {
    const body = { direction: 'Outbound', type: 'Structured', content: [{ contentType: 'Card', card: { title: 'Oslo', actions: [] } }] }
    expect(itemOf({ class: 'StructuredMessage', body })).toMatchObject({ entries: [{ message: { text: 'Oslo' } }] })
    const file = (id: string) => ({ contentType: 'Attachment', attachment: { id } })
    const two = { id: 'm', direction: 'Outbound', type: 'Text', text: 'Both', content: [file('a'), file('b')] }
    expect(itemOf({ class: 'StructuredMessage', body: two })).toMatchObject({ entries: [{ message: { id: 'm', text: 'Both', file: { id: 'a' } } }, { message: { id: 'm-1', file: { id: 'b' } } }] })
  })
  it('takes nothing from receipts, and from what it does not know', () => {
    for (const body of [{ type: 'Receipt', text: 'x' }, { type: 'Event' }, { type: 'Event', events: [7, { eventType: 'Telepathy' }, { eventType: 'CoBrowse' }] }, { type: 'Text' }]) {
      expect(itemOf({ class: 'StructuredMessage', body })).toBeUndefined()
    }
  })
})

describe('agents', () => {
  const typing = { eventType: 'Typing', typing: { type: 'On' } }
  const left = { eventType: 'Presence', presence: { type: 'Disconnect' } }
  const event = (name: string, given: object, id: number): Spoken =>
    spokenOf({ class: 'StructuredMessage', body: { id: `${id}`, direction: 'Outbound', type: 'Event', channel: { from: { nickname: name } }, events: [given] } })
  const receiver = () => {
    const lines: string[] = []
    const told: Frame[] = []
    const show = (frame: Frame): void => {
      told.push(frame)
      if (frame._tag === 'Entries') frame.entries.forEach(({ message: { type, from } }) => lines.push(`${type} ${from.name}`))
    }
    const created = createReceiver(client, () => of(), show, () => undefined, asyncScheduler)
    const restored = (past: ReadonlyArray<Spoken>): void => {
      created.missed(true).subscribe()
      created.fill(past)
    }
    return { lines, told, restored, ...created }
  }
  it('are there from the first thing they do, and gone with the disconnect', () => {
    const { lines, fill, live } = receiver()
    fill([])
    live(event('Sam', typing, 1))
    live(event('Sam', typing, 2))
    live(event('Kim', left, 3))
    expect(lines).toEqual(['ParticipantJoined Sam', 'ParticipantLeft Sam'])
  })
  it('without a name are one', () => {
    const anonymous = (id: string) => spokenOf({ class: 'StructuredMessage', body: { id, direction: 'Outbound', type: 'Text', text: 'x', channel: { from: {} } } })
    const { lines, restored, told } = receiver()
    restored([anonymous('1'), anonymous('2')])
    expect(told[0]).toMatchObject({ members: [{ from: client }, { from: { name: 'Agent', type: 'Agent' } }] })
    expect(lines).toEqual(['ParticipantJoined Agent', 'Message Agent', 'Message Agent'])
  })
  it('who came and went before are told with their times', () => {
    const at = (second: number, name: string, given: object): Spoken => {
      const { body, original } = event(name, given, second)
      return { body: { ...body, channel: { ...body.channel, time: new Date(second * 1000).toISOString(), messageId: undefined, from: body.channel?.from } }, original }
    }
    const { restored, told } = receiver()
    restored([at(1, 'Sam', typing), at(2, 'Kim', typing), at(3, 'Kim', left), at(4, 'Kim', typing)])
    expect(told[0]).toMatchObject({
      members: [{ from: client }, { from: { name: 'Sam' }, joinedAt: 1_000, leftAt: 3_000 }, { from: { name: 'Kim' }, joinedAt: 2_000, leftAt: 3_000 }, { from: { name: 'Kim' }, joinedAt: 4_000 }]
    })
  })
  it('come and go in turn, whatever happens', () => {
    const facts = fc.array(fc.tuple(fc.constantFrom('Sam', 'Kim'), fc.constantFrom(typing, left)))
    fc.assert(fc.property(facts, (given) => {
      const { lines, restored } = receiver()
      restored(given.map(([name, fact], i) => event(name, fact, i)))
      const there = new Set<string>()
      for (const [type, name = ''] of lines.map((line) => line.split(' '))) {
        if (type === 'ParticipantJoined') {
          expect(there.has(name)).toBe(false)
          there.add(name)
        } else there.delete(name)
      }
    }))
  })
})
