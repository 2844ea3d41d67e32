import fc from 'fast-check'
import { concatMap, of, throwError, timer } from 'rxjs'
import { failure, NO_SESSION } from '../lib'
import type { Answer, Call, ChatEvent, CommandName, Frame, Response } from '../lib'
import { commands } from '../lib/commands'
import { agreeable, breaks, completes, ended, fails, joins, leaves, lost, party, regained, repeats, replying, says, silent, pauses, typing } from '../testing'
import type { Script } from '../testing'
import { done, everything, failed, inPhase, phases, running } from './kit/service'
import type { Phase, Running, Told } from './kit/service'

const PATIENCE = 12_000
const said = (errorReason: string, statusText: string) => failed({ status: 0, statusText, responseText: '', errorReason })
const noAnswer = said('timeout', 'No answer within 12000 ms.')
const faulty = said('transport', 'The transport failed.')
const disposed = failed('WebChatService was disposed.')
const names = Object.keys(commands) as ReadonlyArray<CommandName> // its keys are exactly the names

/** Options with which each command gets as far as it can. */
const valid: Partial<Record<CommandName, unknown>> = {
  sendMessage: { message: 'hi' },
  sendFilteredMessage: { message: 'hi', regex: /hi/ },
  sendCustomNotice: { message: 'hi' },
  addPrefilter: { filters: /x/ },
  registerPreProcessor: { preprocessor: () => undefined },
  downloadFile: { fileId: 'f' },
  sendFile: { files: [] }
}

/** Commands that ask the transport, by phase; the others are answered at once, whatever it does. */
const anytime: ReadonlyArray<CommandName> = ['resetPollExceptions']
const starting: ReadonlyArray<CommandName> = ['startChat', 'restore', 'asyncRestore', ...anytime]
const calling: Record<Phase, ReadonlyArray<CommandName>> = {
  idle: starting,
  ended: starting,
  starting: anytime,
  restoring: anytime,
  active: [
    'endChat', 'sendMessage', 'sendFilteredMessage', 'sendCustomNotice', 'sendTyping', 'updateUserData', 'poll', 'startPoll', 'stopPoll',
    'pausePoll', 'resetPollExceptions', 'fetchHistory', 'sendFile', 'getFileLimits', 'downloadFile', 'sleep', 'wake'
  ]
}
const asksTransport = (name: CommandName, phase: Phase): boolean => calling[phase].includes(name)
const waits = (name: CommandName, phase: Phase): boolean => name === 'verifySession' && phase === 'restoring'

const nonsense = undefined as unknown as Answer // what a transport without a compiler may say

const every = phases.flatMap((phase) => names.map((name) => [name, phase] as const))

const issue = (name: CommandName, phase: Phase, script: Script): Running & { readonly answers: Told[] } => {
  const it = inPhase(phase, { can: everything, script })
  return { ...it, answers: it.ask(name, valid[name]) }
}

