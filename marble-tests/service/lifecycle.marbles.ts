import { after, agreeable, chat, fails, here, joins, memoryTransport, party, replying, says, silent } from '../../testing'
import type { Frame } from '../../lib'
import { createService, failure, NO_SESSION, RESTORE_TIMEOUT } from '../../lib'
import { marbles } from '../marbles'

const bob = party('Bob')

describe('start, talk, end', () => {
  it('in the order of the contract', marbles((m) => {
    const asks = '    -s-----------------------m-e'
    const hears = '   -----c-----j----a-l----b    '
    const expected = '-(sS)(MC)--(MA)-M-(ML)-M-m-(eDE)'
    const { told$ } = chat(m, { asks, hears })

    m.expectObservable(told$).toBe(expected)
  }))

  it('waits for the server: answers and events come when it answers', marbles((m) => {
    const asks = '    -s------m-----e------'
    const expected = '----(sS)---m-----(eDE)'
    const { told$ } = chat(m, { asks, script: after(3) })

    m.expectObservable(told$).toBe(expected)
  }))

  it('the session is not active from endChat on, before the server knows', marbles((m) => {
    const asks = '    -s----e------'
    const active = '  na----n------'
    const expected = '-(sS)----(eDE)'
    const { service, told$ } = chat(m, { asks, script: replying({ end: after(3) }) })

    m.expectObservable(service.sessionActive$).toBe(active, { n: false, a: true })
    m.expectObservable(told$).toBe(expected)
  }))

  it('a second startChat while one opens, or while one is there, is refused; the first goes on', marbles((m) => {
    const asks = '    -s-s-----s'
    const expected = '---N-(sS)N'
    const { told$ } = chat(m, { asks, script: after(4) })

    m.expectObservable(told$).toBe(expected)
  }))

  it('a failed start is told, and another may follow', marbles((m) => {
    let first = true
    const asks = '    -s-----s-----'
    const expected = '---(N*)--(sS)'
    const { told$ } = chat(m, {
      asks,
      script: (call) => {
        const script = first ? after(2, fails()) : after(2)
        first = false
        return script(call)
      }
    })

    m.expectObservable(told$).toBe(expected)
  }))

  it('the server ends the chat: once, and everything that runs stops', marbles((m) => {
    const asks = '    -s---k---------------e'
    const hears = '   ---------j---t-e--e---'
    const expected = '-(sS)(Kk)(MA)T-(PQDE)N'
    const { told$ } = chat(m, { asks: asks, hears, clientTypingTimeout: 99, agentTypingTimeout: 99 })

    m.expectObservable(told$).toBe(expected)
  }))
})

describe('what a subscriber does while it is told', () => {
  it('sendMessage in the answer to startChat', marbles((m) => {
    const { service, told$, transport } = chat(m)
    m.cold('          -s').subscribe(() =>
      service.command('startChat').subscribe(() => service.command('sendMessage', { message: 'first' }).subscribe())
    )
    m.expectObservable(told$).toBe('-S')
    m.flush()
    expect(transport.calls.map(({ type }) => type)).toEqual(['start', 'sendMessage'])
  }))

  it('endChat in an ended handler does not go round', marbles((m) => {
    const asks = '    -s----e----'
    const expected = '-(sS)-(eDE)'
    const { service, told$ } = chat(m, { asks })
    const answers: unknown[] = []
    service.events.ended.subscribe(() => service.command('endChat').subscribe((answer) => answers.push(answer)))

    m.expectObservable(told$).toBe(expected)
    m.flush()
    expect(answers).toMatchObject([{ _tag: 'Left', left: { _tag: 'InvalidState', reason: 'noSession', text: 'There is no active chat session.' } }])
  }))

  it('startChat in an ended handler begins the next chat', marbles((m) => {
    const asks = '    -s----e-----'
    const expected = '-(sS)-(eDES)'
    const { service, told$ } = chat(m, { asks })
    let again = true
    service.events.ended.subscribe(() => {
      if (again) service.command('startChat').subscribe()
      again = false
    })

    m.expectObservable(told$).toBe(expected)
    m.expectObservable(service.sessionActive$).toBe('na----(na)', { n: false, a: true })
  }))
})

describe('who comes and goes', () => {
  it('agents, a supervisor, a bot, each once; outsiders and repeats tell nothing', marbles((m) => {
    const frames: Record<string, Frame> = {
      1: joins(), 2: joins(party('Sue', 'Supervisor')), 3: joins(party('Robo', 'Bot')), 4: joins(party('Out', 'External')),
      5: joins(party(), { id: 'again' }), 6: says('x', party(), { id: 'left', type: 'ParticipantLeft' }),
      7: says('x', party(), { id: 'left twice', type: 'ParticipantLeft' }), 8: says('x', party('Sue', 'Supervisor'), { id: 's', type: 'ParticipantLeft' }),
      9: says('x', party('Robo', 'Bot'), { id: 'r', type: 'ParticipantLeft' })
    }
    const asks = '    -s---------------------------------------'
    const hears = '   -----1---2---3---4---5---6---7---8---9---'
    const expected = '-(sS)(MA)(MV)(MB)M---M---(ML)M---(MW)(MG)'
    const { told$ } = chat(m, { asks, hears, frames })

    m.expectObservable(told$).toBe(expected)
  }))

  it('the client joining is told, its leaving is the end\'s business', marbles((m) => {
    const asks = '    -s---------------e'
    const hears = '   -----c------l     '
    const expected = '-(sS)(MC)---M----(eDE)'
    const { told$ } = chat(m, { asks, hears, frames: { l: says('x', party('Cleo', 'Client'), { id: 'l', type: 'ParticipantLeft' }) } })

    m.expectObservable(told$).toBe(expected)
  }))

  it('two agents are counted', marbles((m) => {
    const asks = '    s---------------------'
    const hears = '   -----1---2----l---    '
    const { service } = chat(m, { asks, hears, frames: { 1: joins(), 2: joins(bob) } })
    const counts: number[] = []
    service.events.agentConnected.subscribe(({ numAgentsConnected }) => counts.push(numAgentsConnected))
    service.events.agentDisconnected.subscribe(({ numAgentsConnected }) => counts.push(numAgentsConnected))

    m.expectObservable(service.events.ended).toBe('-')
    m.flush()
    expect(counts).toEqual([1, 2, 1])
  }))
})

