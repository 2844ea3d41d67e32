import fc from 'fast-check'
import { config as rxjs, Subject } from 'rxjs'
import type { Unsubscribable } from 'rxjs'
import { createService } from '../lib'
import type { CommandName, Frame, Inbound, Message, Preprocessor } from '../lib'
import { commands } from '../lib/commands'
import { memoryTransport, party, replying, said, says, silent } from '../testing'
import { agreed, done, everything, failed, inPhase, phases, running } from './kit/service'

const names = Object.keys(commands) as ReadonlyArray<CommandName> // its keys are exactly the names

/** A foreign object whose every reading throws. */
const hostile = (): object => {
  const no = (): never => {
    throw new Error('a trap')
  }
  return new Proxy({}, { get: no, has: no, ownKeys: no, getOwnPropertyDescriptor: no, getPrototypeOf: no })
}
const fields = ['message', 'regex', 'filters', 'preprocessor', 'input', 'userData', 'form', 'interactionData', 'nickname', 'sessionData', 'files', 'fileId', 'fileName', 'more']
const throwingOn = (...keys: ReadonlyArray<string>): object =>
  keys.reduce((o, key) => Object.defineProperty(o, key, { enumerable: true, get: () => { throw new Error('a getter') } }), { message: 'hi', regex: /x/, filters: /x/, files: [], fileId: 'f' })
const cyclic = (): object => {
  const o: Record<string, unknown> = { message: 'hi', regex: /x/, files: [], fileId: 'f' }
  return Object.assign(o, { self: o, userData: { o }, form: { o }, deep: { deeper: [o] } })
}
/** Fine when it is looked at first, throws when it is looked at again. */
const fickle = (): object => {
  let looks = 0
  return new Proxy({ message: 'hi', regex: /x/, userData: {} }, { get: (target, key, self) => { looks += 1; if (looks > 2) throw new Error('again'); return Reflect.get(target, key, self) } })
}
const inputs: ReadonlyArray<readonly [string, () => unknown]> = [
  ['undefined', () => undefined],
  ['null', () => null],
  ['a text', () => 'text'],
  ['an empty text', () => ''],
  ['a number', () => 7],
  ['NaN', () => NaN],
  ['a boolean', () => true],
  ['a bigint', () => BigInt(7)],
  ['a symbol', () => Symbol('s')],
  ['a function', () => () => undefined],
  ['an array', () => [1, 2]],
  ['a date', () => new Date(0)],
  ['a map', () => new Map([['message', 'hi']])],
  ['a class instance', () => new (class Options { message = 'hi' })()],
  ['an object without a prototype', () => Object.assign(Object.create(null) as object, { message: 'hi' })],
  ['a frozen object', () => Object.freeze({ message: 'hi', userData: Object.freeze({ a: 1 }), filters: Object.freeze([/x/]) })],
  ['a cyclic object', cyclic],
  ['a proxy that throws', hostile],
  ['a proxy that throws when looked at again', fickle],
  ['fields that are proxies that throw', () => Object.fromEntries(fields.map((field) => [field, hostile()]))],
  ...fields.map((field) => [`a getter that throws: ${field}`, () => throwingOn(field)] as const)
]

describe.each(phases)('while %s', (phase) => {
  describe.each(inputs)('%s', (_, make) => {
    it.each(names)('%s answers once, and the service goes on', (name) => {
      const { ask, scheduler, transport, told } = inPhase(phase, { can: everything })
      const answers = ask(name, make())
      scheduler.flush()
      expect(answers).toHaveLength(1)
      expect(JSON.stringify(told)).toBeDefined()
      expect(() => structuredClone(transport.calls.map((call) => (call.type === 'sendFile' ? call.type : call)))).not.toThrow()
      expect(ask('verifySession')).toHaveLength(1)
    })
  })
})

