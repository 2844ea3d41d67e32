/**
 * The short form of `npm run chaos`: some conversations under some faults, over real sockets, between real processes; and
 * whether its judge would notice. Needs `npm run build`.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(__dirname, '../..')
const run = promisify(execFile)

interface Cell {
  readonly backEnd: string
  readonly fault: string
  readonly failures: ReadonlyArray<string>
  readonly result?: { readonly counts: { readonly agent: number; readonly customer: number } }
}

it('loses, doubles and swaps nothing', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'chaos-')), 'cells.json')
  const given = ['--fault', 'history-500-twice,killed,reload', '--seconds', '5', '--seed', '7', '--jobs', '6', '--json', file]
  await run(process.execPath, ['chaos/run.mjs', ...given], { cwd: root })
  const cells = JSON.parse(readFileSync(file, 'utf8')) as ReadonlyArray<Cell>

  expect(cells.map(({ backEnd, fault, failures }) => ({ backEnd, fault, failures }))).toEqual(
    ['guest-chat', 'web-messaging', 'gms', 'multicloud-v3'].flatMap((backEnd) =>
      ['history-500-twice', 'killed', 'reload'].map((fault) => ({ backEnd, fault, failures: [] }))
    )
  )
  for (const { result } of cells) {
    expect(result?.counts.agent).toBeGreaterThan(5)
    expect(result?.counts.customer).toBeGreaterThan(2)
  }
}, 180_000)

it('says what it does not know', async () => {
  await expect(run(process.execPath, ['chaos/run.mjs', '--fault', 'flood'], { cwd: root })).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('There is no flood: one of calm, drop') })
})

/** What is judged: a cell in which all is well. Messages of both sides are said by turns. */
const texts = ['agent-0', 'customer-0', 'agent-1', 'customer-1', 'agent-2']
const message = (text: string, index: number): object => ({
  id: `m${index}`, index, type: 'Message', text, from: { id: text.split('-')[0], type: 'Agent' }, timestamp: 1_000 + index
})
const received = (said: ReadonlyArray<string>): ReadonlyArray<object> =>
  said.map((text, i) => ({ name: 'messageReceived', at: 2_000 + i, messages: [message(text, i)], originals: 1, restoring: false, oldMessages: false }))
const event = (name: string, more: object = {}): object => ({ name, at: 2_000, ...more })
const page = (events: ReadonlyArray<object>): object => ({ events, thrown: [], isGone: false })
const chat = (...events: ReadonlyArray<object>): ReadonlyArray<object> => [page([event('started'), event('clientConnected'), ...received(texts), ...events])]
const answered = (text: string, ...answers: ReadonlyArray<object>): object => ({ name: 'sendMessage', text, page: 0, at: 0, answers })
const transcript = (said: ReadonlyArray<string>): ReadonlyArray<object> => [{ page: 0, messages: said.map((text) => ({ text })) }]
const kept = (said: ReadonlyArray<string>): ReadonlyArray<object> => said.map((text, i) => ({ text, at: 1_000 + i }))
const done = { isDone: true }

