/** What frames say, and who is there by them: by value, and by property where values are many. */
import fc from 'fast-check'
import { meet, recall } from '../../../../adapters/transports/webMessaging/agents'
import { decodeFrame } from '../../../../adapters/transports/webMessaging/decodeFrame'
import { fromWire } from '../../../../adapters/transports/webMessaging/fromWire'
import type { Item } from '../../../../adapters/transports/webMessaging/fromWire'
import type { Party } from '../../../../lib'
import { fixture, socketFrames } from './fixtures'

const client: Party = { name: 'Ana', type: 'Client' }

const itemsOf = (frame: unknown): ReadonlyArray<Item> => {
  const decoded = decodeFrame(JSON.stringify(frame))
  if (decoded._tag === 'Left' || decoded.right._tag !== 'StructuredMessage') throw new Error('no structured message')
  return fromWire(decoded.right.body, decoded.right.original, client, 0)
}

const messagesOf = (name: string) => itemsOf(fixture(name)).flatMap(({ fact }) => (fact._tag === 'Said' ? fact.entries.map(({ message: said }) => said) : []))

describe('frames', () => {
  it.each(socketFrames.map(({ name, frame }) => [name, frame] as const))('%s is understood', (_, frame) => {
    expect(decodeFrame(JSON.stringify(frame))).toMatchObject({ _tag: 'Right' })
  })
  it.each([['{'], ['null'], ['[]'], ['7'], [undefined], ['{}'], ['{"class":7}'], ['{"class":"SessionResponse","code":200}'], ['{"class":"StructuredMessage","body":"text"}']])('%s is malformed, without its contents', (given) => {
    expect(decodeFrame(given)).toMatchObject({ _tag: 'Left', left: { errors: [expect.stringMatching(/^frame/)] } })
  })
  it('lets unknown classes pass, and counts null as absent', () => {
    expect(decodeFrame('{"class":"Unheard","code":200,"body":null}')).toEqual({ _tag: 'Right', right: { _tag: 'Unknown' } })
    expect(decodeFrame('{"class":"StructuredMessage","code":200,"body":{"text":null,"channel":null,"content":null}}')).toMatchObject({ _tag: 'Right' })
  })
  it('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => ['Left', 'Right'].includes(decodeFrame(text)._tag)))
    fc.assert(fc.property(fc.record({ class: fc.constantFrom('StructuredMessage', 'SessionResponse', 'string', 'PresignedUrlResponse'), code: fc.integer(), body: fc.jsonValue() }), (frame) => {
      const decoded = decodeFrame(JSON.stringify(frame))
      if (decoded._tag === 'Right' && decoded.right._tag === 'StructuredMessage') fromWire(decoded.right.body, decoded.right.original, client, 0)
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
    expect(itemsOf({ class: 'StructuredMessage', body })[0]?.fact).toMatchObject({ entries: [{ message: { text: 'Oslo' } }] })
    const file = (id: string) => ({ contentType: 'Attachment', attachment: { id } })
    const two = { id: 'm', direction: 'Outbound', type: 'Text', text: 'Both', content: [file('a'), file('b')] }
    expect(itemsOf({ class: 'StructuredMessage', body: two })[0]?.fact).toMatchObject({ entries: [{ message: { id: 'm', text: 'Both', file: { id: 'a' } } }, { message: { id: 'm-1', file: { id: 'b' } } }] })
  })
  it('takes nothing from receipts, and from what it does not know', () => {
    for (const body of [{ type: 'Receipt', text: 'x' }, { type: 'Event' }, { type: 'Event', events: [7, { eventType: 'Telepathy' }, { eventType: 'CoBrowse' }] }, { type: 'Text' }]) {
      expect(itemsOf({ class: 'StructuredMessage', body })).toEqual([])
    }
  })
})

describe('agents', () => {
  const agent = (name: string): Party => ({ id: name, name, type: 'Agent' })
  const item = (from: Party, fact: Item['fact'], at = 1): Item => ({ key: `k${at}`, at, from, fact, original: {} })
  const typing = { _tag: 'Typing', typing: true } as const
  const left = { _tag: 'Presence', presence: 'Disconnect', readOnly: false } as const
  it('are there from the first thing they do, and gone with the disconnect', () => {
    const [present, lines] = meet([], item(agent('Sam'), typing))
    expect(lines.map(({ message: { type, from } }) => [type, from.name])).toEqual([['ParticipantJoined', 'Sam']])
    expect(meet(present, item(agent('Sam'), typing, 2))).toEqual([present, []])
    expect(meet(present, item(agent('Kim'), left, 3))[1].map(({ message: { type, from } }) => [type, from.name])).toEqual([['ParticipantLeft', 'Sam']])
  })
  it('without a name are one', () => {
    const anonymous = (id: string) => ({ class: 'StructuredMessage', body: { id, direction: 'Outbound', type: 'Text', text: 'x', channel: { from: {} } } })
    const { members, entries } = recall([...itemsOf(anonymous('1')), ...itemsOf(anonymous('2'))])
    expect(members).toMatchObject([{ from: { name: 'Agent', type: 'Agent' } }])
    expect(entries.filter(({ message: { type } }) => type === 'ParticipantJoined')).toHaveLength(1)
  })
  it('come and go in turn, whatever happens', () => {
    const facts = fc.array(fc.tuple(fc.constantFrom('Sam', 'Kim'), fc.constantFrom(typing, left)))
    fc.assert(fc.property(facts, (given) => {
      const { entries } = recall(given.map(([name, fact], i) => item(agent(name), fact, i)))
      const there = new Set<string>()
      for (const { message: { type, from } } of entries) {
        const name = from.name ?? ''
        if (type === 'ParticipantJoined') {
          expect(there.has(name)).toBe(false)
          there.add(name)
        } else there.delete(name)
      }
    }))
  })
})