describe('userData', () => {
  const poison = JSON.parse('{"a":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"nested":{"__proto__":{"polluted":true},"b":2}}') as object

  it('keys that reach a prototype are left out, all the way down, and Object.prototype stays clean', () => {
    const { ask, transport } = running({ config: { userData: poison } })
    expect(ask('updateUserData', poison)).toEqual([done({ a: 1, nested: { b: 2 } })])
    expect(ask('updateInteractionData', poison)).toEqual([done({ a: 1, nested: { b: 2 } })])
    const form = JSON.parse('{"c":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"inside":{"__proto__":{"polluted":true},"d":2}}') as object
    ask('startChat', { userData: poison, interactionData: poison, form, custom: poison })
    const [call] = transport.calls
    expect(call).toEqual({
      type: 'start',
      form: { displayName: 'Customer', more: { c: 1, inside: { d: 2 } } },
      userData: { a: 1, nested: { b: 2 } },
      interactionData: { a: 1, nested: { b: 2 } },
      options: { custom: { a: 1, nested: { b: 2 } } }
    })
    expect(JSON.stringify(call)).not.toMatch(/polluted|__proto__|constructor|prototype/)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each<[string, unknown]>([
    ['an array', [{}]],
    ['a class instance', new Map()],
    ['a bigint inside', { n: BigInt(1) }],
    ['a cycle', cyclic()],
    ['an object that is a text as JSON', { toJSON: () => 'abc' }],
    ['a getter that throws', throwingOn('x')],
    ['a proxy that throws', hostile()]
  ])('%s is malformed', (_, userData) => {
    const { ask, transport } = running()
    expect(ask('startChat', { userData })).toEqual([failed('malformed data object provided in userData property.')])
    expect(transport.calls).toEqual([])
  })

  it('everything becomes what JSON makes of it, code is left out', () => {
    const { ask } = running()
    expect(ask('updateUserData', { at: new Date(0), nan: NaN, far: Infinity, none: null, list: [undefined, 1], f: () => 1, s: Symbol('s') })).toEqual([
      done({ at: '1970-01-01T00:00:00.000Z', nan: null, far: null, none: null, list: [null, 1] })
    ])
  })

  it('further options are taken one by one, as far as they are data', () => {
    const { ask, transport } = inPhase('active', { can: everything })
    ask('sendCustomNotice', { message: 'x', good: { a: 1 }, ['toJSON']: () => 'abc', big: BigInt(1) })
    expect(transport.calls.slice(1)).toEqual([{ type: 'sendCustomNotice', text: 'x', options: { good: { a: 1 } } }])
  })
})

describe('message texts', () => {
  it.each<[string, string]>([
    ['4,001 characters', 'x'.repeat(4_001)],
    ['a lone high surrogate', 'a\ud800b'],
    ['a lone low surrogate', '\udc00'],
    ['an emoji', '👋🏽'],
    ['control characters', 'a\u0000b\u2028'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['surrounding space', '  hi  ']
  ])('%s goes to the transport and into the transcript as it is', (_, text) => {
    const { ask, transport } = inPhase('active')
    expect(ask('sendMessage', { message: text })).toEqual([done(agreed)])
    expect(transport.calls.slice(1)).toEqual([{ type: 'sendMessage', text, options: {} }])
    transport.deliver(says(text, party('Cleo', 'Client'), { id: '1' }))
    expect(ask('getTranscript')).toMatchObject([done({ messages: [{ text, index: 0, from: { type: 'Client' } }] })])
  })

  it.each(['', ' ', '\n\t ', '\u00a0\u2003', '\ufeff'])('blank (%j) is no message', (message) => {
    expect(inPhase('active').ask('sendMessage', { message })).toEqual([failed('No message text provided.')])
  })
})

describe('prefilters and preprocessors in a service', () => {
  it.each([/code/g, /code/y, /CODE/giy, Object.freeze(/code/g)])('%s hides every time', (filters) => {
    const { ask, transport, names: told } = inPhase('active')
    ask('addPrefilter', { filters })
    for (const id of ['1', '2', '3']) transport.deliver(says('code 7', party(), { id }))
    transport.deliver(says('plain'))
    expect(told()).toEqual(['started', 'messageReceived'])
    expect(ask('getTranscript')).toMatchObject([done({ messages: [{ text: 'plain', index: 0 }] })])
  })

  it('sendFilteredMessage hides the echo of what it sends', () => {
    const { ask, transport, names: told } = inPhase('active')
    ask('sendFilteredMessage', { message: 'my card is 1234', regex: /\d{4}/g })
    transport.deliver(says('my card is 1234', party('Cleo', 'Client')))
    expect(told()).toEqual(['started'])
    expect(transport.calls.slice(1)).toEqual([{ type: 'sendMessage', text: 'my card is 1234', options: {} }])
  })

  it('prefilters see the raw text, before preprocessors', () => {
    const { ask, transport, told } = inPhase('active')
    ask('registerPreProcessor', { preprocessor: (message: Message) => { message.text = message.text.replace('code', '****') } })
    ask('addPrefilter', { filters: [/\*\*\*\*/] })
    transport.deliver(says('code'))
    ask('addPrefilter', { filters: [/code/] })
    transport.deliver(says('code', party(), { id: '2' }))
    expect(told.slice(1)).toMatchObject([{ _tag: 'messageReceived', data: { messages: [{ text: '****' }] } }])
  })

  it('a hidden join still connects, a hidden leave still disconnects', () => {
    const { ask, transport, names: told } = inPhase('active')
    ask('addPrefilter', { filters: /(joined|left)/ })
    transport.deliver(says('Ann joined', party(), { id: '1', type: 'ParticipantJoined' }))
    transport.deliver(says('Ann left', party(), { id: '2', type: 'ParticipantLeft' }))
    expect(told()).toEqual(['started', 'agentConnected', 'agentDisconnected'])
  })

  const broken: ReadonlyArray<readonly [string, Preprocessor]> = [
    ['throws', () => { throw new Error('no') }],
    ['freezes the message and throws', (message) => { Object.freeze(message); throw new Error('no') }],
    ['answers a proxy that throws', () => hostile()],
    ['answers a cyclic message', (message) => ({ ...message, self: message, more: cyclic() })],
    ['has a then that throws', () => ({ then: () => { throw new Error('no') } })],
    ['promises and fails', () => ({ then: (_: unknown, reject: (e: Error) => void) => reject(new Error('no')) })],
    ['never answers', () => ({ then: () => undefined })]
  ]
  it.each(broken)('one that %s is told of once, the message is shown, the stream goes on', (_, preprocessor) => {
    const { ask, transport, told, scheduler } = inPhase('active')
    ask('registerPreProcessor', { preprocessor })
    transport.deliver(says('hello', party(), { id: '1' }))
    scheduler.flush()
    expect(told.slice(1)).toMatchObject([
      { _tag: 'error', data: { errors: [{ code: 'PreprocessorFailed' }] } },
      { _tag: 'messageReceived', data: { messages: [{ id: '1', index: 0, text: 'hello', from: { id: 'a1', name: 'Ann', type: 'Agent' } }] } }
    ])
    expect(() => structuredClone(told)).not.toThrow()
    transport.deliver(says('again', party(), { id: '2' }))
    scheduler.flush()
    expect(told.slice(4)).toMatchObject([{ _tag: 'messageReceived', data: { messages: [{ id: '2', index: 1 }] } }])
  })

  it.each<[string, Preprocessor]>([
    ['an unknown party type', () => ({ from: { type: 'Robot' } })],
    ['a party without a type', () => ({ from: { name: 'x' } })],
    ['an unknown message type', () => ({ type: 'Party' })],
    ['no text', () => ({ text: undefined })]
  ])('%s from a preprocessor does not confuse who comes and goes', (_, preprocessor) => {
    const { ask, transport, names: told } = inPhase('active')
    ask('registerPreProcessor', { preprocessor })
    transport.deliver(says('Ann joined', party(), { id: '1', type: 'ParticipantJoined' }))
    expect(told().every((name) => ['started', 'messageReceived', 'agentConnected'].includes(name))).toBe(true)
    expect(ask('getTranscript')).toMatchObject([done({ messages: [{ id: '1', index: 0 }] })])
  })

  it('an asynchronous preprocessor holds back everything behind it, and nothing of the next chat', () => {
    const { ask, transport, names: told, scheduler } = inPhase('active')
    let answer: () => void = () => undefined
    ask('registerPreProcessor', { preprocessor: ({ text }: Message) => (text === 'slow' ? { then: (resolve: () => void) => { answer = resolve } } : undefined) })
    transport.deliver(says('slow'))
    transport.deliver(says('fast'))
    expect(told()).toEqual(['started'])
    ask('endChat')
    ask('startChat')
    transport.deliver(says('new chat'))
    answer()
    scheduler.flush()
    expect(told()).toEqual(['started', 'clientDisconnected', 'ended', 'started', 'messageReceived'])
    expect(ask('getTranscript')).toMatchObject([done({ messages: [{ text: 'new chat', index: 0 }] })])
  })
})

describe('subscribers that throw', () => {
  const caught: unknown[] = []
  beforeEach(() => {
    caught.length = 0
    rxjs.onUnhandledError = (error) => caught.push(error)
  })
  afterEach(() => {
    rxjs.onUnhandledError = null
  })
  /** RxJS reports what a subscriber throws on a timer of the platform. */
  const reported = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

  it('do not keep an event from the others, nor end the stream; what they threw is reported', async () => {
    const { service, transport, told } = inPhase('active')
    const before: string[] = []
    const behind: string[] = []
    service.events.messageReceived.subscribe(({ messages }) => before.push(messages[0]?.text ?? ''))
    service.events.messageReceived.subscribe(() => { throw new Error('a subscriber') })
    service.event$.subscribe(() => { throw new Error('another') })
    service.events.messageReceived.subscribe(({ messages }) => behind.push(messages[0]?.text ?? ''))
    transport.deliver(says('one'))
    transport.deliver(says('two'))
    expect([before, behind]).toEqual([['one', 'two'], ['one', 'two']])
    expect(told.map(({ _tag }) => _tag)).toEqual(['started', 'messageReceived', 'messageReceived'])
    await reported()
    expect(caught.map(String)).toEqual(['Error: a subscriber', 'Error: another', 'Error: a subscriber', 'Error: another'])
  })

  it('a caller that throws when answered does not hold up the event behind the answer', async () => {
    const { service, told } = running()
    service.command('startChat').subscribe(() => { throw new Error('a caller') })
    expect(told.map(({ _tag }) => _tag)).toEqual(['started'])
    await reported()
    expect(caught.map(String)).toEqual(['Error: a caller'])
  })
})

describe('frames', () => {
  const right = (frame: unknown) => ({ _tag: 'Right', right: frame })
  const bad: ReadonlyArray<readonly [string, unknown]> = [
    ['null', null],
    ['undefined', undefined],
    ['a text', '{"_tag":"Ended"}'],
    ['an array', [right({ _tag: 'Ended' })]],
    ['a frame without its Right', { _tag: 'Ended' }],
    ['a function', () => undefined],
    ['an unknown tag', right({ _tag: 'Surprise' })],
    ['an inherited tag', right({ _tag: 'toString' })],
    ['a Left without errors', { _tag: 'Left' }],
    ['entries of null', right({ _tag: 'Entries', era: 'live', entries: [null] })],
    ['an entry without from', right({ _tag: 'Entries', era: 'live', entries: [{ message: { ...said('x'), from: undefined } }] })],
    ['an entry without id', right({ _tag: 'Entries', era: 'live', entries: [{ message: { ...said('x'), id: undefined } }] })],
    ['an entry without an end of time', right({ _tag: 'Entries', era: 'live', entries: [{ message: said('x', { timestamp: Infinity }) }] })],
    ['an entry without a time', right({ _tag: 'Entries', era: 'live', entries: [{ message: said('x', { timestamp: NaN }) }] })],
    ['entries with a session of text', right({ _tag: 'Entries', era: 'live', entries: [], session: 'x' })],
    ['a member from no time', right({ _tag: 'Roster', members: [{ from: party(), joinedAt: NaN }] })],
    ['a member until no time', right({ _tag: 'Roster', members: [{ from: party(), joinedAt: 0, leftAt: Infinity }] })],
    ['typing at no time', right({ _tag: 'Typing', from: party(), typing: true, at: NaN })],
    ['a failure without a status', right({ _tag: 'Failed', code: 'x', response: { statusText: '', responseText: '' } })],
    ['a change to a session without data', right({ _tag: 'Changed', session: { secret: {} } })],
    ['a change to a secret of text', right({ _tag: 'Changed', session: { shown: {}, secret: 'x' } })],
    ['capabilities of texts', right({ _tag: 'Changed', capabilities: { async: 'yes' } })],
    ['a roster of texts', right({ _tag: 'Roster', members: ['Ann'] })],
    ['typing without a party', right({ _tag: 'Typing', typing: true })],
    ['a failure without a response', right({ _tag: 'Failed', code: 'x' })],
    ['a signal that is an event of ours', right({ _tag: 'Signal', name: 'ended', data: {} })],
    ['a proxy that throws', hostile()]
  ]

  it('every malformed one is told of once, with a count; the stream goes on', () => {
    const { transport, told } = inPhase('active')
    bad.forEach(([, frame]) => transport.deliverRaw(frame))
    transport.deliver(says('still here'))
    expect(told.slice(1)).toMatchObject([
      ...bad.map((_, i) => ({ _tag: 'error', data: { malformed: i + 1, errorReason: 'malformed', errors: [{ code: 'MalformedFrame' }] } })),
      { _tag: 'messageReceived', data: { messages: [{ text: 'still here', index: 0 }] } }
    ])
    expect(() => structuredClone(told)).not.toThrow()
  })

  it.each(bad)('%s is told of before and after a chat too', (_, frame) => {
    for (const phase of phases) {
      const { transport, told } = inPhase(phase)
      const before = told.length
      transport.deliverRaw(frame)
      expect(told.slice(before)).toMatchObject([{ _tag: 'error', data: { malformed: 1 } }])
    }
  })

  it('any value at all leaves the stream alive', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.anything(), fc.anything().map(right), fc.record({ _tag: fc.constantFrom('Entries', 'Roster', 'Typing', 'Changed', 'Failed', 'Signal'), entries: fc.anything(), era: fc.constantFrom('live', 'older', 'x'), from: fc.anything(), members: fc.anything(), code: fc.anything(), response: fc.anything(), name: fc.anything(), data: fc.anything() }, { requiredKeys: ['_tag'] }).map(right))), (given) => {
        const { transport, told, names: heard } = inPhase('active')
        given.forEach((it) => transport.deliverRaw(it))
        transport.deliver(says('still here'))
        expect(told[told.length - 1]).toMatchObject({ _tag: 'messageReceived', data: { messages: [{ text: 'still here' }] } })
        expect(heard().filter((name) => name !== 'error').length).toBeLessThanOrEqual(given.length + 2)
      }),
      { numRuns: 300 }
    )
  })

  it('no sentence tells what a person wrote', () => {
    const { transport, told } = inPhase('active')
    transport.deliverRaw(right({ _tag: 'Entries', era: 'live', entries: [{ message: { id: 7, type: 'Message', text: 'my secret', from: { type: 'my secret' } } }] }))
    expect(told).toHaveLength(2)
    expect(JSON.stringify(told)).not.toContain('my secret')
  })

  it('duplicated ones are shown once; those out of order as they come', () => {
    const { ask, transport } = inPhase('active')
    for (const id of ['2', '1', '2', '3', '1']) transport.deliver(says(id, party(), { timestamp: Number(id) }))
    expect(ask('getTranscript')).toMatchObject([
      done({ messages: [{ id: '2', index: 0 }, { id: '1', index: 1 }, { id: '3', index: 2 }] })
    ])
  })

  it('outside a session change nothing', () => {
    const frames: ReadonlyArray<Frame> = [says('hi'), { _tag: 'Ended' }, { _tag: 'Lost' }, { _tag: 'Regained' }, { _tag: 'Typing', from: party(), typing: true, original: {} }, { _tag: 'Roster', members: [{ from: party(), joinedAt: 0 }] }, { _tag: 'Changed', capabilities: { async: true } }, { _tag: 'Signal', name: 'pollingStarted', data: {} }]
    for (const phase of phases.filter((it) => it !== 'active')) {
      const { ask, transport, told, scheduler } = inPhase(phase, { script: replying({ start: silent }) })
      const before = told.length
      const verified = ask('getStats')
      frames.forEach(transport.deliver)
      expect(told.slice(before)).toEqual([])
      expect(ask('getStats')).toEqual(verified)
      scheduler.flush()
    }
  })
})

