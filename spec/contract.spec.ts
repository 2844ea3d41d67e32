import { NEVER } from 'rxjs'
import { eventNames, failure, NO_MORE, NO_SESSION, RESTORE_TIMEOUT, BUSY, SELF } from '../lib'
import type { Capabilities, CommandName, Response } from '../lib'
import { commands } from '../lib/commands'
import { agreeable, fails, joins, party, says } from '../testing'
import { onBus } from './kit/onBus'
import type { AskOnBus } from './kit/onBus'
import * as kit from './kit/service'
import { agreed, done, everything, failed, phases } from './kit/service'
import type { Given, Phase, Running } from './kit/service'

// The tables of the contract, as data.

/** Asked over the bus: there the contract's sentences are told, and who asks matters. */
const inPhase = (phase: Phase, given?: Given): Omit<Running, 'ask'> & { readonly ask: AskOnBus } => {
  const it = kit.inPhase(phase, given)
  return { ...it, ask: onBus(it.service) }
}

const COMMANDS = [
  'configure', 'startChat', 'endChat', 'sendMessage', 'sendCustomNotice', 'sendTyping', 'sendFilteredMessage', 'addPrefilter',
  'updateUserData', 'updateInteractionData', 'poll', 'startPoll', 'stopPoll', 'pausePoll', 'resetPollExceptions', 'restore',
  'asyncRestore', 'getTranscript', 'getAgents', 'getStats', 'sendFile', 'getFileLimits', 'downloadFile', 'getSessionData',
  'fetchHistory', 'registerTypingPreviewInput', 'registerPreProcessor', 'verifySession', 'sleep', 'wake'
]

const EVENTS = [
  'ready', 'started', 'restored', 'restoreTimeout', 'restoreFailed', 'messageReceived',
  'clientConnected', 'clientDisconnected', 'agentConnected', 'agentDisconnected', 'supervisorConnected', 'supervisorDisconnected',
  'botConnected', 'botDisconnected', 'agentTypingStarted', 'agentTypingStopped', 'agentTypingTimeout', 'clientTypingStarted',
  'clientTypingStopped', 'disconnected', 'reconnected', 'ended', 'error', 'pollingStarted', 'pollingStopped',
  'chatServerWentOffline', 'chatServerBackOnline', 'restoredOffline', 'capabilitiesChanged', 'sleeping', 'waking', 'sessionLost',
  'ajaxResponse'
]

it('the registered commands are those of the contract', () => {
  expect(Object.keys(commands).sort()).toEqual([...COMMANDS].sort())
})

it('the events are those of the contract', () => {
  expect([...eventNames].sort()).toEqual([...EVENTS].sort())
})

const settings = ['documented', 'widgets-9'] as const
const silentPhases: ReadonlyArray<Phase> = ['idle', 'starting', 'restoring', 'ended']
const untaken: ReadonlyArray<Phase> = ['idle', 'ended']

/** One text in both settings, or the page's and the incumbent's. */
type Texts = string | readonly [documented: string, widgets9: string]
interface Case {
  readonly command: CommandName
  readonly options?: unknown
  readonly caller?: string
  readonly can?: Partial<Capabilities>
  readonly in: ReadonlyArray<Phase>
}
interface Refused extends Case {
  readonly says: Texts
}

const NO_CHAT: Texts = ['There is no active chat session.', 'There is no active chat session']
const NO_POLL_SESSION: Texts = ['No active chat session.', 'There is no active chat session']
const NO_POLLING = "This transport doesn't support polling."
const TAKEN: Texts = ['There is already an active chat session.', 'There is already an active chat session']
const NO_TEXT: Texts = ['No message text provided.', 'No message text provided']
const FILTERS: Texts = [
  'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions.',
  'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions'
]
const MALFORMED: Texts = ['malformed data object provided in userData property.', 'malformed data object provided in userData property']
const PRIVATE: Texts = [
  'Access Denied to private command. Only WebChatService is allowed to invoke this command.',
  'Access Denied to private command. Only WebChatService is allowed to invoke this command'
]
const FOREIGN = 'Access Denied to private command. Only WebChatService is allowed to invoke this command in Non-Async mode.'
const NO_INPUT: Texts = [
  'Invalid value provided for the input property. An HTML element reference to a textarea or text input is required.',
  "Invalid value provided for the 'input' property. An HTML element reference to a textarea or text input is required."
]
const RESTORING = 'Already restoring. Ignoring request.'
const ACTIVE = 'Chat session is already active, ignoring restore command.'
const CONFIGURED = 'configure: expected once, before start-up.'

