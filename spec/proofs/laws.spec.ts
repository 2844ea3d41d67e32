/** What holds of every service over every back end, whatever is asked of it, comes, goes wrong, and throws. */
import * as fc from 'fast-check'
import { config as rxjs } from 'rxjs'
import type { ChatEvent } from '../../lib'
import { chanceOf } from './chance'
import type { Column, Running } from './Column'
import { columns } from './columns'
import { ask, isActive, recover } from './drive'
import { announceSeed, histories, patience, seed } from './extent'
import { mutation } from './mutate'

announceSeed()

/** What subscribers of the page throw is theirs. */
class Thrown extends Error {}

const unexpected: unknown[] = []
beforeAll(() => {
  rxjs.onUnhandledError = (error) => {
    if (!(error instanceof Thrown)) unexpected.push(error)
  }
})
afterAll(() => {
  rxjs.onUnhandledError = null
})

type Move =
  | { readonly does: 'command'; readonly name: string; readonly options: object }
  | { readonly does: 'agentSays' | 'agentTypes' | 'drop' | 'trouble' | 'calm' | 'badFrame' | 'throwing' }

/** A move, and the ms that pass after it. */
type Story = ReadonlyArray<readonly [Move, number]>

const command = (name: string, options: object = {}): Move => ({ does: 'command', name, options })

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom(
    command('startChat', { nickname: 'Jo' }), command('endChat'), command('sendMessage', { message: 'Hello' }), command('sendMessage', { message: 'Hello again' }), command('sendMessage'),
    command('sendTyping'), command('restore'), command('asyncRestore'), command('fetchHistory'), command('verifySession'), command('getTranscript'), command('getAgents'), command('getStats'),
    command('getSessionData'), command('updateUserData', { a: 1 }), command('addPrefilter', { filters: /hidden/ }), command('sendFilteredMessage', { message: 'hidden', regex: /hidden/ }),
    command('sendFile', { files: [] }), command('downloadFile', { fileId: 'f' }), command('poll'), command('startPoll'), command('nothing')
  ),
  fc.constantFrom<Move>({ does: 'agentSays' }, { does: 'agentTypes' }, { does: 'drop' }, { does: 'trouble' }, { does: 'calm' }, { does: 'badFrame' }, { does: 'throwing' })
)
const moves: fc.Arbitrary<Story> = fc.array(fc.tuple(move, fc.constantFrom(0, 0, 10, 300, 2_500, 16_000)), { maxLength: 25 })
/** Most begin with a chat: much can only happen in one. */
const story = fc.oneof({ weight: 1, arbitrary: moves }, { weight: 3, arbitrary: moves.map((rest): Story => [[command('startChat', { nickname: 'Jo' }), 100], ...rest]) })

interface Lived {
  readonly running: Running
  readonly told: ReadonlyArray<ChatEvent>
  /** What was wrong while it was told, as sentences. */
  readonly problems: string[]
  readonly asked: ReadonlyArray<readonly [string, ReadonlyArray<string>]>
}

const transcriptOf = ({ service }: Running): ReadonlyArray<{ readonly id: string; readonly index: number; readonly type: string; readonly text: string; readonly from: object }> => {
  let messages: ReadonlyArray<{ readonly id: string; readonly index: number; readonly type: string; readonly text: string; readonly from: { readonly type: string } }> = []
  service.command('getTranscript').subscribe((answer) => {
    if (answer._tag === 'Right') messages = answer.right.messages
  })
  return messages
}

/** Looks, at each event, whether the state tells the same already. */
const watch = (running: Running, problems: string[]): void => {
  const active = (expected: boolean, name: string) => (): void => {
    if (isActive(running) !== expected) problems.push(`${name} was told before the state`)
  }
  const { events } = running.service
  events.started.subscribe(active(true, 'started'))
  events.restored.subscribe(active(true, 'restored'))
  events.ended.subscribe(active(false, 'ended'))
}

const live = async (column: Column, moves: Story): Promise<Lived> => {
  const chance = chanceOf(moves.length)
  const running = column.open()
  const told: ChatEvent[] = []
  const problems: string[] = []
  const asked: Array<readonly [string, string[]]> = []
  running.service.event$.subscribe((event) => told.push(event))
  watch(running, problems)
  const mutate = mutation(column.ids)
  let said = 0
  for (const [one, ms] of moves) {
    if (one.does === 'command') asked.push([one.name, ask(running, one.name, one.options)])
    if (one.does === 'agentSays') running.agentSays(`says ${(said += 1)}`)
    if (one.does === 'agentTypes') running.agentTypes()
    if (one.does === 'drop') running.drop()
    if (one.does === 'trouble') running.setTrouble(true)
    if (one.does === 'calm') running.setTrouble(false)
    if (one.does === 'badFrame') running.hear(mutate(chance.pick(column.frames), chance))
    if (one.does === 'throwing') {
      running.service.event$.subscribe(() => {
        throw new Thrown('the page')
      })
    }
    await running.pass(ms)
  }
  running.setTrouble(false)
  await running.pass(100_000)
  return { running, told, problems, asked }
}

/** How often each command was answered that was not answered once. */
const unsettled = ({ asked }: Lived): ReadonlyArray<string> => asked.filter(([, heard]) => heard.length !== 1).map(([name, heard]) => `${name}: answered ${heard.length} times`)

