/** What frames say, and who is there by them: by value, and by property where values are many. */
import fc from 'fast-check'
import { decodeFrame } from '../../../../adapters/transports/webMessaging/decodeFrame'
import { fromWire } from '../../../../adapters/transports/webMessaging/fromWire'
import type { Item, Spoken } from '../../../../adapters/transports/webMessaging/fromWire'
import { createNaming, idOf } from '../../../../adapters/transports/webMessaging/names'
import { attend, emptyRoom } from '../../../../adapters/transports/webMessaging/roster'
import type { Told } from '../../../../adapters/transports/conversation/Conversation'
import type { Frame, Party } from '../../../../lib'
import { fixture, socketFrames } from './fixtures'

const client: Party = { name: 'Ana', type: 'Client' }

const spokenOf = (frame: unknown): Spoken => {
  const decoded = decodeFrame(JSON.stringify(frame))
  if (decoded._tag === 'Left' || decoded.right._tag !== 'StructuredMessage') throw new Error('no structured message')
  return decoded.right
}
const read = (spoken: Spoken): Item | undefined => fromWire(spoken, { client, id: createNaming()(spoken.body), now: 0 })
const itemOf = (frame: unknown): Item | undefined => read(spokenOf(frame))

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
      if (decoded._tag === 'Right' && decoded.right._tag === 'StructuredMessage') read(decoded.right)
    }))
  })
})

describe('structured messages', () => {
  it.each([
    ['StructuredMessage.Text.inbound.echo', { type: 'Message', text: 'Hello, where is my order?', from: client, id: '1c0e5a77-0000-4000-8000-000000000002', timestamp: Date.parse('2026-11-22T10:00:05.704Z') }],
    ['StructuredMessage.Text.outbound.bot', { type: 'Message', from: { id: 'Bot', name: 'Bot', type: 'Bot' } }],
    ['StructuredMessage.Text.outbound.botHumanized', { from: { id: 'Robot-Friend', name: 'Robot Friend', type: 'Bot' } }],
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
  it.each([
    ['a carousel', [{ contentType: 'Carousel', carousel: { cards: [{ actions: [], title: 'Oslo' }, { title: 'Bergen' }] } }], 'Oslo'],
    ['a card with a description alone', [{ contentType: 'Card', card: { image: 'https://x', description: 'Until November', actions: [{ type: 'Link', text: 'Open' }] } }], 'Until November'],
    ['a picker with a message', [{ contentType: 'ListPicker', listPicker: { sections: [{ title: 'Sizes' }], receivedMessage: { title: 'Choose' } } }], 'Choose'],
    ['one that says nothing, and another', [{ contentType: 'DatePicker', datePicker: {} }, { contentType: 'QuickReply', quickReply: { text: 'Red', payload: 'RED' } }], 'Red'],
    ['something deep', [Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), { title: 'deep' })], '']
  ])('text is the first caption found in %s', (_, content, text) => {
    const body = { direction: 'Outbound', type: 'Structured', content }
    expect(itemOf({ class: 'StructuredMessage', body })?.entries.map(({ message: said }) => [said.type, said.text])).toEqual([['Structured', text]])
  })
  it('has one id, also where the service has two', () => {
    const name = createNaming()
    const named = (id: string | undefined, messageId?: string) => name({ id, channel: { messageId, time: undefined, from: undefined } })
    // Live without one, in the history with one; and the other way round.
    expect([named('a'), named('a', 'A'), named('a')]).toEqual(['a', 'a', 'a'])
    expect([named('b', 'B'), named('b'), named('b', 'B')]).toEqual(['B', 'B', 'B'])
    expect([named(undefined, 'C'), named(undefined)]).toEqual(['C', undefined])
  })
  it('takes nothing from receipts, and from what it does not know', () => {
    for (const body of [{ type: 'Receipt', text: 'x' }, { type: 'Event' }, { type: 'Event', events: [7, { eventType: 'Telepathy' }, { eventType: 'CoBrowse' }] }, { type: 'Text' }]) {
      expect(itemOf({ class: 'StructuredMessage', body })).toBeUndefined()
    }
  })
})

describe('ids of agents', () => {
  it('are good in a page without quotes, whatever somebody is called', () => {
    expect(['Sam', 'Agent Bob', 'José', '7 of 9', '-', "O'Hara]", 'a_b', '\u{1F600}', '\ud800', ''].map(idOf)).toEqual(['Sam', 'Agent-Bob', 'Jos_e9_', '_37_-of-9', '_2d_', 'O_27_Hara_5d_', 'a_5f_b', '_1f600_', '_d800_', ''])
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => /^-?[A-Za-z0-9_-]*$/.test(idOf(name)) && !/^-?[0-9]/.test(idOf(name.trim() || 'x'))))
  })
  it('are different for different names', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => (one === other) === (idOf(one) === idOf(other))))
    expect(new Set(['a b', 'a-b', 'a_20_b', 'a_2d_b', 'A b'].map(idOf)).size).toBe(5)
  })
})

