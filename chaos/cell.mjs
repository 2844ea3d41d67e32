/** One cell of the table, in a process of its own: a conversation, a fault, and what became of all that was said. */
import { setTimeout as sleep } from 'node:timers/promises'
import { backEnds } from './backEnds.mjs'
import { createClient } from './client.mjs'
import { faults } from './faults.mjs'
import { createProxy } from './proxy.mjs'
import { startSandbox } from './sandbox.mjs'
import { seeded } from './seeded.mjs'
import { failures, tally } from './tally.mjs'

/** Ms that everything that is late may take after the last word was said. */
const SETTLING = 100_000

/** @type {{ backEnd: string, fault: string, seconds: number, seed: number }} */
const { backEnd, fault, seconds, seed } = JSON.parse(process.argv[2])
const ms = seconds * 1000
const random = seeded(seed)
const about = (span) => span * (0.75 + random() / 2)

const begin = Date.now()
/** @type {string[]} */
const happened = []
const log = (line) => happened.push(`${((Date.now() - begin) / 1000).toFixed(2)} s ${line}`)

/** @type {string[]} */
const thrown = []
const caught = (error) => thrown.push(String(error?.stack ?? error))
process.on('uncaughtException', caught)
process.on('unhandledRejection', caught)

const sandbox = await startSandbox()
const proxy = await createProxy(sandbox.port)
const client = await createClient({ backEnd, origin: `http://${proxy.host}`, log })

/** Asks until it is so, or the time is over. Whether it is. */
const until = async (isSo, most) => {
  const end = Date.now() + most
  for (;;) {
    if (await isSo()) return true
    if (Date.now() > end) return false
    await sleep(100)
  }
}

await client.ask('startChat', { nickname: 'Jo' })
client.say('customer-0')
let chat
await until(async () => {
  const { conversations } = await sandbox.control('GET', '/conversations')
  chat = conversations[0]
  return chat !== undefined
}, 20_000)
const path = `/conversations/${chat.id}`
const { memberId } = await sandbox.control('POST', `${path}/agents`, { name: 'Ann' })
await until(() => client.events.agentConnected > 0 || backEnd === 'web-messaging', 10_000)

/** What the server has said that it took. @type {string[]} */
const acknowledged = []
const agentSays = async (text) => {
  try {
    await sandbox.control('POST', `${path}/agents/${memberId}/messages`, { body: text })
    acknowledged.push(text)
  } catch {
    // Killed in mid-word: what the server keeps says whether it was taken.
  }
}
const customerSays = async (text) => client.say(text)

/** Says something so many times a second, one after the other: the order is that of the numbers. */
const talking = async (name, { rate, first, say }) => {
  const end = Date.now() + ms
  for (let n = first, due = Date.now(); Date.now() < end; n += 1, due = Math.max(due + 1000 / rate, Date.now() - 2_000)) {
    await sleep(Math.max(0, due - Date.now()))
    await say(`${name}-${n}`)
  }
}

const { rates } = backEnds[backEnd]
await Promise.all([
  talking('agent', { rate: rates.agent, first: 0, say: agentSays }),
  talking('customer', { rate: rates.customer, first: 1, say: customerSays }),
  faults[fault].run({ proxy, sandbox, online$: client.online$, backEnd, ms, about, log })
])
log('the last word is said')

const isText = ({ text }) => /^(agent|customer)-\d+$/.test(text)
const sides = (texts) => ({ agent: texts.filter((text) => text.startsWith('agent')), customer: texts.filter((text) => text.startsWith('customer')) })
const textsOf = (messages) => sides(messages.filter(isText).map(({ text }) => text))
const keptNow = async () => textsOf((await sandbox.control('GET', path)).messages)

const isSettled = async () => {
  if (client.commands.some(({ answers }) => answers.length === 0)) return false
  const { agent, customer } = await keptNow()
  return client.told.filter(isText).length >= agent.length + customer.length
}
const settled = await until(isSettled, SETTLING)
log(settled ? 'everything is there' : 'given up')
await sleep(1_500) // what comes too often comes now

const kept = await keptNow()
const transcript = await client.ask('getTranscript').catch((error) => {
  caught(error)
  return []
})
const result = tally({ kept, told: textsOf(client.told), transcript: textsOf([transcript].flat().flatMap((entry) => entry.messages ?? entry)), acknowledged, commands: client.commands, thrown })
client.dispose()
await proxy.close()
await sandbox.close()

process.send({ backEnd, fault, seconds, seed, result, failures: failures(result), errors: client.errors, events: client.events, happened }, () => process.exit())
