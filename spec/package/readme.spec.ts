/** The README's examples, run as they stand: its address is replaced by that of a sandbox, nothing else. Needs `npm run build`. */
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

const example = (name: string): string => {
  const code = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\n\`\`\``).exec(readme)?.[1]
  if (code === undefined) throw new Error(`README: no example ${name}`)
  return code
}

const at = (url: string, code: string): string => code.replaceAll('http://127.0.0.1:8080', url)

/** Runs a module beside the package, so that it finds `webchat-service` as a consumer does. */
const run = async (code: string): Promise<string> => {
  const folder = mkdtempSync(join(root, 'build', 'readme-'))
  const file = join(folder, 'example.mjs')
  writeFileSync(file, code)
  try {
    return (await promisify(execFile)(process.execPath, [file], { timeout: 30_000 })).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('README', () => {
  jest.setTimeout(60_000)

  it('in RxJS: a chat from start to end', async () => {
    const sandbox = await startSandbox({ port: 0, autoAgent: false })
    try {
      const running = run(at(sandbox.url, example('rxjs.mjs')))
      for (;;) {
        const [conversation] = sandbox.control.conversations()
        if (conversation?.messages.some(({ text }) => text === 'Hello')) {
          sandbox.control.end(conversation.id)
          break
        }
        await new Promise((resolve) => setImmediate(resolve))
      }
      const printed = await running
      expect(printed).toMatch(/^Jo ParticipantJoined$/m)
      expect(printed).toMatch(/^Jo Hello$/m)
    } finally {
      await sandbox.close()
    }
  })

  it('in virtual time: the diagram holds, and would not if it were another', async () => {
    await expect(run(example('marbles.mjs'))).resolves.toBe('')
    await expect(run(example('marbles.mjs').replace('2999ms', '2998ms'))).rejects.toThrow(/AssertionError|ERR_ASSERTION/)
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
      await tab.getByText('Jo: Hello').waitFor()
      expect(await tab.locator('li').allTextContents()).toEqual(['Jo: ParticipantJoined', 'Jo: Hello'])
    } finally {
      await browser.close()
      site.close()
      await sandbox.close()
    }
  })
})