const refusals: ReadonlyArray<Refused> = [
  { command: 'configure', options: {}, in: phases, says: CONFIGURED },
  { command: 'configure', in: phases, says: CONFIGURED },
  { command: 'configure', options: { ajaxTimeout: -1 }, in: phases, says: CONFIGURED },
  { command: 'configure', options: 'transport', in: phases, says: CONFIGURED },

  { command: 'startChat', in: ['starting', 'active', 'restoring'], says: TAKEN },
  ...[[], 'text', 7, true, () => undefined, new Date(0), new Map()].map(
    (userData): Refused => ({ command: 'startChat', options: { userData }, in: untaken, says: MALFORMED })
  ),
  { command: 'startChat', options: { userData: [] }, in: ['starting', 'active', 'restoring'], says: TAKEN },
  { command: 'startChat', options: { firstname: {} }, in: phases, says: 'options.firstname: expected a string, found an object' },
  { command: 'startChat', options: { form: { email: [] } }, in: phases, says: 'options.form.email: expected a string, found an array' },
  { command: 'startChat', options: { interactionData: 'x' }, in: phases, says: 'options.interactionData: expected a plain object, found a string' },

  { command: 'endChat', in: silentPhases, says: NO_CHAT },

  ...[undefined, null, {}, { message: '' }, { message: ' \t\n ' }, { message: 7 }, { message: null }, { message: {} }, 'hi', []].map(
    (options): Refused => ({ command: 'sendMessage', options, in: phases, says: NO_TEXT })
  ),
  { command: 'sendMessage', options: { message: 'hi' }, in: silentPhases, says: 'There is no active chat session.' },

  {
    command: 'sendCustomNotice',
    options: { message: 'hi' },
    in: phases,
    says: "This transport doesn't support sendCustomNotice command."
  },
  { command: 'sendCustomNotice', options: { message: 'hi' }, can: everything, in: silentPhases, says: NO_CHAT },

  {
    command: 'sendTyping',
    in: silentPhases,
    says: ['There is no active chat session.', 'trying to send typing indicator when session is not active']
  },
  { command: 'sendFilteredMessage', options: { message: 'code 1', regex: /code/ }, in: silentPhases, says: 'No active chat session.' },
  { command: 'sendFilteredMessage', options: { message: 'code 1', regex: 'code' }, in: phases, says: 'options.regex: expected a regular expression, found a string' },
  {
    command: 'sendFilteredMessage',
    options: { message: ' ', regex: /code/ },
    in: phases,
    says: 'options.message: expected a text that is not blank, found a string'
  },
  ...[undefined, {}, { filters: undefined }, { filters: [] }, { filters: 'x' }, { filters: [/x/, 'x'] }, { filters: {} }].map(
    (options): Refused => ({ command: 'addPrefilter', options, in: phases, says: FILTERS })
  ),
  {
    command: 'updateUserData',
    options: { a: 1 },
    in: ['active'],
    says: "This transport doesn't support updating userData during an active chat session."
  },
  { command: 'updateUserData', options: [], in: phases, says: 'options: expected a plain object, found an array' },
  {
    command: 'updateInteractionData',
    options: { a: 1 },
    can: everything,
    in: ['active'],
    says: "This transport doesn't support updating interactionData during an active chat session."
  },

  { command: 'poll', can: everything, in: phases, says: PRIVATE },
  { command: 'poll', caller: 'MyPlugin', in: phases, says: PRIVATE },
  { command: 'poll', caller: SELF, in: phases, says: NO_POLLING },
  { command: 'poll', caller: SELF, can: everything, in: silentPhases, says: NO_POLL_SESSION },
  ...(['startPoll', 'stopPoll', 'pausePoll'] as const).flatMap((command): ReadonlyArray<Refused> => [
    { command, in: silentPhases, says: NO_POLL_SESSION },
    { command, can: everything, in: silentPhases, says: NO_POLL_SESSION },
    { command, in: ['active'], says: NO_POLLING }
  ]),
  { command: 'resetPollExceptions', in: phases, says: "This transport doesn't support resetPollExceptions command." },

  { command: 'restore', caller: SELF, in: untaken, says: 'No chat session found to restore.' },
  { command: 'restore', caller: SELF, in: ['restoring'], says: RESTORING },
  { command: 'restore', caller: SELF, in: ['active', 'starting'], says: ACTIVE },
  { command: 'restore', caller: 'MyPlugin', in: untaken, says: [FOREIGN, 'No chat session found to restore.'] },
  { command: 'restore', caller: 'MyPlugin', in: ['restoring'], says: [FOREIGN, RESTORING] },
  { command: 'restore', caller: 'MyPlugin', in: ['active', 'starting'], says: [FOREIGN, ACTIVE] },
  { command: 'restore', caller: 'MyPlugin', can: { async: true }, in: untaken, says: 'No chat session found to restore.' },
  { command: 'asyncRestore', in: untaken, says: 'No chat session found to restore.' },
  { command: 'asyncRestore', in: ['restoring'], says: RESTORING },
  { command: 'asyncRestore', in: ['active', 'starting'], says: ACTIVE },

  { command: 'sendFile', options: { files: [] }, in: phases, says: "This transport doesn't support file uploads." },
  { command: 'sendFile', options: { files: [] }, can: everything, in: silentPhases, says: NO_CHAT },
  { command: 'getFileLimits', in: phases, says: "This transport doesn't support getFileLimits command." },
  { command: 'getFileLimits', can: everything, in: silentPhases, says: NO_CHAT },
  { command: 'downloadFile', options: { fileId: 'f1' }, in: phases, says: "This transport doesn't support file download." },
  { command: 'downloadFile', options: {}, can: everything, in: phases, says: 'options.fileId: expected the id of a file.' },
  { command: 'downloadFile', options: { fileId: 'f1' }, can: everything, in: silentPhases, says: NO_CHAT },

  { command: 'fetchHistory', in: phases, says: 'Fetching history messages applies only to Asynchronous chat.' },
  { command: 'fetchHistory', can: { async: true }, in: silentPhases, says: NO_CHAT },

  ...[undefined, {}, { input: null }, { input: undefined }, { input: 'text' }, { input: {} }, 'input'].map(
    (options): Refused => ({ command: 'registerTypingPreviewInput', options, in: phases, says: NO_INPUT })
  ),
  ...([[undefined, 'undefined'], [{}, 'undefined'], [{ preprocessor: null }, 'object'], [{ preprocessor: 'f' }, 'string'], [{ preprocessor: {} }, 'object']] as const).map(
    ([options, type]): Refused => ({
      command: 'registerPreProcessor',
      options,
      in: phases,
      says: `No preprocessor function provided. Type provided was '${type}'.`
    })
  )
]

