/** Nothing silences the core: whatever comes and whatever throws, the next message is heard and the next command answered. */
import { config as rxjs, defer, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs'
import { createService, decodeConfig, success } from '../lib'
import type { ChatEvent, Frame, Inbound, InputSignal, Message } from '../lib'
import { serve } from '../lib/service'
import { joins, memoryTransport, party, says, typing } from '../testing'
import { inPhase, running } from './kit/service'

/** Objects within objects, so many levels deep. */
const nested = (levels: number): object => {
  let inner: object = { innermost: true }
  for (let i = 1; i < levels; i += 1) inner = { inner }
  return inner
}
const circle = (): object => {
  const it: Record<string, unknown> = { of: 'itself' }
  it.left = it
  it.right = { it, list: [it] }
  return it
}

/** A service that takes frames as they are, as it does from the transports of this package. */
const trusting = () => {
  const scheduler = new VirtualTimeScheduler()
  const transport = memoryTransport()
  const decoded = decodeConfig({})
  if (decoded._tag === 'Left') throw new Error(decoded.left.join())
  const service = serve({ transport: { ...transport, trusted: true }, scheduler }, decoded.right)
  const told: ChatEvent[] = []
  service.event$.subscribe((event) => told.push(event))
  service.command('startChat').subscribe()
  return { transport, service, told, names: () => told.map(({ _tag }) => _tag) }
}

const heardTexts = (told: ReadonlyArray<ChatEvent>): ReadonlyArray<string> =>
  told.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages.map(({ text }) => text) : []))

const asTyping = (original: unknown): Frame => ({ ...typing(), original }) as Frame
const asMessage = (original: unknown): Frame => ({ _tag: 'Entries', era: 'live', entries: [{ message: { id: 'm', type: 'Message', text: 'strange', from: party(), timestamp: 0 }, original }] })

describe.each<[string, () => object]>([
  ['nested 65 levels deep', () => nested(65)],
  ['nested 5,000 levels deep', () => nested(5_000)],
  ['nested 100,000 levels deep', () => nested(100_000)],
  ['that holds itself', circle]
])('an original %s', (_, original) => {
  it.each([['typing', asTyping], ['a message', asMessage]])('in %s is one malformed frame with a path; the next message is heard', (_kind, frame) => {
    const it = inPhase('active')
    it.transport.deliver(frame(original()))
    it.transport.deliver(says('next'))
    expect(it.names()).toEqual(['started', 'error', 'messageReceived'])
    const [, error] = it.told
    expect(error).toMatchObject({ data: { errorReason: 'malformed', malformed: 1, errors: [{ code: 'MalformedFrame' }] } })
    const { responseText, errors } = (error as Extract<ChatEvent, { _tag: 'error' }>).data
    expect([responseText, errors[0]?.response.errors]).toEqual(['', [expect.stringMatching(/^frame\.(original|entries)\.\w+: expected at most 64 levels of objects and arrays, found more$/)]])
  })

  it('from a transport that is trusted is told, and so is the next message', () => {
    const it = trusting()
    it.transport.deliver(asTyping(original()))
    it.transport.deliver(asMessage(original()))
    it.transport.deliver(says('next'))
    expect(it.names()).toEqual(['started', 'agentTypingStarted', 'agentTypingStopped', 'messageReceived', 'messageReceived'])
    let transcript: unknown
    it.service.command('getTranscript').subscribe((answer) => (transcript = answer))
    expect(transcript).toMatchObject({ _tag: 'Right', right: { messages: [{ text: 'strange' }, { text: 'next' }] } })
  })
})

it.each<[string, () => object]>([
  ['3,000 levels deep', () => nested(3_000)],
  ['that holds itself', circle]
])('an answer to startChat %s is a failure, once, and the next startChat works', (_, deep) => {
  let asked = 0
  const it = running({
    script: () => {
      asked += 1
      const more = asked === 1 ? { deep: deep() } : {}
      return of({ _tag: 'Right', right: { response: { ...success(), ...more }, session: { shown: more } } })
    }
  })
  expect(it.ask('startChat')).toMatchObject([{ _tag: 'Left', left: { errorReason: 'transport' } }])
  expect(it.ask('startChat')).toMatchObject([{ _tag: 'Right' }])
  it.transport.deliver(says('next'))
  expect(it.names()).toEqual(['error', 'started', 'messageReceived'])
})

it('half a character in ids is told as it is', () => {
  const it = inPhase('active')
  const half = party('\udc00', 'Agent', '\ud800')
  it.transport.deliver(typing(half))
  it.transport.deliver(says('1', half, { id: '\ud800' }))
  it.transport.deliver(joins(half, { id: '\ud800\ud800' }))
  it.transport.deliver(says('2', half, { id: '\ud800' }))
  it.transport.deliver(says('3', half, { id: '\udc00' }))
  expect(heardTexts(it.told)).toEqual(['1', '', '3'])
  expect(it.names()).toContain('agentConnected')
})