describe.each(every)('%s while %s', (name, phase) => {
  const asks = asksTransport(name, phase)

  it('is answered at once when the transport answers, or needs none', () => {
    const { answers } = issue(name, phase, agreeable)
    expect(answers.length).toBe(waits(name, phase) ? 0 : 1)
  })

  it('is answered once by a transport that never answers', () => {
    const { answers, scheduler, transport } = issue(name, phase, silent)
    expect(answers.length).toBe(asks || waits(name, phase) ? 0 : 1)
    scheduler.flush()
    expect(transport.open()).toEqual([])
    expect(answers.length).toBe(1)
    if (asks) expect(answers).toEqual([noAnswer])
    if (waits(name, phase)) expect(answers).toEqual([done({ sessionActive: false })])
    const stop = name === 'sendTyping' && asks ? 2_000 : 0 // a request of its own, after the typing window
    expect(scheduler.now()).toBe(asks || phase === 'starting' || phase === 'restoring' ? stop + PATIENCE : 0)
  })

  it.each<[string, Script]>([
    ['completes without an answer', completes],
    ['errors', breaks],
    ['throws', () => { throw new Error('a transport that throws') }],
    ['answers nonsense', () => of(nonsense)]
  ])('is answered once by a transport that %s', (_, script) => {
    const { answers, scheduler } = issue(name, phase, script)
    expect(answers.length).toBe(waits(name, phase) ? 0 : 1)
    if (asks) expect(answers).toEqual([faulty])
    scheduler.flush()
    expect(answers.length).toBe(1)
  })

  it('is answered once by a transport that answers twice', () => {
    const first = issue(name, phase, agreeable).answers
    const { answers, scheduler } = issue(name, phase, repeats())
    scheduler.flush()
    expect(answers.length).toBe(1)
    if (!waits(name, phase) && name !== 'registerPreProcessor') expect(answers).toEqual(first)
  })

  it.each(['http', '', undefined])('is answered once by a transport that fails for the reason %j, with its response', (errorReason) => {
    const response: Response = { status: 429, statusText: 'Too Many', responseText: '', headers: { 'retry-after': '3' }, errorReason }
    const { answers, scheduler } = issue(name, phase, fails(response))
    if (asks) expect(answers).toEqual([failed(response)])
    scheduler.flush()
    expect(answers.length).toBe(1)
  })

  it('is answered once when the service is disposed in between, and tells nothing after that', () => {
    const { answers, service, scheduler, told, ask, transport } = issue(name, phase, silent)
    const before = [...told]
    service.dispose()
    expect(answers.length).toBe(1)
    if (asks || waits(name, phase)) expect(answers).toEqual([disposed])
    expect(transport.open()).toEqual([])
    scheduler.flush()
    expect(answers.length).toBe(1)
    expect(told).toEqual(before)
    expect(ask(name, valid[name])).toEqual([disposed])
  })
})

describe('time', () => {
  it('is the configured one', () => {
    const { ask, scheduler } = running({ script: silent, config: { ajaxTimeout: 500 } })
    const answers = ask('startChat')
    scheduler.flush()
    expect([answers, scheduler.now()]).toEqual([[said('timeout', 'No answer within 500 ms.')], 500])
  })

  it('begins again with each progress', () => {
    const uploading: Script = () => timer(8_000, scheduler).pipe(
      concatMap(() => of({ _tag: 'Progress', loaded: 1, total: 2 } as const)),
      concatMap((progress) => timer(0, scheduler).pipe(concatMap(() => of(progress))))
    )
    const { ask, scheduler } = inPhase('active', { can: everything, script: (call) => uploading(call) })
    const answers = ask('sendFile', { files: [] })
    scheduler.flush()
    expect(answers).toEqual([{ _tag: 'Progress', loaded: 1, total: 2 }, faulty])
  })

  it('a late answer to a command that timed out changes nothing', () => {
    const late: Script = (call) => timer(13_000, it.scheduler).pipe(concatMap(() => agreeable(call)))
    const it = running({ script: late })
    const answers = it.ask('startChat')
    it.scheduler.flush()
    expect([answers, it.names(), it.ask('verifySession')]).toEqual([[noAnswer], ['error'], [done({ sessionActive: false })]])
  })
})

describe('an end on its way', () => {
  it('is told before the chat that follows it, once', () => {
    const { ask, names: told, scheduler } = inPhase('active', { script: replying({ end: silent }) })
    const end = ask('endChat')
    expect([end, told()]).toEqual([[], ['started']])
    expect(ask('startChat')).toHaveLength(1)
    expect(told()).toEqual(['started', 'clientDisconnected', 'ended', 'started'])
    scheduler.flush()
    expect(end).toEqual([noAnswer])
    expect(told()).toEqual(['started', 'clientDisconnected', 'ended', 'started'])
    expect(ask('verifySession')).toEqual([done({ sessionActive: true })])
  })

  it('is told before a restore that follows it, found or not', () => {
    const { ask, names: told, scheduler } = inPhase('active', { script: replying({ end: silent }) })
    ask('endChat')
    expect(ask('asyncRestore')).toEqual([failed('No chat session found to restore.')])
    scheduler.flush()
    expect(told()).toEqual(['started', 'clientDisconnected', 'ended'])
  })

  it('is told once when the server says so too', () => {
    const { ask, names: told, transport, scheduler } = inPhase('active', { script: replying({ end: silent }) })
    ask('endChat')
    transport.deliver(ended)
    scheduler.flush()
    transport.deliver(ended)
    expect(told()).toEqual(['started', 'clientDisconnected', 'ended'])
  })
})

