/** The examples, run as they stand against a sandbox. Needs `npm run build`. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startSandbox } from '../../sandbox/src/index'
import type { Sandbox } from '../../sandbox/src/index'

const root = join(__dirname, '..', '..')
const folder = join(root, 'examples')

jest.setTimeout(60_000)

/** Asks again and again, without sleeping, until there is an answer. */
const until = async <A>(ask: () => A | undefined): Promise<A> => {
  for (;;) {
    const answer = ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setImmediate(resolve))
  }
}

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, autoAgent: false })
})
afterEach(() => sandbox.close())

/** A running example: what it prints, and how it is typed to. */
const start = (...given: ReadonlyArray<string>) => {
  let resolve: (printed: string) => void
  const printed = new Promise<string>((done) => (resolve = done))
  const child = execFile(process.execPath, given, { cwd: root, env: { ...process.env, CHAT_URL: sandbox.url }, timeout: 30_000 }, (error, stdout, stderr) => resolve(`${stdout}${stderr}${error === null ? '' : error.message}`))
  let soFar = ''
  child.stdout?.on('data', (piece) => (soFar += piece))
  const has = (text: string) => until(() => soFar.includes(text) || child.exitCode !== null || undefined)
  return { has, type: (line: string) => child.stdin?.write(`${line}\n`), printed }
}

const said = (text: string) => until(() => sandbox.control.conversations().find(({ messages }) => messages.some((one) => one.text === text)))

/** An agent who has joined the chat. */
const agent = async () => {
  // The customer is routed as soon as their stream is open: until then nobody can join.
  const { id, memberId } = await until(() => {
    const [conversation] = sandbox.control.conversations()
    if (conversation === undefined) return undefined
    try {
      return { id: conversation.id, memberId: sandbox.control.addAgent(conversation.id, { name: 'Ada' }).memberId }
    } catch {
      return undefined
    }
  })
  return { id, say: (text: string) => sandbox.control.sendMessage(id, memberId, text) }
}

it('each is short', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(mjs|tsx?)$/.test(name) && !name.includes('node_modules'))
  expect(files.length).toBeGreaterThan(0)
  const long = files.filter((name) => readFileSync(join(folder, name), 'utf8').split('\n').length > 80)
  expect(long).toEqual([])
})

it('console.mjs: a chat in a terminal', async () => {
  const { type, printed, has } = start(join(folder, 'console.mjs'))
  const ada = await agent()
  ada.say('Hello')
  type('Good day')
  await has('Jo: Good day') // and has been told of it
  await has('Ada: Hello')
  type('/end')
  const lines = (await printed).split('\n')
  expect(lines).toEqual(expect.arrayContaining([
    '[idle: new]', '[starting: startChat]', '[active: started]', '* Jo ParticipantJoined', '* Ada ParticipantJoined', 'Ada: Hello', 'Jo: Good day', '[ended: endChat]', '[last words: Good day]'
  ]))
})

it('bot.mjs: answers, and says goodbye', async () => {
  const { printed } = start(join(folder, 'bot.mjs'))
  const ada = await agent()
  ada.say('Hello')
  await said('You said: Hello')
  ada.say('Who are you?')
  await said('I am a program, I do not know.')
  ada.say('Bye!')
  expect(await printed).toBe('The conversation is over.\n')
})

it('react: shows the chat in StrictMode; what was read counts no longer, and a line that was shown stays the same element', async () => {
  const { type, printed, has } = start('--import', 'tsx', join(root, 'spec', 'package', 'reactPage.tsx'))
  type('start')
  await has('Jo joined')
  const ada = await agent()
  await has('Ada joined')
  ada.say('Hello')
  await has('active (1)')
  type('click')
  await has('Hello"],"hasKept":true}\n{"title":"active (0)"')
  type('leave')
  const pictures = (await printed).trim().split('\n')
  const picture = (title: string, ...lines: ReadonlyArray<string>) => JSON.stringify({ title, lines, hasKept: true })
  expect(pictures[0]).toBe(picture('idle (0)'))
  expect(pictures).toContain(picture('active (0)', 'Jo joined', 'Ada joined'))
  expect(pictures.slice(-2)).toEqual([picture('active (1)', 'Jo joined', 'Ada joined', 'Ada: Hello'), picture('active (0)', 'Jo joined', 'Ada joined', 'Ada: Hello')])
})
