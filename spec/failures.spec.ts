/** Why commands fail: one closed union, whatever was asked, whoever answers, and however broken that is. */
import { EMPTY, from, lastValueFrom, NEVER, of, throwError } from 'rxjs'
import { rejection } from '../adapters/bus/rejection'
import { nodeEnvironment } from '../adapters/node'
import { guestChat } from '../adapters/transports/guestChat'
import { webMessaging } from '../adapters/transports/webMessaging'
import { createService, failure, NO_SESSION, success } from '../lib'
import type { Answer, Failure, Progress, Response, Service, ServiceOptions, Transport } from '../lib'
import { commandNames } from '../lib/CommandMap'
import { agreeable, fails, memoryTransport, says, silent } from '../testing'
import type { Script } from '../testing'
import { done, everything, inPhase, phases, running } from './kit/service'
import type { Running } from './kit/service'

const failuresOf = ({ service }: Running, name: unknown, options?: unknown): ReadonlyArray<Failure> => {
  const all: Failure[] = []
  service.request(name, options).subscribe((answer) => answer._tag === 'Left' && all.push(answer.left))
  return all
}

describe('rules', () => {
  /** Every reason there is: programs read them, so they do not change. */
  const REASONS = ['alreadyActive', 'alreadyConfigured', 'alreadyRestoring', 'noMoreHistory', 'noSession', 'nothingToRestore', 'stillPolling']
  const valid: Readonly<Record<string, unknown>> = {
    sendMessage: { message: 'hi' }, sendFilteredMessage: { message: 'hi', regex: /x/ }, downloadFile: { fileId: 'f' }, addPrefilter: { filters: /x/ }, registerPreProcessor: { preprocessor: String }
  }

  it('have these reasons', () => {
    const reasons = new Set<string>()
    for (const phase of phases)
      for (const errorReason of ['NoMore', 'Busy', NO_SESSION])
        for (const name of commandNames)
          for (const it of failuresOf(inPhase(phase, { can: everything, script: fails(failure(errorReason, '')) }), name, valid[name]))
            if (it._tag === 'InvalidState') reasons.add(it.reason)
    expect([...reasons].sort()).toEqual(REASONS)
  })

  it('name the capability that a back end lacks', () => {
    const lacking = commandNames.flatMap((name) => failuresOf(inPhase('active'), name, valid[name]).flatMap((it) => (it._tag === 'Unsupported' ? [[name, it.capability]] : [])))
    expect(Object.fromEntries(lacking)).toEqual({
      downloadFile: 'fileDownload', fetchHistory: 'pagination', getFileLimits: 'fileLimits', pausePoll: 'polling', poll: 'polling', resetPollExceptions: 'polling',
      sendCustomNotice: 'customNotice', sendFile: 'fileUpload', startPoll: 'polling', stopPoll: 'polling', updateUserData: 'userDataUpdate'
    })
  })

  it('name every field that is wrong, with what was expected and what kind of thing it was', () => {
    const it = running()
    const fields = (name: string, options: unknown): unknown => failuresOf(it, name, options).map((one) => (one._tag === 'InvalidOptions' ? one.fields : one))
    expect(fields('startChat', { nickname: {}, form: { email: true } })).toEqual([
      [{ path: 'nickname', expected: 'a string', found: 'an object' }, { path: 'form.email', expected: 'a string', found: 'a boolean' }]
    ])
    expect(fields('startChat', { userData: 'secret' })).toEqual([[{ path: 'userData', expected: 'a plain object', found: 'a string' }]])
    expect(fields('startChat', { form: { userData: 7 } })).toEqual([[{ path: 'form.userData', expected: 'a plain object', found: 'a number' }]])
    expect(fields('sendMessage', { message: ' ' })).toEqual([[{ path: 'message', expected: 'a text that is not blank', found: 'a string' }]])
    expect(fields('sendMessage', undefined)).toEqual([[{ path: 'message', expected: 'a text that is not blank', found: 'undefined' }]])
    expect(fields('addPrefilter', { filters: [] })).toEqual([[{ path: 'filters', expected: 'a regular expression or an array of them', found: 'an array' }]])
    expect(fields('registerPreProcessor', {})).toEqual([[{ path: 'preprocessor', expected: 'a function', found: 'undefined' }]])
    expect(fields('registerTypingPreviewInput', { input: 'q' })).toEqual([[{ path: 'input', expected: 'a textarea or text input', found: 'a string' }]])
    expect(fields('updateUserData', [])).toEqual([[{ path: '', expected: 'a plain object', found: 'an array' }]])
    expect(fields('updateUserData', Proxy.revocable({}, {}))).toEqual([])
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(fields('sendMessage', { message: proxy })).toEqual([[{ path: 'message', expected: 'a text that is not blank', found: 'an object' }]])
  })
})