describe('a connection that goes and comes', () => {
  it('is told once each way, and only back when it was lost', marbles((m) => {
    const asks = '    -s--------------'
    const hears = '   -----y-x-x-y-y-x'
    const expected = '-(sS)--X---Y---X'
    const { told$ } = chat(m, { asks, hears })

    m.expectObservable(told$).toBe(expected)
  }))

  it('an end while it is lost is an end, not a return', marbles((m) => {
    const asks = '    -s-----e-----------'
    const hears = '   -----x--------y----'
    const expected = '-(sS)X-(eDE)-'
    const { told$ } = chat(m, { asks, hears })

    m.expectObservable(told$).toBe(expected)
  }))
})

describe('a restore', () => {
  const answered = () => agreeable({ type: 'wake' })
  const roster: Frame = { _tag: 'Roster', members: [here(party('Cleo', 'Client')), here(), { from: bob, joinedAt: 0, leftAt: 1 }] }
  const history: Frame = { ...says('1'), era: 'restored' } as Frame // still a frame of entries

  it('tells restored, who is there, and one batch of messages', marbles((m) => {
    const asks = '    -r----------'
    const hears = '   -------R---h'
    const expected = '---(rR)(CA)M'
    const { told$ } = chat(m, { asks, hears, frames: { R: roster, h: history }, script: after(2, answered) })

    m.expectObservable(told$).toBe(expected)
  }))

  it('verifySession waits for it, found or not', marbles((m) => {
    const found = chat(m, { asks: '-rv', script: after(4, answered) })
    const none = chat(m, { asks: '-rv', script: after(4) })

    m.expectObservable(found.told$).toBe('-----(rRv)')
    m.expectObservable(none.told$).toBe(' -----(Nv)')
  }))

  it.each([[NO_SESSION, '(N)-'], [RESTORE_TIMEOUT, '(NZ)'], ['http', '(NF)']])('%s is told as %s, and the page goes on', (why, told) =>
    marbles((m) => {
      const asks = '    -r----s'
      const expected = `-${told}-(sS)`
      const { told$ } = chat(m, { asks, script: replying({ restore: fails(failure(why, '')) }) })

      m.expectObservable(told$).toBe(expected)
    })()
  )

  it('what it brings is marked, ascending, and stands before what is live', () => {
    const transport = memoryTransport(answered)
    const service = createService({ transport })
    const batches: unknown[] = []
    service.events.messageReceived.subscribe(({ messages, restoring, oldMessages }) =>
      batches.push([messages.map(({ id, index, restoring: each }) => [id, index, each]), restoring, oldMessages])
    )
    service.command('restore').subscribe()
    const entry = (id: string) => ({ message: { id, type: 'Message', text: id, from: party(), timestamp: 0 }, original: {} }) as const
    transport.deliver({ _tag: 'Entries', era: 'restored', entries: [entry('a'), entry('b')] })
    transport.deliver({ _tag: 'Entries', era: 'live', entries: [entry('b'), entry('c')] })
    transport.deliver({ _tag: 'Entries', era: 'older', entries: [entry('y'), entry('z')] })
    expect(batches).toEqual([
      [[['a', 0, true], ['b', 1, true]], true, false],
      [[['c', 2, false]], false, false],
      [[['y', -2, false], ['z', -1, false]], false, true]
    ])
    service.dispose()
  })
})

describe('dispose', () => {
  it('answers everything that is open, and tells nothing more', marbles((m) => {
    const asks = '    -m-s-v---------'
    const hears = '   ------------a-e'
    const disposes = '---------d     '
    const expected = '-N---v---N     '
    const ends = '    ---------|     '
    const active = '  n--------|     '
    const { service, told$, transport } = chat(m, { asks, hears, script: silent })
    m.cold(disposes.trim()).subscribe(() => service.dispose())

    m.expectObservable(told$).toBe(expected.trim())
    m.expectObservable(service.event$).toBe(ends.trim())
    m.expectObservable(service.sessionActive$).toBe(active.trim(), { n: false })
    m.flush()
    expect(transport.calls.map(({ type }) => type)).toEqual(['start'])
  }))

  it('in the middle of an event keeps the rest of it quiet', marbles((m) => {
    const { service, told$ } = chat(m, { asks: '-s', hears: '----j-a' })
    service.events.messageReceived.subscribe(() => service.dispose())
    m.expectObservable(told$).toBe('-(sS)')
    m.expectObservable(service.events.agentConnected).toBe('----|')
  }))
})
