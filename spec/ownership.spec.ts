import { of } from 'rxjs'
import { createService, live, success } from '../lib'
import { attach } from '../adapters/bus/attach'
import type { Plugin } from '../adapters/bus/Plugin'
import type { Agent, ChatEvent, Events, Frame, Message, MessageReceived, Reply, Response } from '../lib'
import { fails, joins, memoryTransport, party, regained, said, says, typing } from '../testing'
import type { Script } from '../testing'
import { done, everything, inPhase, phases, running } from './kit/service'
import type { Running } from './kit/service'

/** Changes everything in it that can be changed, all the way down. */
const spoil = (u: unknown, seen = new Set<unknown>()): void => {
  if (typeof u !== 'object' || u === null || seen.has(u)) return
  seen.add(u)
  const fields = u as Record<string, unknown> // any object, to be changed
  for (const key of Object.keys(fields)) {
    spoil(fields[key], seen)
    if (typeof fields[key] !== 'object') fields[key] = 'spoiled'
  }
  fields.spoiled = true
}

const copy = <A>(a: A): A => structuredClone(a)
const result = (it: Running, name: Parameters<Running['ask']>[0], options?: unknown): unknown => {
  const [answer] = it.ask(name, options)
  return answer?._tag === 'Right' ? answer.right : answer
}

const answers =
  (reply: () => Reply): Script =>
  () =>
    of({ _tag: 'Right', right: reply() })

const rich = live({
  message: said('look', { id: 'm1', file: { id: 'f', name: 'a.txt' }, content: [{ kind: 'card', actions: [{ text: 'yes' }] }], from: party() }),
  original: { body: { text: 'look', parts: [1, { a: 1 }] } }
})

