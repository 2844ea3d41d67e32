/** `npm start` as somebody types it for the first time: what is wrong is said before anything is built. */
import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

// Programs are started, and built when they have to be.
jest.setTimeout(120_000)

const root = resolve(__dirname, '../..')

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const run = (file: string, ...args: ReadonlyArray<string>): Promise<Ran> =>
  new Promise((resolved) => {
    execFile(process.execPath, [...(file.endsWith('start.js') ? ['--import', 'tsx'] : []), file, ...args], { cwd: root }, (error, out, err) =>
      resolved({ code: Number(error?.code ?? 0), out, err }))
  })

const start = (...args: ReadonlyArray<string>): Promise<Ran> => run(join(root, 'start.js'), ...args)

describe('npm start', () => {
  it('prints its help and its version', async () => {
    const [help, version] = await Promise.all([start('--help'), start('--version')])
    expect(help).toEqual({ code: 0, out: expect.stringMatching(/^Usage: npm start -- \[options\]\n/), err: '' })
    expect(version).toEqual({ code: 0, out: '0.1.0\n', err: '' })
  })

  it('names an argument that it cannot use', async () => {
    expect(await start('--port', 'x')).toEqual({
      code: 1, out: '', err: "error: option '--port <number>' argument 'x' is invalid. It must be a whole number from 0 to 65535.\n"
    })
    expect((await start('--hots', 'x')).err).toBe("error: unknown option '--hots'\n(Did you mean --host?)\n")
  })

  it('says that a port is in use', async () => {
    const taken = createServer()
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening))
    // A server that listens on TCP has such an address.
    const { port } = taken.address() as AddressInfo
    const ran = await start('--port', String(port))
    await new Promise((closed) => taken.close(closed))
    expect(ran).toEqual({ code: 1, out: '', err: `Port ${port} of 127.0.0.1 is in use. Choose another one with --port, or 0 for any free one.\n` })
  })

  it('prints the addresses last and alone when everything is built, and ends when it is told to', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'start.js', '--port', '0'], { cwd: root })
    const printed = await new Promise<string>((resolved) => {
      let text = ''
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        if (text.includes('Ctrl+C')) resolved(text)
      })
    })
    const [, url] = /demo +(\S+)/.exec(printed) ?? []
    const pages = await Promise.all(['', 'webchat-service.bus.min.js', 'assets/demo/main.js', 'desk'].map(async (path) => (await fetch(`${url}${path}`)).status))
    child.kill('SIGINT')
    const code = await new Promise((closed) => child.on('close', closed))
    expect(printed).toMatch(/^(Building, about 10 s.*\n\n)?WebChatService sandbox\n {2}demo {7}http:\/\/127\.0\.0\.1:\d+\/\n/)
    expect({ pages, code }).toEqual({ pages: [200, 200, 200, 200], code: 0 })
  })
})

describe('npx webchat-service-sandbox', () => {
  const program = join(root, 'sandbox/bin/webchat-service-sandbox.mjs')

  it('runs', async () => {
    expect(existsSync(join(root, 'node_modules/.bin/webchat-service-sandbox'))).toBe(true)
    expect(await run(program, '--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' })
  })

  it('says what is missing where nothing is built', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    cpSync(program, join(folder, 'bin/program.mjs'))
    const ran = await run(join(folder, 'bin/program.mjs'))
    rmSync(folder, { recursive: true })
    expect(ran).toEqual({ code: 1, out: '', err: expect.stringMatching(/^The sandbox is not built yet\. Run `npm start`/) })
  })
})
