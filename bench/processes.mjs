/** Processes that ask each other things: a question goes out as a message, its answer comes back under the same number. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * In the child: answers questions, by name. Ends with its parent.
 * @param {Readonly<Record<string, (given: any) => unknown>>} answers
 */
export const answering = (answers) => {
  process.on('disconnect', () => process.exit())
  process.on('message', async ({ id, question, given }) => {
    try {
      process.send({ id, answer: await answers[question](given) })
    } catch (error) {
      process.send({ id, failure: String(error?.stack ?? error) })
    }
  })
}

/**
 * In the parent: starts a script of this folder. `flags` are Node's.
 * @returns {{ ask: (question: string, given?: unknown) => Promise<any>, stop: () => void }}
 */
export const start = (script, args = [], flags = []) => {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args, { execArgv: flags })
  const what = [script, ...args].join(' ')
  const waiting = new Map()
  let count = 0

  child.on('message', ({ id, answer, failure }) => {
    const { resolve, reject } = waiting.get(id)
    waiting.delete(id)
    if (failure === undefined) resolve(answer)
    else reject(new Error(`${what}: ${failure}`))
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${what} ended with ${code}`))
  })

  return {
    ask: (question, given) =>
      new Promise((resolve, reject) => {
        count += 1
        waiting.set(count, { resolve, reject })
        child.send({ id: count, question, given }, (error) => {
          if (error) reject(new Error(`${what} is gone`))
        })
      }),
    stop: () => child.kill()
  }
}