it('what is shown of the state is the latest, also when who is told of a change makes the next', () => {
  const { ask, service } = inPhase('active')
  const active: boolean[] = []
  service.sessionActive$.subscribe((now) => active.push(now))
  service.events.clientTypingStopped.subscribe(() => ask('startChat')) // told by endChat, before it is done
  ask('sendTyping')
  expect(ask('endChat')).toHaveLength(1)
  expect(ask('verifySession')).toEqual([done({ sessionActive: true })])
  expect(active).toEqual([true, false, true])
})

it('who starts a chat when the session is no longer active has that chat, not its end', () => {
  const { ask, service, names: told, transport } = inPhase('active')
  service.sessionActive$.subscribe((now) => void (now || ask('startChat')))
  expect(ask('endChat')).toHaveLength(1)
  expect(ask('verifySession')).toEqual([done({ sessionActive: true })])
  expect(told()).toEqual(['started', 'clientDisconnected', 'ended', 'started'])
  expect(transport.calls.map(({ type }) => type)).toEqual(['start', 'end', 'start'])
})

it('nobody is shown an earlier state after a later one', () => {
  const { ask, service } = inPhase('idle')
  const active: boolean[] = []
  service.sessionActive$.subscribe((now) => void (now && ask('endChat')))
  service.sessionActive$.subscribe((now) => active.push(now))
  ask('startChat')
  expect(ask('verifySession')).toEqual([done({ sessionActive: false })])
  expect(active).toEqual([false, true, false])
})

// A model beside the service: any commands, replies and frames, in any order.

type Action =
  | { readonly type: 'command'; readonly name: CommandName }
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'answers'; readonly how: keyof typeof scripts }

const slowly =
  (it: () => Running): Script =>
  (call: Call) =>
    timer(700, it().scheduler).pipe(concatMap(() => agreeable(call)))

const scripts = {
  agreeable: () => agreeable,
  restores: () => () => agreeable({ type: 'wake' }),
  silent: () => silent,
  fails: () => fails(),
  breaks: () => () => throwError(() => new Error('no')),
  completes: () => completes,
  repeats: () => repeats(),
  none: () => fails(failure(NO_SESSION, '')),
  slowly
} satisfies Record<string, (it: () => Running) => Script>

const bob = party('Bob')
let count = 0
const frames: ReadonlyArray<() => Frame> = [
  () => joins(party(), { id: `j${(count += 1)}` }),
  () => joins(bob, { id: `j${(count += 1)}` }),
  () => leaves(party(), { id: `l${(count += 1)}` }),
  () => says(`hello ${(count += 1)}`),
  () => says('the same'),
  () => says('from the client', party('Cleo', 'Client'), { id: `c${(count += 1)}` }),
  () => typing(),
  () => typing(bob),
  () => pauses(),
  () => lost,
  () => regained,
  () => ended
]

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('command' as const), name: fc.constantFrom<CommandName>('startChat', 'endChat', 'sendMessage', 'sendTyping', 'restore', 'verifySession') }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('command' as const), name: fc.constantFrom(...names) }) },
  { weight: 6, arbitrary: fc.constantFrom(...frames).map((make) => ({ type: 'frame' as const, frame: make() })) },
  { weight: 3, arbitrary: fc.constantFrom(1, 500, 1_000, 2_500, 5_000, 20_000).map((ms) => ({ type: 'wait' as const, ms })) },
  { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(scripts) as ReadonlyArray<keyof typeof scripts>)).map((how) => ({ type: 'answers' as const, how })) }
)

/** What subscribers may conclude from the events alone. */
const conclude = (told: ReadonlyArray<ChatEvent>) => {
  const begun = new Set<string>(['started', 'restored'])
  let active = false
  let clientTypes = false
  let away = false
  const types = new Set<string>()
  const wrong: string[] = []
  const expectThat = (holds: boolean, sentence: string) => void (holds || wrong.push(sentence))
  for (const { _tag, data } of told) {
    const id = 'from' in data ? (data as { from: { id: string } }).from.id : ''
    if (begun.has(_tag)) {
      expectThat(!active, `${_tag} while active`)
      active = true
    }
    switch (_tag) {
      case 'ended':
        expectThat(active, 'ended without a session')
        expectThat(!clientTypes, 'ended while the client types')
        expectThat(types.size === 0, 'ended while an agent types')
        active = false
        away = false
        break
      case 'clientTypingStarted':
        expectThat(!clientTypes, 'client types twice')
        clientTypes = true
        break
      case 'clientTypingStopped':
        expectThat(clientTypes, 'client stops twice')
        clientTypes = false
        break
      case 'agentTypingStarted':
        expectThat(!types.has(id), 'agent types twice')
        types.add(id)
        break
      case 'agentTypingStopped':
      case 'agentTypingTimeout':
        expectThat(types.delete(id), 'agent stops twice')
        break
      case 'disconnected':
        expectThat(!away, 'lost twice')
        away = true
        break
      case 'reconnected':
        expectThat(away, 'back without having been lost')
        away = false
        break
      case 'messageReceived':
      case 'agentConnected':
      case 'agentDisconnected':
        expectThat(active, `${_tag} without a session`)
        break
    }
  }
  return { active, clientTypes, agentsType: types.size > 0, wrong }
}