describe('configuration', () => {
  it.each<[unknown, string]>([
    [null, 'createService: webchat: expected an object, found null'],
    ['x', 'createService: webchat: expected an object, found "x"'],
    [[], 'createService: webchat: expected an object, found an array'],
    [{ userData: [] }, 'createService: webchat.userData: expected a plain object, found an array'],
    [{ userData: { n: BigInt(1) } }, 'createService: webchat.userData: expected a plain object, found an object'],
    [{ restoreTimeout: '60' }, 'createService: webchat.restoreTimeout: expected a number of milliseconds from 1 to 2,147,483,647, found "60"'],
    [{ transport: { interactionData: 7 } }, 'createService: webchat.transport.interactionData: expected a plain object, found 7'],
    [{ ajaxTimeout: 0, compatibility: 7 }, "createService: webchat.compatibility: expected 'documented' or 'widgets-9', found 7; webchat.ajaxTimeout: expected a number of milliseconds from 1 to 2,147,483,647, found 0"]
  ])('%j cannot be used: it says why', (config, sentence) => {
    expect(() => createService({ transport: memoryTransport(), config })).toThrow(sentence)
  })

  it('unknown fields are kept, null ones are as good as absent', () => {
    const { ask, transport } = running({ config: { emojis: true, cometD: { enabled: false }, userData: null, ajaxTimeout: null, transport: null } })
    ask('startChat')
    expect(transport.calls).toMatchObject([{ type: 'start', userData: {}, interactionData: {} }])
  })
})

