/** One cell of the table, in a process of its own: a conversation, a fault, and what became of all that was said. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { backEnds } from './backEnds.mjs'
import { createCustomer } from './customer.mjs'
import { faults } from './faults.mjs'
import { createProxy } from './proxy.mjs'
import { startSandbox } from './sandbox.mjs'
import { seeded } from './seeded.mjs'
import { failures, tally } from './tally.mjs'

/** Ms that everything that is late may take after the last word was said. */
const SETTLING = 120_000
/** Ms that a customer may scroll up: a history may be rationed. */
const SCROLLING = 90_000
/** Every so many words are preceded by a sign of typing. */
const TYPING = 5

/**
 * @typedef {object} Cell
 * @property {string} backEnd
 * @property {string} fault
 * @property {number} seconds
 * @property {number} seed
 * @property {{ agent: number, customer: number }} rates messages per second
 * @property {{ sandbox: number, proxy: number, site: number }} ports
 */

/** @type {Cell} */
const cell = JSON.parse(process.argv[2])
const { backEnd, fault, seconds, seed, rates, ports } = cell
const { run, tabs = 1, inBrowser = false } = faults[fault]
const ms = seconds * 1000
const random = seeded(seed)
const about = (span) => span * (0.75 + random() / 2)

const begin = Date.now()
/** @type {string[]} */
const happened = []
const log = (line) => happened.push(`${((Date.now() - begin) / 1000).toFixed(2)} s ${line}`)

const folder = mkdtempSync(join(tmpdir(), 'chaos-page-'))
const sandbox = await startSandbox(ports.sandbox)
/** Nothing stays behind: not after an error, and not without the one who ordered it. */
const giveUp = async (error) => {
  if (error !== undefined) console.error(error)
  await sandbox.kill()
  process.exit(1)
}
process.on('disconnect', () => giveUp())
process.on('uncaughtException', giveUp)
process.on('unhandledRejection', giveUp)
const proxy = await createProxy({ target: ports.sandbox, port: ports.proxy })
const origin = `http://${proxy.host}`
// A browser and its driver are loaded only where they are needed.
const pages = inBrowser
  ? await (await import('./browserPages.mjs')).browserPages({ backEnd, origin, port: ports.site })
  : await (await import('./processPages.mjs')).processPages({ backEnd, origin, store: join(folder, 'store.json') })
const customer = await createCustomer({ pages, count: tabs, log })

/** Asks until it is so, or the time is over. Whether it is. */
const until = async (isSo, most) => {
  const end = Date.now() + most
  for (;;) {
    if (await isSo()) return true
    if (Date.now() > end) return false
    await sleep(250)
  }
}

/** All chats of the customer, the first one first: where the agent is. @type {{ path: string, agent: string }[]} */
const chats = []
let isHushed = false

/** An agent takes the chat that has come about. */
const serve = async () => {
  let chat
  await until(async () => {
    const { conversations } = await sandbox.control('GET', '/conversations')
    chat = conversations[chats.length]
    return chat !== undefined
  }, 20_000)
  if (chat === undefined) throw new Error('No chat has come about')
  const path = `/conversations/${chat.id}`
  const { memberId } = await sandbox.control('POST', `${path}/agents`, { name: 'Ann' })
  chats.push({ path, agent: `${path}/agents/${memberId}` })
  isHushed = false
}

/** What the server has said that it took. @type {string[]} */
const acknowledged = []
let words = 0
const agentSays = async (text) => {
  if (isHushed) return
  const { agent } = chats.at(-1)
  words += 1
  try {
    if (words % TYPING === 0) await sandbox.control('POST', `${agent}/typing`)
    await sandbox.control('POST', `${agent}/messages`, { body: text })
    acknowledged.push(text)
  } catch {
    // Killed in mid-word: what the server keeps says whether it was taken.
  }
}
const customerSays = async (text, n) => {
  if (n % TYPING === 0) customer.type()
  customer.say(text)
}

/** When the last word is said, in ms since the epoch: a while after the fault is over, so that it shows that all is well again. */
let talkUntil = Infinity

/** Says something so many times a second, one after the other: the order is that of the numbers. */
const talking = async (name, { rate, first, say }) => {
  for (let n = first, due = Date.now(); Date.now() < talkUntil; n += 1, due = Math.max(due + 1000 / rate, Date.now() - 2_000)) {
    await sleep(Math.max(0, due - Date.now()))
    await say(`${name}-${n}`, n)
  }
}

const keptNow = async () => {
  const all = []
  for (const { path } of chats) all.push(...(await sandbox.control('GET', path)).messages.map(({ text, at }) => ({ text, at })))
  return all
}

const result = async (transcripts) => tally({ kept: await keptNow(), pages: customer.seen, transcripts, acknowledged, commands: customer.commands })

const isSettled = async () => {
  const { down, own, unanswered } = await result([])
  return unanswered.length === 0 && down.lost.length === 0 && own.lost.length === 0
}

/** Asks again until a chat is started: while nothing gets through, none can be. */
const start = () => until(async () => (await customer.ask('startChat', { nickname: 'Jo' })).isDone, 60_000)

await start()
customer.say('customer-0')
await customer.openOthers()
await serve()
await until(() => customer.seen[0].events.some(({ name }) => name === 'agentConnected') || backEnd === 'web-messaging', 10_000)

const world = {
  proxy, sandbox, customer, backEnd: backEnds[backEnd], ms, about, log,
  hush: async () => {
    isHushed = true
    await until(isSettled, 10_000)
    log('the agent is silent')
  },
  startAnew: async () => {
    await customer.ask('endChat')
    log('the customer has ended the chat')
    await start()
    customer.say('hello again')
    await serve()
  }
}
const disturb = async () => {
  const end = Date.now() + ms
  await run(world)
  talkUntil = Math.max(end, Date.now() + ms / 4)
}
await Promise.all([
  talking('agent', { rate: rates.agent, first: 0, say: agentSays }),
  talking('customer', { rate: rates.customer, first: 1, say: customerSays }),
  disturb()
])
log('the last word is said')
// A page that restored the chat begins with its newest part.
if (customer.seen.some(({ isGone }) => isGone)) await customer.scrollUp(SCROLLING)
const settled = await until(isSettled, SETTLING)
log(settled ? 'everything is there' : 'given up')
await sleep(1_500) // what comes too often comes now

const judged = await result(await customer.transcripts())
const kept = await keptNow()
await customer.close()
await proxy.close()
await sandbox.close()
rmSync(folder, { recursive: true, force: true })

const told = customer.seen.map(({ events }) => events.filter(({ name }) => name !== 'messageReceived').map(({ name }) => name))
process.send({ ...cell, result: judged, failures: failures(judged), kept, told, happened }, () => process.exit())