describe('what throws', () => {
  const unhandled: unknown[] = []
  beforeEach(() => {
    unhandled.length = 0
    rxjs.onUnhandledError = (error) => unhandled.push(error)
  })
  afterEach(async () => {
    await reported()
    rxjs.onUnhandledError = null
  })
  /** RxJS reports what a subscriber throws on a timer of the platform. */
  const reported = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))


  /** An expression that throws when it is used on a certain text. */
  const fussy = (): RegExp =>
    Object.assign(/never/, {
      [Symbol.search]: (text: string): number => {
        if (text === 'bad') throw new Error('a filter')
        return -1
      }
    })

  it('a prefilter costs the message that it throws on: shown is only what was looked at', () => {
    const it = inPhase('active')
    it.ask('addPrefilter', { filters: fussy() })
    for (const text of ['good', 'bad', 'good again']) it.transport.deliver(says(text))
    expect(heardTexts(it.told)).toEqual(['good', 'good again'])
    expect(it.told[2]).toMatchObject({
      _tag: 'error',
      data: { errors: [{ code: 'FrameFailed', response: { errors: ['frame: expected a frame that can be handled, found one (Entries) that throws in prefilter'] } }] }
    })
    const indices = it.told.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages.map(({ index }) => index) : []))
    expect(indices).toEqual([0, 1]) // no hole where it would have been
    expect(JSON.stringify(it.told)).not.toContain('bad')
  })

  it('a preprocessor whose very name throws is reported too', () => {
    const it = inPhase('active')
    const preprocessor = new Proxy((): never => { throw new Error('no') }, { get: () => { throw new Error('a trap') } })
    it.ask('registerPreProcessor', { preprocessor })
    for (const text of ['1', '2']) it.transport.deliver(says(text))
    expect(heardTexts(it.told)).toEqual(['1', '2'])
    expect(it.names().filter((name) => name === 'error')).toHaveLength(2)
  })

  it('a subscriber of the state costs nobody else', () => {
    const it = inPhase('active')
    it.service.sessionActive$.subscribe((active) => { if (!active) throw new Error('a subscriber') })
    it.service.userData$.subscribe(() => { throw new Error('a subscriber') })
    it.ask('updateUserData', { a: 1 })
    it.transport.deliver(says('next'))
    it.ask('endChat')
    expect(it.names()).toEqual(['started', 'messageReceived', 'clientDisconnected', 'ended'])
    expect(it.ask('startChat')).toMatchObject([{ _tag: 'Right' }])
  })

  it('a transport whose frames fail at first is listened to anew by the next chat', () => {
    const given = memoryTransport()
    let listeners = 0
    /** Fails for the first who listens. */
    const frames$ = defer(() => {
      listeners += 1
      return listeners === 1 ? throwError(() => new Error('a transport')) : given.frames$
    })
    const service = createService({ transport: { ...given, frames$ }, scheduler: new VirtualTimeScheduler() })
    const told: ChatEvent[] = []
    service.event$.subscribe((event) => told.push(event))
    service.command('startChat').subscribe()
    given.deliver(says('next'))
    expect(told.map(({ _tag }) => _tag)).toEqual(['started', 'messageReceived'])
  })

  it('frames that fail while a chat runs are an error, and commands are answered', () => {
    const given = memoryTransport()
    const frames$ = new Subject<Inbound>()
    const service = createService({ transport: { ...given, frames$ }, scheduler: new VirtualTimeScheduler() })
    const told: ChatEvent[] = []
    service.event$.subscribe((event) => told.push(event))
    service.command('startChat').subscribe()
    frames$.error(new Error('a transport'))
    expect(told.slice(1)).toMatchObject([
      { _tag: 'error', data: { errors: [{ response: { errors: ['frames$: expected a stream that does not fail, found one that failed'] } }] } }
    ])
    const answers: unknown[] = []
    service.command('endChat').subscribe((answer) => answers.push(answer))
    expect(answers).toHaveLength(1)
    expect(told.map(({ _tag }) => _tag)).toEqual(['started', 'error', 'clientDisconnected', 'ended'])
  })

  it('a text field that fails does not keep the next one from being watched', () => {
    const fields = [new Subject<InputSignal>(), new Subject<InputSignal>()]
    const it = inPhase('active', { inputs: (input) => fields[Number(input)] })
    for (const input of [0, 1]) it.ask('registerTypingPreviewInput', { input })
    fields[0]?.error(new Error('a field'))
    it.ask('registerTypingPreviewInput', { input: 0 })
    fields[1]?.next({ type: 'key', text: 'a' })
    expect(it.names()).toEqual(['started', 'clientTypingStarted'])
  })

  it('a fact changes nothing and is told of, by name only', () => {
    const it = trusting()
    const shown = { get token(): never { throw new Error('a secret') } }
    it.transport.deliver({ _tag: 'Changed', session: { shown } })
    it.transport.deliver(says('next'))
    expect(it.told.slice(1)).toMatchObject([
      { _tag: 'error', data: { errors: [{ code: 'FactFailed', text: 'Something that happened could not be told. It was skipped.' }] } },
      { _tag: 'messageReceived', data: { sessionData: { sessionId: 's1' } } }
    ])
    expect(JSON.stringify(it.told)).not.toContain('secret')
  })

  it('the page hears of nothing that was reported', async () => {
    const it = inPhase('active')
    it.ask('addPrefilter', { filters: fussy() })
    it.transport.deliver(says('bad'))
    it.ask('registerPreProcessor', { preprocessor: (_: Message): never => { throw new Error('no') } })
    it.transport.deliver(says('good'))
    await reported()
    expect(unhandled).toEqual([])
  })
})