describe('inputs', () => {
  it('a port that throws refuses the input', () => {
    const { ask, service } = inPhase('active', { inputs: () => { throw new Error('no') } })
    expect(ask('registerTypingPreviewInput', { input: hostile() })).toEqual([
      failed('Invalid value provided for the input property. An HTML element reference to a textarea or text input is required.')
    ])
    const answers: unknown[] = []
    service.command('registerTypingPreviewInput', { input: {} }).subscribe((answer) => answers.push(answer))
    expect(answers).toMatchObject([{ left: { fields: [{ path: 'input', found: 'one at which the port `inputs` throws' }] } }])
  })

  it('keys and blur of a watched input are typing; not while there is no chat, not after dispose', () => {
    const signals = new Subject<{ readonly type: 'key'; readonly text: string } | { readonly type: 'blur' }>()
    const { ask, names: told, transport, service } = running({ inputs: () => signals })
    ask('registerTypingPreviewInput', { input: {} })
    signals.next({ type: 'key', text: 'a' })
    ask('startChat')
    signals.next({ type: 'key', text: 'b' })
    signals.next({ type: 'key', text: 'bc' })
    signals.next({ type: 'blur' })
    expect(told()).toEqual(['started', 'clientTypingStarted', 'clientTypingStopped'])
    expect(transport.calls.slice(1)).toEqual([{ type: 'sendTyping', typing: true, text: 'b' }])
    service.dispose()
    signals.next({ type: 'key', text: 'd' })
    expect([told().length, signals.observed]).toEqual([3, false])
  })
})

