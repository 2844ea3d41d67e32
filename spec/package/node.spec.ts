/** Sockets in Node: those of `ws` where it is installed, else Node's own, else a sentence that says what to do. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')

/** A project that has installed the package and these others. */
const project = (...others: ReadonlyArray<string>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'webchat-service-'))
  const installed = join(folder, 'node_modules')
  mkdirSync(join(installed, 'webchat-service'), { recursive: true })
  cpSync(join(root, 'package.json'), join(installed, 'webchat-service/package.json'))
  cpSync(join(root, 'dist'), join(installed, 'webchat-service/dist'), { recursive: true })
  for (const other of ['rxjs', 'tslib', ...others]) symlinkSync(join(root, 'node_modules', other), join(installed, other))
  return folder
}

/** What a script of that project prints about the socket that the environment has. */
const socketOf = (folder: string, kind: 'mjs' | 'cjs', before = ''): string => {
  const get = kind === 'mjs' ? "import { nodeEnvironment } from 'webchat-service/node'" : "const { nodeEnvironment } = require('webchat-service/node')"
  writeFileSync(join(folder, `script.${kind}`), `${get}
    ${before}
    try { console.log(Object.getPrototypeOf(nodeEnvironment().WebSocket).name || nodeEnvironment().WebSocket.name) }
    catch (error) { console.log(error.message) }`)
  return execFileSync(process.execPath, [join(folder, `script.${kind}`)], { encoding: 'utf8' }).trim()
}

const withoutGlobal = 'delete globalThis.WebSocket'
const withGlobal = 'globalThis.WebSocket = class Own {}'

describe.each(['mjs', 'cjs'] as const)('nodeEnvironment in a %s file', (kind) => {
  it('takes the sockets of ws', () => {
    const folder = project('ws')
    expect(socketOf(folder, kind, withGlobal)).toBe('WebSocket')
    rmSync(folder, { recursive: true })
  })

  it("takes Node's own without it, and says what to install where there is none", () => {
    const folder = project()
    expect([socketOf(folder, kind, withGlobal), socketOf(folder, kind, withoutGlobal)]).toEqual([
      'Own',
      'nodeEnvironment: this version of Node has no WebSocket. Install the package ws (npm install ws), or use Node 22.'
    ])
    rmSync(folder, { recursive: true })
  })
})
