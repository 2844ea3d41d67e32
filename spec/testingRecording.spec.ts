/** Recordings: what is in them and what is not, how they run anew, and the marble test that they are printed as. */
import { runInNewContext } from 'node:vm'
import { VirtualTimeScheduler } from 'rxjs'
import { failure } from '../lib'
import { after, answering, chat, drawRecording, fails, joins, lost, marblesWith, memoryTransport, party, printTest, readRecording, record, regained, replay, replying, says, table, typing } from '../testing'

const SECRET = 'my card is 4711'

/** A chat with everything that a recording has to hold. The lines that were written. */
const recorded = (texts?: 'kept'): string => {
  const scheduler = new VirtualTimeScheduler()
  const transport = memoryTransport(replying({ sendTyping: fails(failure('tooFast', SECRET)), sendMessage: after(3) }))
  const lines: string[] = []
  const service = record({ transport, scheduler, write: (line) => lines.push(line), ...(texts === undefined ? {} : { texts }) })
  const plan: ReadonlyArray<readonly [number, () => void]> = [
    [10, () => service.command('startChat', { nickname: SECRET, userData: { card: SECRET } }).subscribe()],
    [20, () => transport.deliver(joins(party('Ann Secret', 'Agent', 'ann@secret')))],
    [30, () => transport.deliver(typing(party('Ann Secret', 'Agent', 'ann@secret')))],
    [40, () => service.command('sendMessage', { message: SECRET }).subscribe()],
    [50, () => service.command('sendTyping', { message: SECRET }).subscribe()],
    [60, () => service.command('startChat').subscribe()],
    [70, () => transport.deliver(lost)],
    [80, () => transport.deliver(regained)],
    [90, () => transport.deliver(says(SECRET, party('Ann Secret', 'Agent', 'ann@secret')))],
    [91, () => transport.deliver({ _tag: 'Signal', name: 'sleeping', data: { token: SECRET } })],
    [92, () => transport.deliverRaw({ _tag: 'Left', left: { errors: [SECRET] } })],
    [99, () => service.command('endChat').subscribe()]
  ]
  for (const [at, act] of plan) scheduler.schedule(act, at)
  scheduler.flush()
  service.dispose()
  return lines.join('\n')
}

describe('record', () => {
  it('writes down what was asked, heard and told, each at its time', () => {
    const lines = readRecording(recorded())
    expect(lines.slice(1, 7)).toEqual([
      { at: 10, does: 'asks', id: 1, name: 'startChat' },
      { at: 10, does: 'calls', id: 1, type: 'start' },
      { at: 10, does: 'answers', id: 1, answer: { _tag: 'Right', right: { response: { status: 200, statusText: '', responseText: '' }, session: { shown: {} } } } },
      { at: 10, does: 'settles', id: 1, as: 'Right' },
      { at: 10, does: 'tells', name: 'started' },
      expect.objectContaining({ at: 20, does: 'hears' })
    ])
  })

  it('holds nothing that anybody wrote, and nobody\'s name, unless it is asked to', () => {
    const text = recorded()
    expect(['4711', 'card', 'Secret', 'secret', 's1'].filter((word) => text.includes(word))).toEqual([])
    expect(recorded('kept')).toContain(SECRET)
  })

  it('what cannot be read is not written, and disturbs nothing', () => {
    const transport = memoryTransport()
    const lines: string[] = []
    const service = record({ transport, write: (line) => lines.push(line) })
    const told: string[] = []
    service.event$.subscribe(({ _tag }) => told.push(_tag))
    transport.deliverRaw(undefined)
    transport.deliverRaw({ _tag: 'Right', right: { _tag: 'Entries' } })
    transport.deliver(lost)
    service.command('startChat').subscribe()
    transport.deliver(says('hi'))
    service.dispose()
    expect(told.slice(-2)).toEqual(['started', 'messageReceived'])
    expect(readRecording(lines.join('\n')).filter(({ does }) => does === 'hears')).toHaveLength(2)
  })

  it('a writer that throws does not disturb the chat', () => {
    const service = record({ transport: memoryTransport(), write: () => { throw new Error('a full disk') } })
    const answers: string[] = []
    service.command('startChat').subscribe(({ _tag }) => answers.push(_tag))
    service.dispose()
    expect(answers).toEqual(['Right'])
  })
})

describe('replay', () => {
  it('tells the same', () => {
    const { same, text } = replay(readRecording(recorded()))
    const [, then = '', now = ''] = text.split('\n')
    expect([same, now.replace('now ', 'then')]).toEqual([true, then])
  })

  it('tells that something else is told now', () => {
    const lines = readRecording(recorded()).filter((line) => line.does !== 'tells' || line.name !== 'reconnected')
    expect(replay(lines).same).toBe(false)
  })

  it('says which line is none', () => {
    expect(() => readRecording('{"at":0,"does":"begins"}\n{"at":1}')).toThrow('recording: expected a line of a recording, found something else in line 2')
    expect(() => readRecording('')).toThrow('recording: expected at least one line, found none')
  })
})

describe('a printed test', () => {
  const run = (code: string): void => {
    const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))
    runInNewContext(code, { it: (_: string, body: () => void) => body(), marbles, answering, chat, table })
  }

  it.each([undefined, 'kept'] as const)('holds as it was pasted, texts %s', (texts) => {
    // What was not understood is no frame, so that a test does not hear it: neither of it nor of the error that it was.
    const lines = readRecording(recorded(texts)).filter(({ at }) => at !== 92)
    expect(() => run(printTest(lines))).not.toThrow()
  })

  it('falls when something else should have been told', () => {
    const code = printTest(readRecording(recorded())).replace(/(told .*)X/, '$1Y')
    expect(() => run(code)).toThrow('The diagrams differ, first at 70 ms: expected')
  })
})

describe('a picture', () => {
  it('has a marble for each thing, a lane for each kind, and no text of anybody', () => {
    const svg = drawRecording(readRecording(recorded('kept')))
    expect(svg.startsWith('<svg')).toBe(true)
    expect(['>commands<', '>back end<', '>told<', 'told: messageReceived', 'commands: startChat'].filter((it) => !svg.includes(it))).toEqual([])
    expect(svg).not.toContain('4711')
  })
})