describe('what a call meets', () => {
  const http: Response = { status: 429, statusText: 'Slow down', responseText: '', errorReason: 'tooManyRequests' }
  it.each<[string, Response, Partial<Failure>]>([
    ['nothing in time', failure('timeout', 'No answer.'), { _tag: 'Timeout', text: 'No answer.' }],
    ['no network', failure('network', 'Away.'), { _tag: 'NetworkError', code: 'network' }],
    ['no socket', failure('socket', 'Away.'), { _tag: 'NetworkError', code: 'socket' }],
    ['a connection that is gone', failure('lost', 'Away.'), { _tag: 'NetworkError', code: 'lost' }],
    ['an answer that is an error', http, { _tag: 'ErrorResponse', status: 429, code: 'tooManyRequests', text: 'Slow down' }],
    ['an error without a word for it', { ...http, errorReason: undefined }, { _tag: 'ErrorResponse', status: 429, code: 'http' }],
    ['what its adapter knows without asking', failure('noFile', 'There is no file.'), { _tag: 'ErrorResponse', status: 0, code: 'noFile' }],
    ["a server's own code `timeout`", { ...http, status: 408, errorReason: 'timeout' }, { _tag: 'ErrorResponse', status: 408, code: 'timeout' }],
    ["a server's own code `network`", { ...http, status: 500, errorReason: 'network' }, { _tag: 'ErrorResponse', status: 500, code: 'network' }]
  ])('%s', (_, response, expected) => {
    const [met, ...more] = failuresOf(inPhase('active', { script: fails(response) }), 'sendMessage', { message: 'hi' })
    expect([met, more]).toMatchObject([{ ...expected, response }, []])
    expect(met && rejection(met, 'documented')).toBe(response)
  })
})

describe('names that are none', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const hostile = new Proxy({}, { get: () => { throw new Error('a trap') }, has: () => { throw new Error('a trap') } })
  const tells = (found: string): string => `command: expected the name of a command (${commandNames.join(', ')}), found ${found}`

  it.each<[string, unknown, string]>([
    ['misspelt', 'startchat', '"startchat"'],
    ['of every object', '__proto__', '"__proto__"'],
    ['of every object, too', 'constructor', '"constructor"'],
    ['of every function', 'call', '"call"'],
    ['empty', '', 'an empty string'],
    ['endless', 'x'.repeat(1_000_000), `"${'x'.repeat(60)}"`],
    ['a symbol', Symbol('startChat'), 'a symbol'],
    ['nothing', undefined, 'undefined'],
    ['a list', ['startChat'], 'an array'],
    ['an object that looks like a name', { toString: () => 'startChat' }, 'an object'],
    ['a proxy that throws', hostile, 'an object'],
    ['a revoked proxy', proxy, 'an object']
  ])('%s: one Left that names what was expected', (_, name, found) => {
    for (const phase of phases) {
      const it = inPhase(phase)
      expect(failuresOf(it, name, { message: 'hi' })).toEqual([{ _tag: 'UnknownCommand', text: tells(found) }])
      expect(it.transport.calls.filter(({ type }) => type === 'sendMessage')).toEqual([])
    }
  })

  it('the same from plain JavaScript through `command`', () => {
    const { service } = running()
    const answers: unknown[] = []
    const command = service.command as unknown as (name: unknown) => ReturnType<Service['request']> // as JavaScript sees it
    command('startchat').subscribe((answer) => answers.push(answer))
    expect(answers).toEqual([{ _tag: 'Left', left: { _tag: 'UnknownCommand', text: tells('"startchat"') } }])
  })
})