describe('what a consumer changes', () => {
  it('in messageReceived stays out of the transcript', () => {
    const it = inPhase('active')
    it.service.events.messageReceived.subscribe(spoil)
    it.transport.deliver(copy(rich))
    expect(result(it, 'getTranscript')).toEqual({
      messages: [{
        id: 'm1', index: 0, type: 'Message', text: 'look', from: party(), timestamp: 0, utcTime: 0, restoring: false,
        file: { id: 'f', name: 'a.txt' }, content: [{ kind: 'card', actions: [{ text: 'yes' }] }]
      }],
      originalMessages: [{ body: { text: 'look', parts: [1, { a: 1 }] } }]
    })
  })

  describe('in an original that shares objects with its message', () => {
    /** As a back end may hand it over: who, the file and the content of the message are objects of the original itself. */
    const sharing = (): Frame => {
      const original = { from: { id: 'a1', name: 'Ann', type: 'Agent' } as const, file: { id: 'f', name: 'a.txt' }, content: [{ kind: 'card', actions: [{ text: 'yes' }] }] }
      return live({ message: { id: 'm1', type: 'Structured', text: 'look', timestamp: 0, from: original.from, file: original.file, content: original.content }, original })
    }
    const kept = {
      messages: [{
        id: 'm1', index: 0, type: 'Structured', text: 'look', from: party(), timestamp: 0, utcTime: 0, restoring: false,
        file: { id: 'f', name: 'a.txt' }, content: [{ kind: 'card', actions: [{ text: 'yes' }] }]
      }],
      originalMessages: [{ from: party(), file: { id: 'f', name: 'a.txt' }, content: [{ kind: 'card', actions: [{ text: 'yes' }] }] }]
    }

    it.each<[string, (data: Events['messageReceived']) => void]>([
      ['through the original', ({ originalMessages }) => spoil(originalMessages)],
      ['through the message', ({ messages }) => spoil(messages)]
    ])('%s stays out of the transcript', (_, change) => {
      const it = inPhase('active')
      it.service.events.messageReceived.subscribe(change)
      it.transport.deliver(sharing())
      expect(result(it, 'getTranscript')).toEqual(kept)
    })

    it('later, and in what getTranscript gave, stays out of the transcript', () => {
      const it = inPhase('active')
      const heard: unknown[] = []
      it.service.events.messageReceived.subscribe((data) => heard.push(data))
      it.transport.deliver(sharing())
      const given = result(it, 'getTranscript') as { messages: unknown; originalMessages: unknown } // its resolved row
      spoil(given.originalMessages)
      expect(given.messages).toEqual(kept.messages) // two lists that share nothing
      spoil(given.messages)
      spoil(heard)
      expect(result(it, 'getTranscript')).toEqual(kept)
    })

    it('a party that a back end uses for all its messages stays what it is', () => {
      const it = inPhase('active')
      const ann = party()
      it.service.events.messageReceived.subscribe(({ messages }) => spoil(messages))
      it.transport.deliver(says('1', ann))
      it.transport.deliver(says('2', ann))
      expect(ann).toEqual(party())
      expect(result(it, 'getTranscript')).toMatchObject({ messages: [{ from: party() }, { from: party() }] })
    })

    it('does not change who came', () => {
      const it = inPhase('active')
      it.service.events.messageReceived.subscribe(({ originalMessages }) => spoil(originalMessages))
      const original = { from: { id: 'a1', name: 'Ann', type: 'Agent' } as const }
      it.transport.deliver(live({ message: said('', { id: 'j', type: 'ParticipantJoined', from: original.from }), original }))
      expect(it.told.slice(2)).toMatchObject([{ _tag: 'agentConnected', data: { message: { from: { name: 'Ann' } }, agents: { a1: { name: 'Ann' } } } }])
    })

    it('a preprocessor that keeps its message and changes it later changes neither', () => {
      const it = inPhase('active')
      const seen: Message[] = []
      it.ask('registerPreProcessor', { preprocessor: (message: Message) => { seen.push(message) } })
      it.transport.deliver(sharing())
      spoil(seen)
      expect(result(it, 'getTranscript')).toEqual(kept)
    })
  })

  it('in what getTranscript gave stays out of the next one', () => {
    const it = inPhase('active')
    it.transport.deliver(copy(rich))
    const first = result(it, 'getTranscript')
    const before = copy(first)
    spoil(first)
    expect(result(it, 'getTranscript')).toEqual(before)
  })

  it('in presence stays out of the agents, of the transcript and of the next event', () => {
    const it = inPhase('active')
    const seen: Events['agentConnected'][] = []
    it.service.events.agentConnected.subscribe((data) => {
      seen.push(copy(data))
      spoil(data)
    })
    it.transport.deliver(joins(party('Ann')))
    it.transport.deliver(joins(party('Bob')))
    const there = (name: string): Agent => ({ name, connected: true, supervisor: false, connectedTime: 0, disconnectedTime: false })
    expect(result(it, 'getAgents')).toEqual({ agents: { a1: there('Ann'), b1: there('Bob') } })
    expect(seen.map(({ agents, numAgentsConnected }) => [agents, numAgentsConnected])).toEqual([
      [{ a1: there('Ann') }, 1],
      [{ a1: there('Ann'), b1: there('Bob') }, 2]
    ])
    expect(result(it, 'getTranscript')).toMatchObject({ messages: [{ from: { name: 'Ann' } }, { from: { name: 'Bob' } }] })
  })

  it('in a join that was received does not change who came', () => {
    const it = inPhase('active')
    it.service.events.messageReceived.subscribe(spoil)
    it.transport.deliver(joins())
    expect(it.told.slice(2)).toMatchObject([{ _tag: 'agentConnected', data: { message: { type: 'ParticipantJoined', from: { name: 'Ann' } }, numAgentsConnected: 1 } }])
  })

  it('in what getAgents and getStats gave stays out of the agents', () => {
    const it = inPhase('active')
    it.transport.deliver(joins())
    const before = copy(result(it, 'getStats'))
    spoil(result(it, 'getAgents'))
    spoil(result(it, 'getStats'))
    expect(result(it, 'getStats')).toEqual(before)
  })

  it('in user data it passed, got or was told of stays out of the next chat', () => {
    const config = { userData: { deep: { configured: true } }, transport: { interactionData: { deep: { routing: 'sales' } } } }
    const it = running({ config })
    spoil(config)
    const userData = { deep: { updated: [1, { a: 1 }] } }
    const interactionData = { more: { skill: 1 } }
    it.service.userData$.subscribe(spoil)
    it.service.interactionData$.subscribe(spoil)
    spoil(result(it, 'updateUserData', userData))
    spoil(result(it, 'updateInteractionData', interactionData))
    spoil(userData)
    spoil(interactionData)
    const options = { userData: { mine: { b: 1 } }, form: { extra: { c: 1 } }, interactionData: { mine: { d: 1 } } }
    it.ask('startChat', options)
    spoil(options)
    expect(it.transport.calls).toMatchObject([
      {
        form: { more: { extra: { c: 1 } } },
        userData: { deep: { updated: [1, { a: 1 }] }, mine: { b: 1 } },
        interactionData: { deep: { routing: 'sales' }, more: { skill: 1 }, mine: { d: 1 } }
      }
    ])
    it.ask('endChat')
    it.ask('startChat')
    expect(it.transport.calls.slice(2)).toMatchObject([
      { userData: { deep: { updated: [1, { a: 1 }] } }, interactionData: { deep: { routing: 'sales' }, more: { skill: 1 } } }
    ])
    expect(JSON.stringify(it.transport.calls)).not.toContain('spoiled')
  })

  it('in session data stays out of the session', () => {
    const session = { shown: { id: 's', deep: { a: 1 } }, secret: { token: 't', deeper: { b: 1 } } }
    const it = running({ script: answers(() => ({ response: success({}), session })) })
    it.service.events.started.subscribe(({ data }) => spoil(data))
    it.service.events.messageReceived.subscribe(({ sessionData }) => spoil(sessionData))
    spoil(result(it, 'startChat'))
    it.transport.deliver(says('1'))
    spoil(result(it, 'getSessionData'))
    expect(result(it, 'getSessionData')).toEqual({ id: 's', deep: { a: 1 }, token: 't', deeper: { b: 1 } })
    const sessions: unknown[] = []
    it.service.events.messageReceived.subscribe(({ sessionData }) => sessions.push(copy(sessionData)))
    it.transport.deliver(says('2'))
    expect(JSON.stringify(it.told)).not.toContain('"t"') // secrets go with no event
    expect(sessions).toHaveLength(1)
  })

  it('in the answer to startChat stays out of the event, and the other way round', () => {
    const it = running({ script: answers(() => ({ response: success({ deep: { a: 1 } }) })) })
    const seen: unknown[] = []
    it.service.command('startChat').subscribe(spoil)
    it.service.events.started.subscribe((data) => seen.push(copy(data.responseJSON)))
    it.ask('endChat')
    it.service.command('startChat').subscribe(spoil)
    expect(seen).toEqual([{ deep: { a: 1 } }])
  })

  it('in a rejection stays out of the error event', () => {
    for (const phase of ['idle', 'active'] as const) {
      const response: Response = { status: 400, statusText: 'Bad', responseText: '', responseJSON: { message: 'no', details: [{ code: 1 }] }, errorReason: 'http' }
      const it = inPhase(phase, { script: fails(response) })
      const before = it.told.length
      const seen: unknown[] = []
      it.service.events.error.subscribe((data) => seen.push(copy(data.errors[0]?.response.responseJSON)))
      it.service.command(phase === 'idle' ? 'startChat' : 'sendMessage', { message: 'hi' }).subscribe((answer) => {
        if (answer._tag === 'Left' && 'response' in answer.left) spoil(answer.left.response.responseJSON)
      })
      expect(it.told.slice(before)).toHaveLength(1)
      expect(seen).toEqual([{ message: 'no', details: [{ code: 1 }] }])
    }
  })

  it('in a message it keeps stays out of what a preprocessor makes of the next', () => {
    const it = inPhase('active')
    const kept: Message[] = []
    it.ask('registerPreProcessor', { preprocessor: (message: Message) => { kept.push(message) } })
    it.transport.deliver(copy(rich))
    kept.forEach((message) => spoil(message))
    expect(it.told.slice(1)).toMatchObject([{ data: { messages: [{ text: 'look', file: { name: 'a.txt' }, from: { name: 'Ann' } }] } }])
    expect(result(it, 'getTranscript')).toMatchObject({ messages: [{ text: 'look', file: { name: 'a.txt' } }] })
  })

  it('in the list of prefilters does not unregister them', () => {
    const it = inPhase('active')
    const filters = [/x/]
    const given = result(it, 'addPrefilter', { filters }) as RegExp[] // its resolved row
    given.length = 0
    filters.length = 0
    it.transport.deliver(says('x'))
    expect(it.names()).toEqual(['started'])
  })
})

