/** The command line: what it understands, and how it says what it does not. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createProgram } from '../src/cliOptions.js'
import type { SandboxOptions } from '../src/index.js'

const run = async (args: ReadonlyArray<string>, environment: Record<string, string> = {}) => {
  const started: Partial<SandboxOptions>[] = []
  let written = ''
  const program = createProgram(environment, async (options) => void started.push(options))
  program.exitOverride().configureOutput({ writeErr: (text) => (written += text), writeOut: (text) => (written += text) })
  const failed = await program.parseAsync(['node', 'sandbox', ...args]).then(() => false, () => true)
  return { started, written: written.trim(), failed }
}

const file = (content: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'c.json')
  writeFileSync(path, content)
  return path
}

describe('the command line', () => {
  it('has defaults, PORT, and options that win over it', async () => {
    expect((await run([])).started).toEqual([{ port: 8080, host: '127.0.0.1', autoAgent: true }])
    expect((await run([], { PORT: '9000' })).started).toEqual([{ port: 9000, host: '127.0.0.1', autoAgent: true }])
    expect((await run(['--port', '0', '--host', '::1', '--no-auto-agent', '--bundle', 'b.js'], { PORT: '9000' })).started)
      .toEqual([{ port: 0, host: '::1', autoAgent: false, bundle: resolve('b.js') }])
    expect((await run(['--state', 's.json', '--allow-host', 'a.test', 'b.test'])).started)
      .toEqual([{ port: 8080, host: '127.0.0.1', autoAgent: true, state: resolve('s.json'), allowedHosts: ['a.test', 'b.test'] }])
  })

  it('reads a configuration', async () => {
    const config = file('{"organizations":["o"],"deployments":["d",{"id":"e","disabled":true,"greeting":{"bot":"B","text":"Hi"}}],"queues":["q"]}')
    expect((await run(['--config', config])).started[0]?.config).toEqual({
      organizations: ['o'], deployments: [{ id: 'd' }, { id: 'e', disabled: true, greeting: { bot: 'B', text: 'Hi' } }], queues: ['q']
    })
  })

  it.each([
    [['--port', 'x'], {}, "error: option '--port <number>' argument 'x' is invalid. It must be a whole number from 0 to 65535."],
    [['--port', '65536'], {}, "error: option '--port <number>' argument '65536' is invalid. It must be a whole number from 0 to 65535."],
    [[], { PORT: 'many' }, "error: the environment variable PORT is 'many'. It must be a whole number from 0 to 65535."],
    [['--colour'], {}, "error: unknown option '--colour'"],
    [['extra'], {}, 'error: too many arguments. Expected 0 arguments but got 1.']
  ])('refuses %j', async (args, environment, expected) => {
    expect(await run(args, environment)).toEqual({ started: [], written: expected, failed: true })
  })

  it.each([
    ['{', 'It is not JSON'],
    ['[]', 'config: found an array, expected an object.'],
    ['{"queue":[]}', 'config.queue: found an array, expected none but organizations, deployments, queues.'],
    ['{"queues":[1]}', 'config.queues[0]: found 1, expected a text that is not empty.'],
    ['{"deployments":[{"id":"d","disabled":"yes"}]}', 'config.deployments[0].disabled: found "yes", expected true or false.']
  ])('refuses the configuration %s', async (content, expected) => {
    const { written, failed } = await run(['--config', file(content)])
    expect([failed, written.includes(expected)]).toEqual([true, true])
  })

  it('says its version and that a file cannot be read', async () => {
    expect((await run(['--version'])).written).toMatch(/^\d+\.\d+\.\d+$/)
    expect((await run(['--config', '/does/not/exist'])).written).toContain('It cannot be read.')
  })
})