const all = <C extends Case>(cases: ReadonlyArray<C>): ReadonlyArray<readonly [CommandName, Phase, C]> =>
  cases.flatMap((row) => row.in.map((phase) => [row.command, phase, row] as const))

describe.each(settings)('what is refused, in the setting %s', (compatibility) => {
  it.each(all(refusals))('%s while %s (%#)', (command, phase, { options, caller, can, says: texts }) => {
    const { ask, transport, service, names } = inPhase(phase, { can, config: { compatibility } })
    const before = [...names()]
    const calls = transport.calls.length
    const answers = ask(command, options, caller)

    const [documented, widgets9] = typeof texts === 'string' ? [texts, texts] : texts
    expect(answers).toEqual([failed(compatibility === 'documented' ? documented : widgets9)])
    expect(names()).toEqual(before)
    expect(transport.calls.slice(calls).filter(({ type }) => type !== 'restore')).toEqual([])
    service.dispose()
  })
})

interface Resolved extends Case {
  readonly with: unknown
}

const f = (): undefined => undefined
const idle = { startTime: false, endTime: false, duration: false }
const onceThere: ReadonlyArray<Phase> = ['active', 'ended']

const resolutions: ReadonlyArray<Resolved> = [
  { command: 'startChat', in: untaken, with: { ...agreed, data: { sessionId: 's1' } } },
  { command: 'startChat', options: { userData: null }, in: untaken, with: { ...agreed, data: { sessionId: 's1' } } },
  { command: 'endChat', in: ['active'], with: agreed },
  { command: 'sendMessage', options: { message: 'hi' }, in: ['active'], with: agreed },
  { command: 'sendCustomNotice', options: { message: 'hi' }, can: everything, in: ['active'], with: agreed },
  { command: 'sendTyping', options: { message: 'h' }, in: ['active'], with: agreed },
  { command: 'sendTyping', in: ['active'], with: agreed },
  { command: 'sendFilteredMessage', options: { message: 'code 1', regex: /code/ }, in: ['active'], with: undefined },
  { command: 'addPrefilter', options: { filters: /x/ }, in: phases, with: [/\{start:[0-9]{9}\}/, /x/] },
  { command: 'addPrefilter', options: { filters: [/x/g, /y/] }, in: phases, with: [/\{start:[0-9]{9}\}/, /x/g, /y/] },
  { command: 'updateUserData', options: { a: 1 }, in: silentPhases, with: { a: 1 } },
  { command: 'updateUserData', options: { a: 1 }, can: everything, in: ['active'], with: agreed },
  { command: 'updateInteractionData', options: { a: 1 }, in: silentPhases, with: { a: 1 } },
  { command: 'poll', caller: SELF, can: everything, in: ['active'], with: undefined },
  { command: 'startPoll', can: everything, in: ['active'], with: undefined },
  { command: 'stopPoll', can: everything, in: ['active'], with: undefined },
  { command: 'pausePoll', can: everything, in: ['active'], with: undefined },
  { command: 'resetPollExceptions', can: everything, in: phases, with: undefined },
  { command: 'getTranscript', in: phases, with: { messages: [], originalMessages: [] } },
  { command: 'getAgents', in: phases, with: { agents: {} } },
  { command: 'getStats', in: ['idle', 'starting', 'restoring'], with: { agents: {}, ...idle } },
  { command: 'getStats', in: onceThere, with: { agents: {}, startTime: 0, endTime: 0, duration: 0 } },
  { command: 'sendFile', options: { files: ['f'] }, can: everything, in: ['active'], with: agreed },
  { command: 'getFileLimits', can: everything, in: ['active'], with: agreed },
  { command: 'downloadFile', options: { fileId: 'f1', fileName: 'a.txt' }, can: everything, in: ['active'], with: undefined },
  { command: 'getSessionData', in: silentPhases, with: {} },
  { command: 'getSessionData', in: ['active'], with: { sessionId: 's1' } },
  { command: 'fetchHistory', can: { async: true }, in: ['active'], with: agreed },
  { command: 'fetchHistory', can: { pagination: true }, in: ['active'], with: agreed },
  { command: 'registerPreProcessor', options: { preprocessor: f }, in: phases, with: f },
  { command: 'verifySession', in: ['idle', 'starting', 'ended'], with: { sessionActive: false } },
  { command: 'verifySession', in: ['active'], with: { sessionActive: true } },
  { command: 'sleep', in: phases, with: undefined },
  { command: 'sleep', can: everything, in: phases, with: undefined },
  { command: 'wake', in: phases, with: undefined },
  { command: 'wake', can: everything, in: phases, with: undefined }
]

