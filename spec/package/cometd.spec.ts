/** The CometD client as it is shipped: in Node, as an ES module and as CommonJS, loaded when a chat needs it. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox } from '../../sandbox/src'
import type { Sandbox } from '../../sandbox/src'

const dist = resolve(__dirname, '../../dist')

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())

/** Runs in a Node of its own, which has no `window`. */
const chat = (url: string): string => `
const { createService } = parts[0], { nodeEnvironment } = parts[1], { gms } = parts[2], { firstValueFrom, filter } = parts[3]
const config = { cometD: { enabled: true, cometURL: '${url}/genesys/cometd' } }
const opened = gms.open(config, nodeEnvironment())
const service = createService({ transport: opened.right, config })
const echo = firstValueFrom(service.events.messageReceived.pipe(filter(({ messages }) => messages[0].text === 'Hi')))
const answers = [await firstValueFrom(service.command('startChat', { nickname: 'Jo' })), await firstValueFrom(service.command('sendMessage', { message: 'Hi' }))]
await echo
answers.push(await firstValueFrom(service.command('endChat')))
console.log(JSON.stringify([answers.map(({ _tag }) => _tag), typeof window]))
process.exit(0)
`

const at = (file: string): string => JSON.stringify(pathToFileURL(`${dist}/${file}`).href)

it.each([
  ['an ES module', `const parts = await Promise.all([import(${at('index.mjs')}), import(${at('node.mjs')}), import(${at('transports/gms.mjs')}), import('rxjs')])`],
  ['CommonJS', `const { createRequire } = await import('node:module'); const load = createRequire(${JSON.stringify(`${dist}/x.cjs`)}); const parts = ['./index.cjs', './node.cjs', './transports/gms.cjs', 'rxjs'].map((name) => load(name))`]
])('as %s', async (_, loading) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', loading + chat(sandbox.url)], { timeout: 30_000, cwd: dist })
  expect(JSON.parse(stdout)).toEqual([['Right', 'Right', 'Right'], 'undefined'])
}, 40_000)