/** What the judge says of a cell in which all is well, but for what is given. */
const judge = async (changes: object): Promise<ReadonlyArray<string>> => {
  const well = {
    kept: kept(texts),
    pages: chat(),
    transcripts: transcript(texts),
    acknowledged: ['agent-0', 'agent-1', 'agent-2'],
    commands: [answered('customer-0', done), answered('customer-1', done)]
  }
  const program = `import { failures, tally } from './chaos/tally.mjs'; console.log(JSON.stringify(failures(tally(${JSON.stringify({ ...well, ...changes })}))))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: root })
  return JSON.parse(stdout) as ReadonlyArray<string>
}

/** The page told these texts, and nothing else that matters. */
const telling = (said: ReadonlyArray<string>, ...more: ReadonlyArray<object>): ReadonlyArray<object> => [
  page([event('started'), event('clientConnected'), ...received(said), ...more])
]
const missing = event('error', { errors: [{ code: 'HistoryFailed', text: 'Not all that was said since 1970-01-01T00:00:01.002Z could be fetched.' }] })
const failed = { isDone: false, tag: 'CallFailed', reason: 'timeout', text: 'No answer within 12000 ms.' }
const nobodyKnows = { isDone: false, tag: 'CallFailed', reason: 'unknown', text: 'Nobody knows whether it arrived.' }
const typing = (name: string): object => event(name, { who: 'ann' })

it.each<[string, object, ReadonlyArray<string>]>([
  ['nothing', {}, []],
  ['a message that was not told', { pages: telling(['agent-0', 'customer-0', 'customer-1', 'agent-2']) }, ['agent to customer: lost: 1 (agent-1)']],
  ['that a missing one was told as missing', { pages: telling(['agent-0', 'customer-0', 'customer-1', 'agent-2'], missing) }, []],
  [
    'messages told in the wrong order',
    { pages: telling(['agent-0', 'customer-0', 'agent-2', 'customer-1', 'agent-1']) },
    ['agent to customer: disordered: 1 (agent-1)']
  ],
  [
    'a message told twice',
    { pages: telling([...texts, 'agent-2']) },
    ['agent to customer: doubled: 1 (agent-2)']
  ],
  ['a message that the server has let go', { acknowledged: ['agent-0', 'agent-1', 'agent-2', 'agent-3'] }, ['agent to customer: lost: 1 (agent-3)']],
  [
    'messages of the customer that never arrived, or twice',
    { kept: kept(['agent-0', 'customer-1', 'agent-1', 'customer-1', 'agent-2']), transcripts: transcript(['agent-0', 'agent-1', 'customer-1', 'agent-2']) },
    ['customer to agent: lost: 1 (customer-0)', 'customer to agent: doubled: 1 (customer-1)', 'told, but not said: 1 (customer-0)']
  ],
  [
    'a failure that was none',
    { commands: [answered('customer-0', done), answered('customer-1', failed)] },
    ['customer to agent: told wrong: 1 (customer-1)']
  ],
  ['that nobody knowing is said honestly', { commands: [answered('customer-0', done), answered('customer-1', nobodyKnows)] }, []],
  ['a transcript with a hole', { transcripts: transcript(['agent-0', 'customer-0', 'agent-1', 'agent-2']) }, ['transcript: lost: 1 (customer-1)']],
  [
    'commands without an answer, and with two',
    { commands: [answered('customer-0'), answered('customer-1', done, done)] },
    ['commands without an answer: 1 (customer-0)', 'commands answered twice: 1 (customer-1)']
  ],
  ['something thrown', { pages: [{ ...chat()[0], thrown: ['RangeError'] }] }, ['thrown: 1 (RangeError)']],
  [
    'a connection that is back and never went, and one that went twice',
    { pages: chat(event('reconnected'), event('disconnected'), event('disconnected')) },
    ['events out of contract: 2 (reconnected without disconnected, disconnected twice)']
  ],
  [
    'an end without a leave, and one without a session',
    { pages: chat(event('ended'), event('ended')) },
    ['events out of contract: 2 (ended after messageReceived, ended without a session)']
  ],
  [
    'typing that begins twice, or ends without a beginning',
    { pages: chat(typing('agentTypingStarted'), typing('agentTypingStarted'), typing('agentTypingStopped'), typing('agentTypingTimeout')) },
    ['events out of contract: 2 (agentTypingStarted twice, agentTypingTimeout without agentTypingStarted)']
  ],
  [
    'typing that outlasts its connection',
    { pages: chat(typing('agentTypingStarted'), event('disconnected'), event('reconnected')) },
    ['events out of contract: 1 (disconnected: an agent still types)']
  ],
  ['that typing ends with its connection', { pages: chat(typing('agentTypingStarted'), event('disconnected'), typing('agentTypingStopped'), event('reconnected')) }, []],
  [
    'an agent who comes twice',
    { pages: chat(event('agentConnected', { agents: 1 }), event('agentConnected', { agents: 1 })) },
    ['events out of contract: 1 (agentConnected, and not one more is there)']
  ]
])('its judge notices %s', async (_, changes, expected) => {
  expect(await judge(changes)).toEqual(expected)
})

it('draws the table', async () => {
  const program = `import { picture } from './chaos/picture.mjs'; console.log(picture({ heading: ['back end', 'fault', 'lost', 'verdict'], rows: [['a<b', 'drop', '0', 'ok'], ['a<b', 'storm', '7', 'FAILED']], note: 'seed 1' }))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: root })
  expect(stdout).toContain('1 of 2 cells')
  expect(stdout).toContain('a&lt;b')
  expect(stdout).toMatch(/<text [^>]*font-weight="bold">7<\/text>/)
})