describe.each(settings)('what is resolved, in the setting %s', (compatibility) => {
  it.each(all(resolutions))('%s while %s (%#)', (command, phase, { options, caller, can, with: value }) => {
    const { ask, service } = inPhase(phase, { can, config: { compatibility } })
    expect(ask(command, options, caller)).toEqual([done(value)])
    service.dispose()
  })

  it.each(['restore', 'asyncRestore'] as const)('%s while idle and ended, with a session to restore', (command) => {
    for (const phase of untaken) {
      const { ask, transport } = inPhase(phase, { config: { compatibility }, script: () => agreeable({ type: 'wake' }) })
      expect(ask(command, { sessionData: 'kept' }, SELF)).toEqual([done(undefined)])
      expect(transport.calls.slice(-1)).toEqual([{ type: 'restore', sessionData: 'kept' }])
      expect(ask('verifySession')).toEqual([done({ sessionActive: true })])
    }
  })

  it('registerTypingPreviewInput, with a text field', () => {
    for (const phase of phases) {
      const { ask } = inPhase(phase, { config: { compatibility }, inputs: (input) => (input === 'field' ? NEVER : undefined) })
      expect(ask('registerTypingPreviewInput', { input: 'field' })).toEqual([done(undefined)])
    }
  })
})

describe('what the transport refuses', () => {
  const response: Response = { status: 500, statusText: 'Internal', responseText: '{"message":"no"}', responseJSON: { message: 'no' }, errorReason: 'http' }
  const told = (code: string) => [{ _tag: 'error', data: { ...response, errors: [{ code, text: 'Internal', response }] } }]
  const OTHER = 'memory-500'

  it.each<[CommandName, unknown, string]>([
    ['sendMessage', { message: 'hi' }, 'MessageFailed'],
    ['sendFilteredMessage', { message: 'hi', regex: /x/ }, 'MessageFailed'],
    ['sendCustomNotice', { message: 'hi' }, OTHER],
    ['updateUserData', { a: 1 }, OTHER],
    ['poll', {}, OTHER],
    ['startPoll', {}, OTHER],
    ['stopPoll', {}, OTHER],
    ['pausePoll', {}, OTHER],
    ['resetPollExceptions', {}, OTHER],
    ['sendFile', { files: [] }, OTHER],
    ['getFileLimits', {}, OTHER],
    ['downloadFile', { fileId: 'f' }, OTHER],
    ['fetchHistory', {}, OTHER],
    ['sleep', {}, OTHER],
    ['wake', {}, OTHER]
  ])('%s answers with the response, and everyone is told', (command, options, code) => {
    const it = inPhase('active', { can: everything, script: fails(response) })
    const before = it.told.length
    expect(it.ask(command, options, SELF)).toEqual([failed(response)])
    expect(it.told.slice(before)).toEqual(told(code))
  })

  it('sendTyping: the customer types all the same', () => {
    const { ask, told: heard } = inPhase('active', { script: fails(response) })
    expect(ask('sendTyping')).toEqual([failed(response)])
    expect(heard.slice(1)).toEqual([{ _tag: 'clientTypingStarted', data: {} }, ...told(OTHER)])
  })

  it.each(untaken)('startChat while %s: no session has come about', (phase) => {
    const it = inPhase(phase, { script: fails(response) })
    const before = it.told.length
    expect(it.ask('startChat')).toEqual([failed(response)])
    expect(it.told.slice(before)).toEqual(told('StartFailed'))
    expect(it.ask('verifySession')).toEqual([done({ sessionActive: false })])
    expect(it.ask('startChat')).toEqual([failed(response)])
  })

  it('endChat: the session is over all the same', () => {
    const { ask, names } = inPhase('active', { script: fails(response) })
    expect(ask('endChat')).toEqual([failed(response)])
    expect(names()).toEqual(['started', 'clientDisconnected', 'ended'])
    expect(ask('verifySession')).toEqual([done({ sessionActive: false })])
  })

  it('restore: failed, timed out, nothing there', () => {
    const restore = (reason: string) => {
      const left = failure(reason, 'because')
      const { ask, told: heard } = inPhase('idle', { script: fails(left) })
      return [ask('restore', {}, SELF), heard, ask('verifySession')]
    }
    const none = [done({ sessionActive: false })]
    expect(restore('http')).toEqual([[failed(failure('http', 'because'))], [{ _tag: 'restoreFailed', data: failure('http', 'because') }], none])
    expect(restore(RESTORE_TIMEOUT)).toEqual([[failed(failure(RESTORE_TIMEOUT, 'because'))], [{ _tag: 'restoreTimeout', data: {} }], none])
    expect(restore(NO_SESSION)).toEqual([[failed('No chat session found to restore.')], [], none])
  })

  it.each(settings)('fetchHistory when there is no more, poll when one is running: texts, not faults (%s)', (compatibility) => {
    const given = { can: everything, config: { compatibility } }
    const history = inPhase('active', { ...given, script: fails(failure(NO_MORE, '')) })
    expect(history.ask('fetchHistory')).toEqual([failed(compatibility === 'documented' ? 'No more messages to fetch.' : 'No more messages to fetch')])
    const polling = inPhase('active', { ...given, script: fails(failure(BUSY, '')) })
    expect(polling.ask('poll', {}, SELF)).toEqual([failed('previous poll has not finished.')])
    expect([history.names(), polling.names()]).toEqual([['started'], ['started']])
  })
})

