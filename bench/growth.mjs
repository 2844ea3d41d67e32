/** How a message's cost grows with the conversation, what stays of it, and what reading the transcript costs. Over real sockets. */
import { burst } from './measure.mjs'
import { start } from './processes.mjs'
import { median, spread } from './statistics.mjs'

/** MB: a million messages fit in. */
const FLAGS = ['--expose-gc', '--max-old-space-size=8192']

const TENTHS = 10

/** Messages before the first tenth: a new chat's functions are compiled as they run, which is no growth. */
const WARM = 50_000

/** What `use` answers, over one chat in a process of its own: nothing of an earlier chat is in its memory. */
const inOneChat = async ({ server, name, origin }, use) => {
  const receiver = start('receiver.mjs', [name], FLAGS)
  try {
    await receiver.ask('open', origin)
    return await use(receiver, (count) => burst({ server, receiver, name, count }))
  } finally {
    receiver.stop()
  }
}

/** One long chat: its last tenth over its first in time and CPU, and the bytes that stay of a message. */
const longChat = (chat, count) =>
  inOneChat(chat, async (receiver, hear) => {
    await hear(WARM)
    const before = await receiver.ask('retained')
    const tenths = []
    for (let i = 0; i < TENTHS; i += 1) tenths.push(await hear(count / TENTHS))
    const retained = ((await receiver.ask('retained')) - before) / count
    return { time: tenths[TENTHS - 1].ms / tenths[0].ms, cpu: tenths[TENTHS - 1].cpu / tenths[0].cpu, retained }
  })

/** Ms of `getTranscript` of so many messages, and of a plain loop that copies the same. */
const reading = (chat, count) =>
  inOneChat(chat, async (receiver, hear) => {
    await hear(count)
    return receiver.ask('read')
  })

/** `count`: messages of a long chat, of which there are `rounds`. `read`: messages of the transcript that is read. */
export const growth = async (name, { count, read, rounds, progress }) => {
  const server = start('server.mjs')
  try {
    const chat = { server, name, origin: await server.ask('serve', name) }
    progress(`${name}: reading ${read} messages`)
    const times = await reading(chat, read)
    const chats = []
    for (let i = 0; i < rounds; i += 1) {
      progress(`${name}: chat ${i + 1} of ${rounds}, ${count} messages`)
      chats.push(await longChat(chat, count))
    }
    const of = (key) => chats.map((measured) => measured[key])
    return { name, count, read, ...times, time: spread(of('time')), cpu: spread(of('cpu')), retained: median(of('retained')) }
  } finally {
    server.stop()
  }
}
