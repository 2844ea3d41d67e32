/** What commands make of what they are given: merging, repeats, texts and files. */
import type { Call } from '../lib'
import { done, everything, failed, inPhase, running } from './kit/service'
import type { Running } from './kit/service'

const startOf = (it: Running): Extract<Call, { type: 'start' }> | undefined => it.transport.calls.flatMap((call) => (call.type === 'start' ? [call] : [])).at(-1)

const routing = { targetType: 'QUEUE', targetAddress: 'Support', priority: 1, skills: ['a', 'b'] }
const configured = { config: { transport: { interactionData: { routing, journey: { customerId: 'c' } } } } }

describe('interactionData', () => {
  it("of a call is merged deeply over the configured; lists are replaced; a call's own do not stay behind", () => {
    const it = running(configured)
    it.ask('startChat', { interactionData: { routing: { skills: ['x'] }, more: [1] } })
    expect(startOf(it)?.interactionData).toEqual({ routing: { ...routing, skills: ['x'] }, journey: { customerId: 'c' }, more: [1] })
    it.ask('endChat')
    it.ask('startChat')
    expect(startOf(it)?.interactionData).toEqual({ routing, journey: { customerId: 'c' } })
  })

  it('is updated in the same way, for every chat from then on', () => {
    const it = running(configured)
    const merged = { routing: { ...routing, priority: 5 }, journey: { customerId: 'c' } }
    expect(it.ask('updateInteractionData', { routing: { priority: 5 } })).toEqual([done(merged)])
    it.ask('startChat', { interactionData: { routing: { targetAddress: 'Sales' } } })
    expect(startOf(it)?.interactionData).toEqual({ ...merged, routing: { ...merged.routing, targetAddress: 'Sales' } })
    it.ask('endChat')
    it.ask('startChat')
    expect(startOf(it)?.interactionData).toEqual(merged)
  })

  it('an object replaces what is none, and the other way round', () => {
    const it = running({ config: { transport: { interactionData: { a: 'text', b: { c: 1 }, d: [1], e: { f: 1 } } } } })
    expect(it.ask('updateInteractionData', { a: { b: 1 }, b: 'text', d: { 0: 2 }, e: null })).toEqual([done({ a: { b: 1 }, b: 'text', d: { 0: 2 }, e: null })])
  })

  it('so deep that it cannot be merged is refused, and the next chat starts', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)
    const it = running()
    expect(it.ask('updateInteractionData', deep)).toHaveLength(1)
    expect(it.ask('updateUserData', deep)).toHaveLength(1)
    expect(it.ask('startChat', { interactionData: deep, userData: deep, form: deep, more: deep })).toHaveLength(1)
    it.ask('endChat')
    expect(it.ask('startChat')).toMatchObject([{ _tag: 'Right' }])
  })
})

describe('userData', () => {
  it('in a form becomes fields of the chat; that beside the form wins, that of the configuration does not', () => {
    const it = running({ config: { userData: { a: 'configured', b: 'configured', c: 'configured' } } })
    it.ask('startChat', { form: { firstname: 'Ann', userData: { a: 'form', b: 'form', x: { y: 1 } } }, userData: { a: 'top' } })
    expect(startOf(it)).toMatchObject({ userData: { a: 'top', b: 'form', c: 'configured', x: { y: 1 } }, form: { firstname: 'Ann', more: {} } })
    it.ask('endChat')
    it.ask('startChat')
    expect(startOf(it)?.userData).toEqual({ a: 'configured', b: 'configured', c: 'configured' })
  })

  it('wins over a field of the form of the same name', () => {
    const it = running()
    it.ask('startChat', { form: { tier: 'form', plan: 'form' }, userData: { tier: 'top' } })
    expect(startOf(it)).toMatchObject({ userData: { tier: 'top' }, form: { more: { plan: 'form' } } })
    expect(startOf(it)?.form.more).toEqual({ plan: 'form' })
  })

  it.each([[undefined], [null], [{}]])('of %j in a form is none', (userData) => {
    const it = running({ config: { userData: { a: 1 } } })
    it.ask('startChat', { form: { userData, extra: 1 } })
    expect(startOf(it)).toMatchObject({ userData: { a: 1 }, form: { more: { extra: 1 } } })
  })

  it('in a form that is no data is as malformed as it is beside it', () => {
    const it = running()
    expect(it.ask('startChat', { form: { userData: ['vip'] } })).toEqual([failed('malformed data object provided in userData property.')])
    expect(it.transport.calls).toEqual([])
  })
})

describe('prefilters', () => {
  it('stand in the list once, by source and flags, however they come', () => {
    const it = inPhase('active')
    expect(it.ask('addPrefilter', { filters: /a/i })).toEqual([done([/\{start:[0-9]{9}\}/, /a/i])])
    expect(it.ask('addPrefilter', { filters: /a/i })).toEqual([done([/\{start:[0-9]{9}\}/, /a/i])])
    it.ask('sendFilteredMessage', { message: 'a', regex: new RegExp('a', 'i') })
    expect(it.ask('addPrefilter', { filters: [/a/, /a/, /\{start:[0-9]{9}\}/, /b/] })).toEqual([done([/\{start:[0-9]{9}\}/, /a/i, /a/, /b/])])
  })
})

it.each(['  a\n    b ', '\ta', 'a\u00a0'])('a text goes out as it was typed: %j', (message) => {
  const it = inPhase('active', { can: everything })
  it.ask('sendMessage', { message })
  it.ask('sendFilteredMessage', { message, regex: /a/ })
  it.ask('sendCustomNotice', { message })
  expect(it.transport.calls.slice(1).map((call) => 'text' in call && call.text)).toEqual([message, message, message])
})

it('files are for the adapter to read: however many there seem to be, the core looks at none', () => {
  const it = inPhase('active', { can: everything })
  const looks: unknown[] = []
  const files = new Proxy({ length: 1e9 }, { get: (target, key) => { looks.push(key); return Reflect.get(target, key) }, ownKeys: (target) => { looks.push('keys'); return Reflect.ownKeys(target) } })
  expect(it.ask('sendFile', { files })).toHaveLength(1)
  expect(looks).toEqual([])
  const call = it.transport.calls.at(-1)
  expect(call?.type === 'sendFile' && call.files === files).toBe(true)
})

describe('names of who starts a chat', () => {
  it.each<[string, object, object]>([
    ['an empty one gives way to that of the form', { nickname: '', form: { nickname: 'Jo' } }, { nickname: 'Jo', displayName: 'Jo' }],
    ['a blank one gives way to another spelling', { firstname: ' ', firstName: 'Jo' }, { firstname: 'Jo', displayName: 'Jo' }],
    ['parts are trimmed where they are put together', { firstname: 'Jo ', lastname: '  Doe' }, { displayName: 'Jo Doe' }],
    ['none at all', { nickname: '', email: '' }, { nickname: '', email: '', displayName: 'Customer' }]
  ])('%s', (_, options, form) => {
    const it = running()
    it.ask('startChat', options)
    expect(startOf(it)?.form).toMatchObject(form)
  })
})
