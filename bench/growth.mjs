/** How a message's cost grows with the conversation, what stays of it, and what reading the transcript costs. Over real sockets. */
import { burst } from './measure.mjs'
import { start } from './processes.mjs'
import { median, spread } from './statistics.mjs'

/** MB: a million messages fit in. */
const FLAGS = ['--expose-gc', '--max-old-space-size=8192']

const TENTHS = 10

/** Messages before the first tenth: a new chat's functions are compiled as they run, which is no growth. */
const WARM = 20_000

/** One long chat. `last` and `first` are of its last and first tenth: ms, and µs of CPU. */
const longChat = async ({ server, receiver, name, origin, count }) => {
  await receiver.ask('open', origin)
  await burst({ server, receiver, name, count: WARM })
  const before = await receiver.ask('retained')
  const tenths = []
  for (let i = 0; i < TENTHS; i += 1) tenths.push(await burst({ server, receiver, name, count: count / TENTHS }))
  const retained = ((await receiver.ask('retained')) - before) / count
  await receiver.ask('close')
  return { time: tenths[TENTHS - 1].ms / tenths[0].ms, cpu: tenths[TENTHS - 1].cpu / tenths[0].cpu, retained }
}

/**
 * `count`: messages of a chat. `read`: messages of the transcript that is read. Medians of `rounds` chats.
 * `time`, `cpu`: the last tenth over the first. `retained`: bytes that stay of a message. `transcript`, `loop`: ms.
 */
export const growth = async (name, { count, read, rounds, progress }) => {
  const server = start('server.mjs')
  const receiver = start('receiver.mjs', [name], FLAGS)
  try {
    const origin = await server.ask('serve', name)
    const chat = { server, receiver, name, origin }

    progress(`${name}: warming up, then reading ${read} messages`)
    await receiver.ask('open', origin)
    await burst({ server, receiver, name, count: read })
    const reading = await receiver.ask('read')
    await receiver.ask('close')

    const chats = []
    for (let i = 0; i < rounds; i += 1) {
      progress(`${name}: chat ${i + 1} of ${rounds}, ${count} messages`)
      chats.push(await longChat({ ...chat, count }))
    }
    const of = (key) => chats.map((measured) => measured[key])
    return { name, count, read, ...reading, time: spread(of('time')), cpu: spread(of('cpu')), retained: median(of('retained')) }
  } finally {
    server.stop()
    receiver.stop()
  }
}