/** Runs until then, without what is later. */
const runUntil = ({ scheduler }: Running, time: number): void => {
  scheduler.maxFrames = time
  scheduler.schedule(() => undefined, time - scheduler.now())
  scheduler.flush()
}

const play = (actions: ReadonlyArray<Action>, reenter: boolean) => {
  let script: Script = agreeable
  const it: Running = running({ can: { ...everything, async: false }, script: (call) => script(call) })
  const active: boolean[] = []
  it.service.sessionActive$.subscribe((now) => active.push(now))
  const asked: Told[][] = []
  let nested = 0
  if (reenter) {
    it.service.event$.subscribe(({ _tag }) => {
      // Who is told something asks for something: the contract allows it everywhere.
      const next: Partial<Record<ChatEvent['_tag'], CommandName>> = {
        ended: 'startChat', agentConnected: 'sendMessage', clientTypingStarted: 'sendMessage', messageReceived: 'sendTyping', agentTypingStopped: 'endChat', clientTypingStopped: 'startChat', clientDisconnected: 'endChat', disconnected: 'startChat'
      }
      const name = next[_tag]
      if (name && (nested += 1) < 50) asked.push(it.ask(name, valid[name]))
    })
  }
  for (const act of actions) {
    switch (act.type) {
      case 'command':
        asked.push(it.ask(act.name, valid[act.name]))
        break
      case 'frame':
        it.transport.deliver(act.frame)
        break
      case 'wait':
        runUntil(it, it.scheduler.now() + act.ms)
        break
      case 'answers':
        script = scripts[act.how](() => it)
    }
  }
  return { it, asked, active, settle: (how: Script) => { script = how } }
}

describe.each([false, true])('any commands, replies and frames (subscribers ask for more: %s)', (reenter) => {
  it('each command has one answer, each session one end, each start one stop', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const { it, asked, active, settle } = play(actions, reenter)
        settle(agreeable)
        runUntil(it, it.scheduler.now() + 30_000)
        expect(asked.map((answers) => answers.length)).toEqual(asked.map(() => 1))

        const [verified] = it.ask('verifySession')
        const concluded = conclude(it.told)
        expect(concluded.wrong).toEqual([])
        expect({ clientTypes: concluded.clientTypes, agentsType: concluded.agentsType }).toEqual({ clientTypes: false, agentsType: false })
        expect(verified).toEqual(done({ sessionActive: concluded.active }))
        expect(active[active.length - 1]).toBe(concluded.active)
        expect(active.every((now, i) => i === 0 || now !== active[i - 1])).toBe(true)

        const [transcript] = it.ask('getTranscript')
        const indices = transcript?._tag === 'Right' ? (transcript.right as { messages: ReadonlyArray<{ index: number }> }).messages.map(({ index }) => index) : []
        expect(indices.every((index, i) => i === 0 || index > (indices[i - 1] ?? index))).toBe(true) // frames before a start is answered leave gaps
      }),
      { numRuns: 400 }
    )
  })

  it('disposed at any time, everything is answered and nothing more is told', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        const { it, asked } = play(actions, reenter)
        it.service.dispose()
        expect(asked.map((answers) => answers.length)).toEqual(asked.map(() => 1))
        const before = it.told.length
        it.transport.deliver(says('late'))
        runUntil(it, it.scheduler.now() + 30_000)
        expect(it.told.length).toBe(before)
      }),
      { numRuns: 200 }
    )
  })
})
