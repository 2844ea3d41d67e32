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
  const given = ['--fault', 'drop,outage,history-500-twice,killed', '--seconds', '5', '--seed', '7', '--beside', '8', '--json', file]
  await run(process.execPath, ['chaos/run.mjs', ...given], { cwd: root })
  const cells = JSON.parse(readFileSync(file, 'utf8')) as ReadonlyArray<Cell>

  expect(cells.map(({ backEnd, fault, failures }) => ({ backEnd, fault, failures }))).toEqual(
    ['guest-chat', 'web-messaging', 'multicloud-v3'].flatMap((backEnd) =>
      ['drop', 'outage', 'history-500-twice', 'killed'].map((fault) => ({ backEnd, fault, failures: [] }))
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

/** A cell in which all is well, but for what is given. */
const judge = async (changes: object): Promise<ReadonlyArray<string>> => {
  const both = { agent: ['agent-0', 'agent-1', 'agent-2'], customer: ['customer-0', 'customer-1'] }
  const commands = both.customer.map((text) => ({ text, at: 0, answers: ['Right'] }))
  const cell = { kept: both, told: both, transcript: both, acknowledged: both.agent, commands, thrown: [], ...changes }
  const program = `import { failures, tally } from './chaos/tally.mjs'; console.log(JSON.stringify(failures(tally(${JSON.stringify(cell)}))))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: root })
  return JSON.parse(stdout) as ReadonlyArray<string>
}

it.each<[string, object, ReadonlyArray<string>]>([
  ['nothing', {}, []],
  ['a message that was not told', { told: { agent: ['agent-0', 'agent-2'], customer: ['customer-0', 'customer-1'] } }, ['agent to customer: lost: 1 (agent-1)']],
  [
    'messages told twice and in the wrong order',
    { told: { agent: ['agent-0', 'agent-2', 'agent-1', 'agent-2'], customer: ['customer-0', 'customer-1'] } },
    ['agent to customer: doubled: 1 (agent-2)', 'agent to customer: disordered: 1 (agent-1)']
  ],
  ['a message that the server has let go', { acknowledged: ['agent-0', 'agent-1', 'agent-2', 'agent-3'] }, ['agent to customer: lost: 1 (agent-3)']],
  [
    'messages of the customer that never arrived, or twice',
    { kept: { agent: ['agent-0', 'agent-1', 'agent-2'], customer: ['customer-1', 'customer-1'] } },
    ['customer to agent: lost: 1 (customer-0)', 'customer to agent: doubled: 1 (customer-1)', 'told, but not said: 1 (customer-0)']
  ],
  [
    'a transcript with a hole',
    { transcript: { agent: ['agent-0', 'agent-1', 'agent-2'], customer: ['customer-1'] } },
    ['transcript: lost: 1 (customer-0)']
  ],
  [
    'commands without an answer, and with two',
    { commands: [{ text: 'customer-0', at: 0, answers: [] }, { text: 'customer-1', at: 0, answers: ['Right', 'Right'] }] },
    ['commands without an answer: 1 (customer-0)', 'commands answered twice: 1 (customer-1)']
  ],
  ['something thrown', { thrown: ['RangeError'] }, ['thrown: 1 (RangeError)']]
])('its judge notices %s', async (_, changes, expected) => {
  expect(await judge(changes)).toEqual(expected)
})
