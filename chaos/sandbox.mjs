/** The server: the sandbox in a process of its own, which can be killed and started again with what it knew. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../sandbox/dist/cli.js', import.meta.url))

/** Starts one, and resolves with its process once it answers. */
const started = async (state, port) => {
  const child = spawn(process.execPath, [PROGRAM, '--port', String(port), '--state', state, '--no-auto-agent'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk
    if (/dataURL\s+\S+/.test(said)) {
      child.stdout.resume()
      return child
    }
  }
  throw new Error(`The sandbox did not start: ${said}`)
}

/**
 * @typedef {object} Sandbox
 * @property {(method: string, path: string, body?: object) => Promise<any>} control asks below `/sandbox`, past the proxy. Rejects when it is refused or nobody is there
 * @property {() => Promise<void>} kill at once, with SIGKILL
 * @property {() => Promise<void>} restart at the same port, with what it knew
 * @property {() => Promise<void>} close
 */

/** @param {number} port @returns {Promise<Sandbox>} */
export const startSandbox = async (port) => {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'))
  const state = join(folder, 'state.json')
  let child = await started(state, port)

  const control = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000)
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  return {
    control,
    kill,
    restart: async () => {
      child = await started(state, port)
    },
    close: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