describe('a transport that answers nonsense', () => {
  /** Objects within objects, so many levels deep. */
  const nested = (levels: number): object => {
    let outer: object = {}
    for (let i = 1; i < levels; i += 1) outer = { inner: outer }
    return outer
  }
  const circle: Record<string, unknown> = {}
  circle.self = circle
  const throwing = new Proxy({}, { get: () => { throw new Error('a trap') }, ownKeys: () => { throw new Error('a trap') } })
  const right = (more: object) => ({ _tag: 'Right', right: { response: { ...success(), ...more } } })

  const nonsense: ReadonlyArray<readonly [string, unknown]> = [
    ['undefined', undefined],
    ['null', null],
    ['a text', 'Right'],
    ['a tag of its own', { _tag: 'Both' }],
    ['a Left without a response', { _tag: 'Left' }],
    ['a Left of a text', { _tag: 'Left', left: 'no' }],
    ['a Left with a reason that is no text', { _tag: 'Left', left: { ...failure('x', ''), errorReason: { code: 7 } } }],
    ['a Right of nothing', { _tag: 'Right' }],
    ['a Right without a response', { _tag: 'Right', right: {} }],
    ['a Right with a session that is none', { _tag: 'Right', right: { response: success(), session: 'abc' } }],
    ['a session that shows nothing', { _tag: 'Right', right: { response: success(), session: {} } }],
    ['an object nested 3,000 levels', right({ deep: nested(3_000) })],
    ['an object nested 100,000 levels', right({ deep: nested(100_000) })],
    ['a session nested 3,000 levels', { _tag: 'Right', right: { response: success(), session: { shown: { deep: nested(3_000) } } } }],
    ['a circle', right({ circle })],
    ['a failure nested 3,000 levels', { _tag: 'Left', left: { ...failure('x', ''), responseJSON: nested(3_000) } }],
    ['a proxy that throws', throwing],
    ['a field that throws', right({ throwing })],
    ['progress without a number', { _tag: 'Progress', loaded: 'half' }]
  ]
  const broken: ReadonlyArray<readonly [string, Script]> = [
    ...nonsense.map(([name, it]): readonly [string, Script] => [name, () => of(it as Answer)]),
    ['an error', () => throwError(() => new Error('no'))],
    ['an end without an answer', () => EMPTY],
    ['an exception', () => { throw new Error('no') }],
    ['no observable', () => undefined as unknown as ReturnType<Script>],
    ['nothing, ever', silent]
  ]

  it.each(broken)('%s: startChat fails, everyone is told, and the next one works', (_, script) => {
    let way = script
    const it = running({ script: (call) => way(call) })
    const failed: Failure[] = []
    it.service.command('startChat').subscribe((answer) => answer._tag === 'Left' && failed.push(answer.left))
    it.scheduler.flush()
    expect(failed).toMatchObject([script === silent ? { _tag: 'Timeout' } : { _tag: 'ErrorResponse', status: 0, code: 'transport', text: 'The transport failed.' }])
    expect(it.told).toMatchObject([{ _tag: 'error', data: { errors: [{ code: 'StartFailed' }] } }])
    way = agreeable
    expect(it.ask('startChat')).toMatchObject([{ _tag: 'Right' }])
    it.transport.deliver(says('hello'))
    expect(it.names()).toEqual(['error', 'started', 'messageReceived'])
    expect(() => structuredClone(it.told)).not.toThrow()
  })

  it.each(broken)('%s: every other command is answered once', (_, script) => {
    for (const name of commandNames) {
      const it = inPhase('active', { can: everything, script })
      const answers = it.ask(name, { message: 'hi', regex: /x/, filters: /x/, fileId: 'f', input: {}, preprocessor: String })
      it.scheduler.flush()
      expect([name, answers.length]).toEqual([name, 1])
      expect(it.ask('verifySession')).toHaveLength(1)
    }
  })

  it('as much as servers really send is handed on as it came', () => {
    const response = { ...success(), deep: nested(40) }
    const it = running({ script: () => of<Answer>({ _tag: 'Right', right: { response } }) })
    expect(it.ask('startChat')).toEqual([done({ ...response, data: {} })])
  })

  it('nonsense before an answer is the answer: nobody waits for more', () => {
    const it = inPhase('active', { script: () => from<Answer[]>([undefined as unknown as Answer, { _tag: 'Right', right: { response: success() } }]) })
    expect(it.ask('sendMessage', { message: 'hi' })).toMatchObject([{ _tag: 'Left', left: { errorReason: 'transport' } }])
  })
})

