/** How a marble that fails looks in every runner: two diagrams, a legend, the line of the test. Needs `npm run build`. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')
const folder = join(__dirname, 'runners')
const bin = (name: string): string => join(root, 'node_modules', name)

const runners: ReadonlyArray<readonly [name: string, fixture: string, args: ReadonlyArray<string>]> = [
  ['jest', 'jest.fixture.cjs', [bin('jest/bin/jest.js'), '--config', '{"testMatch":["**/jest.fixture.cjs"],"moduleFileExtensions":["js","cjs","json"]}', '--rootDir', folder]],
  ['vitest', 'vitest.fixture.mjs', [bin('vitest/vitest.mjs'), 'run', '--root', folder, '--dir', folder, '--config', join(folder, 'vitest.config.mjs')]],
  ['mocha', 'mocha.fixture.mjs', [bin('mocha/bin/mocha.js'), '--no-config', join(folder, 'mocha.fixture.mjs')]],
  ['node:test', 'node.fixture.mjs', ['--test', '--test-reporter', 'spec', join(folder, 'node.fixture.mjs')]]
]

/** What a runner prints, without colours, and without what it writes before each line. */
const output = (args: ReadonlyArray<string>): Promise<{ readonly failed: boolean; readonly printed: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1', FORCE_COLOR: undefined, CI: '1' }
    execFile(process.execPath, args, { cwd: root, env }, (error, stdout, stderr) => resolve({ failed: error !== null, printed: stdout + stderr }))
  })

const expected = [
  'The diagrams differ, first at 4 ms: expected AM, came MA.',
  '',
  'ms        0     4     9  14    15',
  'expected  (sS)--(AM)--T--------(PM)',
  'came      (sS)--(MA)--T--(PM)------',
  '                 ^',
  '',
  'A  agentConnected',
  'M  messageReceived',
  'P  agentTypingStopped'
]

describe.each(runners)('%s', (_, fixture, args) => {
  it('shows the diagrams under each other, and the line of the test', async () => {
    const { failed, printed } = await output(args)
    const lines = printed.split('\n')
    const first = lines.findIndex((line) => line.includes(expected[0] ?? ''))
    const indent = (lines[first + 2] ?? '').indexOf('ms ')
    const shown = lines.slice(first, first + expected.length).map((line, i) => (i === 0 ? line.slice(line.indexOf('The diagrams')) : line.slice(indent)).trimEnd())
    expect(shown).toEqual(expected)
    expect(failed).toBe(true)
    const line = readFileSync(join(folder, fixture), 'utf8').split('\n').findIndex((it) => it.includes('.toBe(')) + 1
    const [own] = printed.match(/[\w./-]*fixture\.[cm]js:\d+/g)?.filter((place) => !place.startsWith('FAIL')) ?? []
    expect(own?.split('/').at(-1)).toBe(`${fixture}:${line}`)
  }, 120_000)
})