it('a frame caused by who is being told waits its turn, and keeps its place', () => {
  const { ask, service, transport } = inPhase('active')
  const subscriptions: Unsubscribable[] = []
  subscriptions.push(service.events.agentTypingStopped.subscribe(() => transport.deliver(says('an echo', party('Cleo', 'Client')))))
  transport.deliver({ _tag: 'Typing', from: party(), typing: true, original: {} })
  const seen: string[] = []
  service.events.messageReceived.subscribe(({ messages }) => seen.push(...messages.map(({ text, index }) => `${index} ${text}`)))
  transport.deliver(says('hello'))
  expect(seen).toEqual(['0 hello', '1 an echo'])
  expect(ask('getTranscript')).toMatchObject([done({ messages: [{ text: 'hello' }, { text: 'an echo' }] })])
  subscriptions.forEach((it) => it.unsubscribe())
})

it('a disposed service listens to its transport no longer', () => {
  const frames$ = new Subject<Inbound>()
  const service = createService({ transport: { ...memoryTransport(), frames$ } })
  service.command('startChat').subscribe()
  expect(frames$.observed).toBe(true)
  service.dispose()
  expect(frames$.observed).toBe(false)
})

it('a burst of 100,000 messages and one while it is told', () => {
  const { service, transport } = inPhase('active')
  let heard = 0
  service.events.messageReceived.subscribe(({ messages }) => {
    heard += 1
    if (messages[0]?.index === 0) for (let i = 1; i < 100_000; i += 1) transport.deliver(says('x', party(), { id: `${i}` }))
  })
  transport.deliver(says('x', party(), { id: '0' }))
  expect(heard).toBe(100_000)
})

