/** The customer: the built package with a chat in it, everything that it told, and what became of each command. */
import { BehaviorSubject } from 'rxjs'
import { backEnds } from './backEnds.mjs'

/**
 * @typedef {object} Command
 * @property {string} text what was said
 * @property {number} at ms since the epoch
 * @property {string[]} answers what it was answered with: `Right`, or the tag and the reason of a `Left`
 */

/** @param {{ backEnd: string, origin: string, log: (line: string) => void }} given */
export const createClient = async ({ backEnd, origin, log }) => {
  const { createService } = await import('../dist/index.mjs')
  const { nodeEnvironment } = await import('../dist/node.mjs')
  const config = backEnds[backEnd].config(origin)
  const online$ = new BehaviorSubject(true)
  const opened = (await backEnds[backEnd].load()).open(config, { ...nodeEnvironment(), online$ })
  if (opened._tag === 'Left') throw new Error(opened.left.join('\n'))
  const service = createService({ transport: opened.right, config })

  /** Everything that was told as said, in the order in which it was told. @type {{ type: string, text: string, timestamp: number }[]} */
  const told = []
  /** @type {Command[]} */
  const commands = []
  /** How often each event was told. @type {Record<string, number>} */
  const events = {}
  /** Sites' own subscribers must hear each error: those that say that something is missing. @type {string[]} */
  const errors = []

  service.event$.subscribe(({ _tag, data }) => {
    events[_tag] = (events[_tag] ?? 0) + 1
    if (_tag === 'disconnected' || _tag === 'reconnected' || _tag === 'ended') log(_tag)
    if (_tag === 'error') {
      const codes = data.errors.map(({ code, text }) => `${code}: ${text}`)
      errors.push(...codes)
      log(`error ${codes.join()}`)
    }
    if (_tag !== 'messageReceived') return
    for (const { type, text, from, timestamp } of data.messages) if (type === 'Message') told.push({ type: from.type, text, timestamp: Number(timestamp) })
  })

  const ask = (name, options) =>
    new Promise((resolve, reject) => {
      service.command(name, options).subscribe((answer) => {
        if (answer._tag === 'Right') resolve(answer.right)
        else reject(new Error(`${name}: ${JSON.stringify(answer.left)}`))
      })
    })

  return {
    told,
    commands,
    events,
    errors,
    online$,
    ask,
    say: (text) => {
      const command = { text, at: Date.now(), answers: [] }
      commands.push(command)
      service.command('sendMessage', { message: text }).subscribe((answer) => {
        const { _tag, left } = answer
        command.answers.push(_tag === 'Right' ? 'Right' : `${left._tag}${left.response?.status === undefined ? '' : ` ${left.response.status} ${left.response.errorReason ?? left.response.statusText ?? ''}`}`)
        if (_tag === 'Left') log(`${text}: ${command.answers.join()} after ${Date.now() - command.at} ms`)
      })
    },
    dispose: () => service.dispose()
  }
}