describe('agents', () => {
  const typing = { eventType: 'Typing', typing: { type: 'On' } }
  const left = { eventType: 'Presence', presence: { type: 'Disconnect' } }
  const event = (name: string, given: object, id: number): Spoken =>
    spokenOf({ class: 'StructuredMessage', body: { id: `${id}`, direction: 'Outbound', type: 'Event', channel: { from: { nickname: name } }, events: [given] } })
  const roster = () => {
    const lines: string[] = []
    const told: Frame[] = []
    let room = emptyRoom
    const step = (one: Told<Item>): void => {
      room = attend({ party: client, now: () => 0 })(room, one)
      for (const frame of room.frames) {
        told.push(frame)
        if (frame._tag === 'Entries') frame.entries.forEach(({ message: { type, from } }) => lines.push(`${type} ${from.name}`))
      }
    }
    const items = (past: ReadonlyArray<Spoken>): ReadonlyArray<Item> => past.flatMap((spoken) => read(spoken) ?? [])
    return {
      lines, told,
      live: (spoken: Spoken): void => items([spoken]).forEach((item) => step({ _tag: 'Pass', item, isLive: true })),
      restored: (past: ReadonlyArray<Spoken>): void => step({ _tag: 'Entered', items: items(past) })
    }
  }
  it('are there from the first thing they do, and gone with the disconnect', () => {
    const { lines, live } = roster()
    live(event('Sam', typing, 1))
    live(event('Sam', typing, 2))
    live(event('Kim', left, 3))
    expect(lines).toEqual(['ParticipantJoined Sam', 'ParticipantLeft Sam'])
  })
  it('without a name are one', () => {
    const anonymous = (id: string) => spokenOf({ class: 'StructuredMessage', body: { id, direction: 'Outbound', type: 'Text', text: 'x', channel: { from: {} } } })
    const { lines, restored, told } = roster()
    restored([anonymous('1'), anonymous('2')])
    expect(told[0]).toMatchObject({ members: [{ from: client }, { from: { name: 'Agent', type: 'Agent' } }] })
    expect(lines).toEqual(['ParticipantJoined Agent', 'Message Agent', 'Message Agent'])
  })
  it('who came and went before are told with their times', () => {
    const at = (second: number, name: string, given: object): Spoken => {
      const { body, original } = event(name, given, second)
      return { body: { ...body, channel: { ...body.channel, time: new Date(second * 1000).toISOString(), messageId: undefined, from: body.channel?.from } }, original }
    }
    const { restored, told } = roster()
    restored([at(1, 'Sam', typing), at(2, 'Kim', typing), at(3, 'Kim', left), at(4, 'Kim', typing)])
    expect(told[0]).toMatchObject({
      members: [{ from: client }, { from: { name: 'Sam' }, joinedAt: 1_000, leftAt: 3_000 }, { from: { name: 'Kim' }, joinedAt: 2_000, leftAt: 3_000 }, { from: { name: 'Kim' }, joinedAt: 4_000 }]
    })
  })
  it('typing news that is older than the same agent\'s latest message is none, nor is the customer\'s own', () => {
    const at = (second: number, spoken: Spoken): Spoken => ({ ...spoken, body: { ...spoken.body, channel: { messageId: undefined, from: spoken.body.channel?.from, time: new Date(second * 1000).toISOString() } } })
    const says = (name: string, id: number) => spokenOf({ class: 'StructuredMessage', body: { id: `${id}`, direction: 'Outbound', type: 'Text', text: 'x', channel: { from: { nickname: name } } } })
    const own = spokenOf({ class: 'StructuredMessage', body: { id: '9', direction: 'Inbound', type: 'Event', events: [typing] } })
    const { told, live } = roster()
    live(at(5, says('Sam', 1)))
    live(at(4, event('Sam', typing, 2)))
    live(at(4, event('Kim', typing, 3)))
    live(at(6, event('Sam', typing, 4)))
    live(own)
    expect(told.flatMap((frame) => (frame._tag === 'Typing' ? [frame.from.name] : []))).toEqual(['Kim', 'Sam'])
  })
  it('an old goodbye is no end: who came after it is there, each told once', () => {
    for (const metadata of [{ readOnly: 'false' }, undefined]) {
      const goodbye = spokenOf({ class: 'StructuredMessage', body: { id: '3', direction: 'Outbound', type: 'Event', channel: { from: { nickname: 'Sam' } }, events: [left], metadata } })
      const past = [event('Sam', typing, 1), goodbye, event('Kim', typing, 4)]
      const { told, restored } = roster()
      restored(past)
      expect(told[0]).toMatchObject({ members: [{ from: client }, { from: { name: 'Sam' }, leftAt: 0 }, { from: { name: 'Kim' }, leftAt: undefined }] })
      const live = roster()
      past.forEach(live.live)
      expect(live.lines).toEqual(['ParticipantJoined Sam', 'ParticipantLeft Sam', 'ParticipantJoined Kim'])
    }
  })
  it('come and go in turn, whatever happens', () => {
    const facts = fc.array(fc.tuple(fc.constantFrom('Sam', 'Kim'), fc.constantFrom(typing, left)))
    fc.assert(fc.property(facts, (given) => {
      const { lines, restored } = roster()
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