/** Of each session that began there is one end at most, and none of one that did not. */
const wrongEnds = ({ told }: Lived): ReadonlyArray<string> => {
  const problems: string[] = []
  let isOpen = false
  for (const { _tag } of told) {
    if (_tag === 'started' || _tag === 'restored') isOpen = true
    if (_tag !== 'ended') continue
    if (!isOpen) problems.push('ended without a session')
    isOpen = false
  }
  return problems
}

/** Each start of typing is followed by one end, of whoever it was. */
const wrongTyping = ({ told }: Lived): ReadonlyArray<string> => {
  const problems: string[] = []
  const typing = new Set<string>()
  for (const event of told) {
    const [, who, what] = /^(agent|client)Typing(Started|Stopped|Timeout)$/.exec(event._tag) ?? []
    if (who === undefined) continue
    const from = 'from' in event.data && typeof event.data.from === 'object' && event.data.from !== null && 'id' in event.data.from ? `${who} ${event.data.from.id}` : who
    if ((what === 'Started') === typing.has(from)) problems.push(`${from}: ${what} out of turn`)
    if (what === 'Started') typing.add(from)
    else typing.delete(from)
  }
  return [...problems, ...[...typing].map((from) => `${from}: never stopped`)]
}

const wrongTranscript = ({ running }: Lived): ReadonlyArray<string> => {
  const lines = transcriptOf(running)
  const problems: string[] = []
  if (new Set(lines.map(({ id }) => id)).size !== lines.length) problems.push('the transcript has an id twice')
  if (lines.some(({ index }, i) => index <= (lines[i - 1]?.index ?? -Infinity))) problems.push('the transcript is not in order')
  return problems
}

const wrongTurns = ({ told }: Lived): ReadonlyArray<string> => {
  const problems: string[] = []
  let isLost = false
  for (const { _tag } of told) {
    if (_tag === 'started' || _tag === 'restored' || _tag === 'ended') isLost = false
    if (_tag === 'reconnected' && !isLost) problems.push('reconnected, but was not disconnected')
    if (_tag === 'disconnected' && isLost) problems.push('disconnected twice')
    if (_tag === 'disconnected') isLost = true
    if (_tag === 'reconnected') isLost = false
  }
  return problems
}

const options = { seed, numRuns: histories, endOnFailure: false }

describe.each(columns)('$name', (column) => {
  it('each command settles once; state precedes event; typing, ends, drops and the transcript are as they should be', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (moves) => {
        const lived = await live(column, moves)
        expect([...lived.problems, ...unsettled(lived), ...wrongEnds(lived), ...wrongTyping(lived), ...wrongTranscript(lived), ...wrongTurns(lived)]).toEqual([])
        lived.running.service.dispose()
        expect(unexpected).toEqual([])
      }),
      options
    )
  }, patience)

  it('after dispose nothing happens, and every open command is answered', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.nat(24), async (moves, at) => {
        const running = column.open()
        const asked: Array<readonly [string, string[]]> = []
        for (const [one, ms] of [[command('startChat'), 10] as const, ...moves.slice(0, at)]) {
          if (one.does === 'command') asked.push([one.name, ask(running, one.name, one.options)])
          if (one.does === 'agentSays') running.agentSays('says')
          if (one.does === 'drop') running.drop()
          if (one.does === 'trouble') running.setTrouble(true)
          await running.pass(ms)
        }
        running.service.dispose()
        await running.pass(0)
        running.setTrouble(false)
        const [before, traffic] = [running.told.length, running.traffic()]
        running.agentSays('after the end')
        running.drop()
        await running.pass(100_000)
        expect([running.told.length, running.traffic()]).toEqual([before, traffic])
        expect(asked.filter(([, heard]) => heard.length !== 1)).toEqual([])
        expect(ask(running, 'startChat')).toEqual(['Left'])
      }),
      options
    )
  }, patience)

  it('a restored session equals the one left', async () => {
    // Who came is told by the history of one back end, and by the records of members of the other.
    const shown = (running: Running): ReadonlyArray<string> =>
      transcriptOf(running).flatMap(({ type, text, from }) => (type === 'Message' ? [`${JSON.stringify(from)} ${text}`] : []))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('agentSays', 'agentTypes', 'customerSays', 'drop', 'trouble', 'calm'), { maxLength: 15 }), async (moves) => {
        const first = column.open()
        ask(first, 'startChat', { nickname: 'Sample Guest' })
        await first.pass(100)
        for (const [i, one] of moves.entries()) {
          if (one === 'agentSays') first.agentSays(`says ${i}`)
          if (one === 'agentTypes') first.agentTypes()
          if (one === 'customerSays') ask(first, 'sendMessage', { message: `customer ${i}` })
          if (one === 'drop') first.drop()
          if (one === 'trouble' || one === 'calm') first.setTrouble(one === 'trouble')
          await first.pass(400)
        }
        first.setTrouble(false)
        await first.pass(60_000)
        await recover(first)
        const left = shown(first)
        first.service.dispose()
        const second = first.reload()
        expect(ask(second, 'restore').length).toBe(0)
        await second.pass(5_000)
        expect(shown(second)).toEqual(left)
        expect(left.filter((line) => line.includes('says'))).toHaveLength(moves.filter((one) => one === 'agentSays').length)
        second.service.dispose()
      }),
      options
    )
  }, patience)
})