it('session data that a transport changes after it has answered stays as it was', () => {
  const session = { shown: { sessionId: 's1', more: { a: 1 } }, secret: { token: 't' } }
  const it = inPhase('idle', { script: () => of({ _tag: 'Right', right: { response: success(), session } }) })
  it.ask('startChat')
  session.shown.more.a = 2
  session.secret.token = 'other'
  expect(it.ask('getSessionData')).toEqual([done({ sessionId: 's1', more: { a: 1 }, token: 't' })])
})

describe('a page that gives every object a field', () => {
  beforeEach(() => Object.defineProperty(Object.prototype, 'extension', { value: {}, enumerable: true, configurable: true }))
  afterEach(() => Reflect.deleteProperty(Object.prototype, 'extension'))

  it('is understood all the same, and nothing of it gets into messages', () => {
    const it = inPhase('active')
    it.transport.deliver(says('hello'))
    const names = it.names()
    const [message] = it.told.flatMap((event) => (event._tag === 'messageReceived' ? event.data.messages : []))
    let kept: ReadonlyArray<object> = []
    it.service.command('getTranscript').subscribe((answer) => {
      if (answer._tag === 'Right') kept = answer.right.messages
    })
    const ownOf = (u: object | undefined): boolean => u !== undefined && Object.hasOwn(u, 'extension')
    expect([names.join(), ownOf(message), kept.length, ownOf(kept[0])]).toEqual(['started,messageReceived', false, 1, false])
  })
})