describe('startChat', () => {
  const start = (options: unknown, config: unknown = {}) => {
    const { ask, transport } = inPhase('idle', { config })
    ask('startChat', options)
    return transport.calls[0]
  }
  const more = {}

  it.each<[string, unknown, object]>([
    ['nothing', undefined, { displayName: 'Customer', more }],
    ['a nickname', { nickname: 'Al' }, { displayName: 'Al', nickname: 'Al', more }],
    ['first and last', { firstname: 'Ada', lastname: 'L' }, { displayName: 'Ada L', firstname: 'Ada', lastname: 'L', more }],
    ['first', { firstname: 'Ada' }, { displayName: 'Ada', firstname: 'Ada', more }],
    ['last', { lastname: 'L' }, { displayName: 'L', lastname: 'L', more }],
    ['blanks', { nickname: '  ', firstname: ' ', lastname: '' }, { displayName: 'Customer', nickname: '  ', firstname: ' ', lastname: '', more }],
    ['a form', { form: { nickname: 'Al', email: 'a@b', subject: 's', age: 7 } }, { displayName: 'Al', nickname: 'Al', email: 'a@b', subject: 's', more: { age: 7 } }],
    ['camel case', { firstName: 'Ada', lastName: 'L', nickName: 'Al' }, { displayName: 'Al', firstname: 'Ada', lastname: 'L', nickname: 'Al', more }],
    ['camel case in the form', { form: { firstName: 'Ada' } }, { displayName: 'Ada', firstname: 'Ada', more }],
    ['both: the top wins', { nickname: 'Top', form: { nickname: 'Form', email: 'form@x' }, email: 'top@x' }, { displayName: 'Top', nickname: 'Top', email: 'top@x', more }],
    ['a number', { nickname: 7 }, { displayName: '7', nickname: '7', more }]
  ])('reads the form: %s', (_, options, form) => {
    expect(start(options)).toEqual({ type: 'start', form, userData: {}, interactionData: {}, options: {} })
  })

  it('merges userData over that of the configuration and of updateUserData, and keeps it to itself', () => {
    const { ask, transport } = inPhase('idle', { config: { userData: { a: 1, b: 1, c: 1 } } })
    expect(ask('updateUserData', { b: 2, c: 2 })).toEqual([done({ a: 1, b: 2, c: 2 })])
    ask('startChat', { userData: { c: 3 } })
    ask('endChat')
    ask('startChat')
    expect(transport.calls.map((call) => (call.type === 'start' ? call.userData : call.type))).toEqual([{ a: 1, b: 2, c: 3 }, 'end', { a: 1, b: 2, c: 2 }])
  })

  it('interactionData and keys of one call leave nothing behind', () => {
    const { ask, transport } = inPhase('idle', { config: { transport: { interactionData: { routing: 'sales', skill: 1 } } } })
    ask('startChat', { interactionData: { routing: 'help' }, deploymentKey: 'd', orgGuid: 'o', organizationId: 'p' })
    ask('endChat')
    ask('startChat')
    expect(transport.calls.map((call) => (call.type === 'start' ? [call.interactionData, call.options] : call.type))).toEqual([
      [{ routing: 'help', skill: 1 }, { deploymentKey: 'd', orgGuid: 'o', organizationId: 'p' }],
      'end',
      [{ routing: 'sales', skill: 1 }, {}]
    ])
  })

  it('updateInteractionData stays for every chat to come', () => {
    const { ask, transport } = inPhase('idle')
    expect(ask('updateInteractionData', { a: 1 })).toEqual([done({ a: 1 })])
    expect(ask('updateInteractionData', { b: 2 })).toEqual([done({ a: 1, b: 2 })])
    ask('startChat')
    expect(transport.calls[0]).toMatchObject({ interactionData: { a: 1, b: 2 } })
  })
})

