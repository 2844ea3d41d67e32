/** Pages of the customer that are processes: they can be killed, stopped and continued. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('pageProgram.mjs', import.meta.url))

/**
 * @typedef {object} Page
 * @property {(order: object) => void} send an order: a command under an id, or what the device says of its network
 * @property {(signal: string) => void} signal for pages that are processes
 * @property {() => Promise<void>} leave goes at once, as a page that is closed or loaded anew
 */

/** @param {{ backEnd: string, origin: string, store: string }} given `store`: the file of what survives pages */
export const processPages = async (given) => ({
  /** @param {(record: any) => void} report @returns {Promise<Page>} */
  open: async (report) => {
    const child = fork(PROGRAM, [JSON.stringify(given)])
    let isGone = false
    await new Promise((resolve, reject) => {
      child.on('message', (record) => {
        if (record.kind === 'ready') return resolve(undefined)
        return isGone ? undefined : report(record)
      })
      child.on('exit', (code) => {
        reject(new Error(`The page ended with ${code}`))
        if (!isGone) report({ kind: 'thrown', text: `the page ended with ${code}` })
      })
    })
    return {
      send: (order) => {
        if (child.connected) child.send(order)
      },
      signal: (signal) => child.kill(signal),
      leave: async () => {
        isGone = true
        if (child.exitCode !== null || child.signalCode !== null) return
        const exited = once(child, 'exit')
        child.kill('SIGKILL')
        await exited
      }
    }
  },
  close: async () => undefined
})
