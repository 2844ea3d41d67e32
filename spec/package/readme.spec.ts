/** The README's examples, run and compiled as they stand: its address is replaced by that of a sandbox, nothing else. Needs `npm run build`. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSandbox } from '../../sandbox/src/index'
import { launch } from '../browser/kit/stage'

const root = join(__dirname, '..', '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

const example = (name: string, document = readme): string => {
  const code = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\n\`\`\``).exec(document)?.[1]
  if (code === undefined) throw new Error(`no example ${name}`)
  return code
}

const at = (url: string, code: string): string => code.replaceAll('http://127.0.0.1:8080', url)

/** Does something with a module beside the package, which finds `webchat-service` as a consumer does. */
const beside = async <A>(name: string, code: string, use: (file: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(root, 'build', 'readme-'))
  const file = join(folder, name)
  writeFileSync(file, code)
  try {
    return await use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Printed {
  readonly stdout: string
  readonly stderr: string
}

const node = (...args: ReadonlyArray<string>): Promise<Printed> => promisify(execFile)(process.execPath, args, { timeout: 30_000 })

const runBoth = (code: string): Promise<Printed> => beside('example.mjs', code, node)

const run = async (code: string): Promise<string> => (await runBoth(code)).stdout

/** What a strict consumer's compiler says of a module: empty when it compiles. */
const compile = (name: string, code: string): Promise<string> =>
  beside(name, code, (file) =>
    node(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '--strict', '--target', 'ES2022', '--lib', 'ES2022,DOM,DOM.Iterable', '--module', 'node16', '--types', 'node', file).then(
      ({ stdout }) => stdout,
      ({ stdout }: Printed) => stdout
    )
  )

it('docs/write-a-transport.md: a transport of one\'s own', async () => {
  await run(example('transport.mjs', readFileSync(join(root, 'docs', 'write-a-transport.md'), 'utf8')))
})

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9'

describe('README', () => {
  jest.setTimeout(60_000)

  it('in RxJS: a chat from start to end, which ends when the agent has answered', async () => {
    const sandbox = await startSandbox({ port: 0, autoAgent: false })
    try {
      const running = run(at(sandbox.url, example('rxjs.mjs')))
      for (;;) {
        const [conversation] = sandbox.control.conversations()
        if (conversation?.messages.some(({ text }) => text === 'Hello')) {
          const { memberId } = sandbox.control.addAgent(conversation.id, { name: 'Ann' })
          sandbox.control.sendMessage(conversation.id, memberId, 'Hi Jo')
          break
        }
        await new Promise((resolve) => setImmediate(resolve))
      }
      const printed = await running
      expect(printed).toMatch(/^Jo ParticipantJoined$/m)
      expect(printed).toMatch(/^Jo Hello$/m)
      expect(printed).toMatch(/^Ann Hi Jo$/m)
    } finally {
      await sandbox.close()
    }
  })

  it('in RxJS: without a server it says so and ends', async () => {
    const sentence = /Without it, `(.+)` It/.exec(readme.replaceAll('\n', ' '))?.[1]
    expect(await runBoth(at(NOWHERE, example('rxjs.mjs')))).toEqual({ stdout: '', stderr: `${sentence}\n` })
  })

  it.each([['rxjs.mjs', 'example.mts'], ['chat.ts', 'chat.mts'], ['marbles.mjs', 'marbles.mts']])('%s is TypeScript', async (name, file) => {
    expect(await compile(file, example(name))).toBe('')
  })

  it('what is misspelt in an example does not compile', async () => {
    expect(await compile('chat.mts', example('chat.ts').replace('from.name', 'from.nam'))).toMatch(/error TS2551/)
  })

  it('in virtual time: the diagram holds, and would not if it were another', async () => {
    await expect(run(example('marbles.mjs'))).resolves.toBe('')
    await expect(run(example('marbles.mjs').replace('2999ms', '2998ms'))).rejects.toThrow('The diagrams differ, first at 3007 ms: expected O, came nothing.')
  })

  it('on a page: a chat with nothing but the script bundle', async () => {
    const sandbox = await startSandbox({ port: 0, autoAgent: false })
    const page: Record<string, string> = {
      '/': example('page'),
      '/configuration.js': at(sandbox.url, example('configuration.js')),
      '/chat.js': example('chat.js'),
      '/webchat-service.bus.min.js': readFileSync(join(root, 'dist', 'webchat-service.bus.min.js'), 'utf8')
    }
    const site = createServer(({ url = '' }, response) => {
      const body = page[url]
      response.writeHead(body === undefined ? 404 : 200, {
        'content-type': url === '/' ? 'text/html' : 'text/javascript',
        'content-security-policy': `default-src 'none'; script-src 'self'; connect-src ${sandbox.url} ${sandbox.url.replace('http', 'ws')}`
      })
      response.end(body)
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const browser = await launch()
    try {
      const tab = await browser.newPage()
      await tab.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
      await tab.getByText('Jo: ParticipantJoined').waitFor()
      await tab.getByRole('button', { name: 'Send' }).click()
      await tab.getByText('No message text provided.').waitFor()
      await tab.getByLabel('Message').fill('Hello')
      await tab.getByLabel('Message').press('Enter')
      await tab.getByText('Jo: Hello').waitFor()
      expect(await tab.locator('li').allTextContents()).toEqual(['Jo: ParticipantJoined', 'Jo: Hello'])
      expect([await tab.getByLabel('Message').inputValue(), await tab.getByRole('alert').textContent()]).toEqual(['', ''])

      await tab.reload()
      await tab.getByText('Jo: Hello').waitFor()
      await tab.getByLabel('Message').fill('Still here')
      await tab.getByLabel('Message').press('Enter')
      await tab.getByText('Jo: Still here').waitFor()
      expect(await tab.getByRole('alert').textContent()).toBe('')

      for (const { id } of sandbox.control.conversations()) sandbox.control.end(id)
      await tab.getByText('The chat has ended.').waitFor()
      await sandbox.close()
      await tab.reload()
      await tab.getByText('The server could not be reached.').waitFor()
    } finally {
      await browser.close()
      site.close()
      await sandbox.close()
    }
  })
})