describe('what the calls carry', () => {
  it.each<[CommandName, unknown, object]>([
    ['sendMessage', { message: ' hi ', messageType: 'text', f: () => 1 }, { type: 'sendMessage', text: ' hi ', options: { messageType: 'text' } }],
    ['sendFilteredMessage', { message: 'hi', regex: /x/ }, { type: 'sendMessage', text: 'hi', options: {} }],
    ['sendCustomNotice', { message: 'hi', header: { a: 1 } }, { type: 'sendCustomNotice', text: 'hi', options: { header: { a: 1 } } }],
    ['sendTyping', { message: 'h' }, { type: 'sendTyping', typing: true, text: 'h' }],
    ['sendTyping', undefined, { type: 'sendTyping', typing: true, text: '' }],
    ['updateUserData', { a: 1 }, { type: 'updateUserData', userData: { a: 1 } }],
    ['sendFile', { files: 'any' }, { type: 'sendFile', files: 'any' }],
    ['downloadFile', { fileId: 7, fileName: 8 }, { type: 'downloadFile', fileId: '7', fileName: undefined }],
    ['poll', {}, { type: 'poll' }],
    ['startPoll', {}, { type: 'startPoll' }],
    ['stopPoll', {}, { type: 'stopPoll' }],
    ['pausePoll', {}, { type: 'pausePoll' }],
    ['resetPollExceptions', {}, { type: 'resetPollExceptions' }],
    ['getFileLimits', {}, { type: 'getFileLimits' }],
    ['fetchHistory', {}, { type: 'fetchHistory' }],
    ['sleep', {}, { type: 'sleep' }],
    ['wake', {}, { type: 'wake' }],
    ['endChat', {}, { type: 'end' }]
  ])('%s', (command, options, call) => {
    const { ask, transport } = inPhase('active', { can: everything })
    ask(command, options, SELF)
    expect(transport.calls.slice(1)).toEqual([call])
  })
})

describe('stats and agents', () => {
  it('count from the first fact to the last message, then to the end; agents stay listed', () => {
    const { ask, transport, scheduler } = inPhase('active')
    transport.deliver(joins(party(), { timestamp: 100 }))
    transport.deliver(says('hi', party(), { timestamp: 400 }))
    const ann = { name: 'Ann', connected: true, supervisor: false, connectedTime: 100, disconnectedTime: false }
    expect(ask('getStats')).toEqual([done({ agents: { a1: ann }, startTime: 0, endTime: 400, duration: 400 })])
    scheduler.schedule(() => ask('endChat'), 900)
    scheduler.flush()
    const gone = { ...ann, connected: false, disconnectedTime: 900 }
    expect(ask('getStats')).toEqual([done({ agents: { a1: gone }, startTime: 0, endTime: 900, duration: 900 })])
    expect(ask('getAgents')).toEqual([done({ agents: { a1: gone } })])
  })
})