describe('the picture of who wrote', () => {
  it.each([
    ['is that of the party', undefined, 'u'],
    ['is that of the message, where it has one', 'own', 'own']
  ])('%s', (_, avatar, expected) => {
    const it = inPhase('active')
    it.transport.deliver(says('hello', { ...party(), avatar: 'u' }, { avatar } as object))
    expect(it.told.at(-1)).toMatchObject({ data: { messages: [{ avatar: expected }] } })
  })
})

describe('the data of an event', () => {
  it('is its own for each subscriber of a stream: what one rewrites, the others do not see', () => {
    const it = inPhase('active')
    const seen: MessageReceived[] = []
    it.service.events.messageReceived.subscribe((data) => {
      spoil(data)
    })
    it.service.events.messageReceived.subscribe((data) => seen.push(data))
    it.service.event$.subscribe((event) => {
      if (event._tag === 'messageReceived') seen.push(event.data)
    })
    it.transport.deliver(says('hello'))
    expect(seen.map(({ messages: [first] }) => first?.text)).toEqual(['hello', 'hello'])
    expect(new Set(seen).size).toBe(2)
  })

  it('is handed over as it is where only one listens, and again when the other has left', () => {
    const transport = memoryTransport()
    const service = createService({ transport })
    service.command('startChat').subscribe()
    const originals: unknown[] = []
    service.events.messageReceived.subscribe(({ originalMessages: [original] }) => originals.push(original))
    const deliver = (id: string): object => {
      const original = { id }
      transport.deliver(live({ message: said('hello', { id }), original }))
      return original
    }
    expect(deliver('1')).toBe(originals[0])
    const other = service.event$.subscribe()
    const second = deliver('2')
    expect(originals[1]).toEqual(second)
    expect(originals[1]).not.toBe(second)
    other.unsubscribe()
    expect(deliver('3')).toBe(originals[2])
  })

  it('is one object for all subscribers on a bus, who may rewrite it for those that follow', () => {
    const it = inPhase('active')
    const published: unknown[] = []
    const plugin = { data: () => undefined, registerCommand: () => undefined, publish: (_: string, data: unknown) => published.push(data) }
    attach(plugin as unknown as Plugin, it.service) // what it needs to publish
    it.transport.deliver(says('hello'))
    expect(published).toMatchObject([{ messages: [{ text: 'hello' }] }])
    expect(published).toHaveLength(1)
  })

  it('originals stand beside their messages: same length, same order, untouched', () => {
    const it = inPhase('active')
    const originals = [{ a: 1 }, { b: { c: 2 } }]
    it.transport.deliver(live(...originals.map((original, i) => ({ message: said(`${i}`, { id: `${i}` }), original }))))
    const [, received] = it.told
    expect(received).toMatchObject({ data: { messages: [{ id: '0' }, { id: '1' }] } })
    const { originalMessages } = (received as Extract<ChatEvent, { _tag: 'messageReceived' }>).data
    expect(originalMessages).toEqual([{ a: 1 }, { b: { c: 2 } }])
    expect(originalMessages[1]).toBe(originals[1])
  })

  it('is plain, acyclic and cloneable, every one of a whole life', () => {
    const it = inPhase('active', { can: everything })
    it.transport.deliver(joins(party('Cleo', 'Client')))
    it.transport.deliver(joins())
    it.transport.deliver(typing())
    it.transport.deliver(copy(rich))
    it.ask('sendTyping')
    it.ask('sendMessage', { message: 'hi' })
    it.transport.deliverRaw(null)
    it.transport.deliver({ _tag: 'Lost' })
    it.transport.deliver(regained)
    it.transport.deliver({ _tag: 'Changed', capabilities: { async: true }, session: { shown: { a: 1 } } })
    it.transport.deliver({ _tag: 'Signal', name: 'pollingStarted', data: {} })
    it.transport.deliver({ _tag: 'Entries', era: 'older', entries: [{ message: said('old', { id: 'old' }), original: { old: true } }] })
    it.transport.deliver({ _tag: 'Roster', members: [{ from: party('Sue', 'Supervisor'), joinedAt: 1 }, { from: party('Gus'), joinedAt: 1, leftAt: 2 }] })
    it.ask('endChat')
    expect(new Set(it.names())).toEqual(new Set([
      'started', 'messageReceived', 'clientConnected', 'agentConnected', 'agentTypingStarted', 'agentTypingStopped', 'clientTypingStarted',
      'clientTypingStopped', 'error', 'disconnected', 'reconnected', 'capabilitiesChanged', 'pollingStarted', 'supervisorConnected',
      'clientDisconnected', 'ended'
    ]))
    for (const { data } of it.told) {
      expect(structuredClone(data)).toEqual(data)
      expect(JSON.parse(JSON.stringify(data))).toEqual(data)
    }
  })

  it('answers are cloneable in every phase', () => {
    for (const phase of phases) {
      const it = inPhase(phase, { can: everything })
      for (const name of ['getTranscript', 'getAgents', 'getStats', 'getSessionData', 'updateUserData', 'updateInteractionData'] as const) {
        const [answer] = it.ask(name)
        expect(structuredClone(answer)).toEqual(answer)
      }
    }
  })
})

it('a finished chat is remembered until the next one begins', () => {
  const it = inPhase('active')
  it.transport.deliver(says('hello'))
  it.ask('endChat')
  expect(it.ask('getTranscript')).toMatchObject([done({ messages: [{ text: 'hello' }] })])
  it.ask('startChat')
  expect(it.ask('getTranscript')).toEqual([done({ messages: [], originalMessages: [] })])
})