describe('progress', () => {
  const uploading: Script = () =>
    from<Array<Progress | Answer>>([{ _tag: 'Progress', loaded: 1, total: 2 }, { _tag: 'Progress' }, { _tag: 'Right', right: { response: success() } }])
  it('is told by request, before the answer, and is no answer to command', () => {
    const { service } = inPhase('active', { can: everything, script: uploading })
    const tags = (answer$: ReturnType<Service['request']>): ReadonlyArray<string> => {
      const all: string[] = []
      answer$.subscribe({ next: ({ _tag }) => all.push(_tag), complete: () => all.push('|') })
      return all
    }
    expect(tags(service.request('sendFile', { files: [] }))).toEqual(['Progress', 'Progress', 'Right', '|'])
    expect(tags(service.command('sendFile', { files: [] }))).toEqual(['Right', '|'])
  })
})

describe('wiring', () => {
  const create = createService as (options?: unknown) => Service // as JavaScript sees it
  const transport = memoryTransport()
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'options: expected an object, found undefined'],
    ['an empty object', {}, 'options.transport: expected an object, found undefined'],
    ['what open gave, unopened', { transport: { _tag: 'Right', right: transport } }, 'options.transport.type: expected a string, found undefined; options.transport.capabilities: expected an object, found undefined; options.transport.frames$: expected an observable, found undefined; options.transport.call: expected a function, found undefined; options.transport.dispose: expected a function, found undefined'],
    ['no frames', { transport: { ...transport, frames$: undefined } }, 'options.transport.frames$: expected an observable, found undefined'],
    ['no call', { transport: { ...transport, call: 'call' } }, 'options.transport.call: expected a function, found a string'],
    ['inputs', { transport, inputs: {} }, 'options.inputs: expected a function, found an object'],
    ['a scheduler', { transport, scheduler: Date }, 'options.scheduler: expected a scheduler, found a function'],
    ['a time', { transport, clientTypingTimeout: '2s' }, 'options.clientTypingTimeout: expected a number of milliseconds from 1 to 2,147,483,647, found a string'],
    ['a configuration', { transport, config: { ajaxTimeout: 'soon' } }, 'webchat.ajaxTimeout: expected a number of milliseconds from 1 to 2,147,483,647, found "soon"']
  ])('%s: an Error that names the field', (_, options, sentence) => {
    expect(() => create(options)).toThrow(new Error(`createService: ${sentence}`))
  })

  it('what may be left out may be null', () => {
    const options = { transport, inputs: null, scheduler: null, config: undefined, agentTypingTimeout: null } as unknown as ServiceOptions
    expect(() => createService(options).dispose()).not.toThrow()
  })

  const config = { transport: { dataURL: 'http://127.0.0.1', deploymentKey: 'd', orgGuid: 'o', deploymentId: 'd', domain: 'a.b' } }
  describe.each([['guest chat', guestChat], ['web messaging', webMessaging]])('%s', (_, { open }) => {
    it.each<[string, unknown, ReadonlyArray<string>]>([
      ['no environment', undefined, ['environment: expected an object, found undefined']],
      ['no store', { ...nodeEnvironment(), store: undefined }, ['environment.store: expected an object, found undefined']],
      ['no fetch', { ...nodeEnvironment(), fetch: undefined }, ['environment.fetch: expected a function, found undefined']],
      ['a store that only reads', { ...nodeEnvironment(), store: { get: String } }, ['environment.store.set: expected a function, found undefined', 'environment.store.remove: expected a function, found undefined']],
      ['online as a flag', { ...nodeEnvironment(), online$: true }, ['environment.online$: expected an observable, found a boolean']]
    ])('%s: sentences that name what is missing', (_name, environment, left) => {
      expect(open(config, environment as Parameters<typeof open>[1])).toEqual({ _tag: 'Left', left })
    })

    it('opens in a place that has everything', () => {
      const opened = open(config, nodeEnvironment())
      expect(opened._tag).toBe('Right')
      if (opened._tag === 'Right') (opened.right as Transport).dispose()
    })
  })
})

it('a service that goes answers what is open, and what comes later, with the same word', async () => {
  const it = running({ script: () => NEVER })
  const open = failuresOf(it, 'startChat')
  it.service.dispose()
  expect(open).toEqual([{ _tag: 'Disposed', text: 'WebChatService was disposed.' }])
  expect(await lastValueFrom(it.service.command('getStats'))).toEqual({ _tag: 'Left', left: open[0] })
})
