/** Measures subjects side by side: by turns, each beside a round of the floor, so that whatever else the machine does falls on all. */
import { start } from './processes.mjs'
import { median, spread } from './statistics.mjs'

/** A young generation of this size (MB) holds all that a burst allocates: nothing is collected, so that it can be counted. */
const ROOM = 1_024
const COUNTED = ['--expose-gc', `--min-semi-space-size=${ROOM}`, `--max-semi-space-size=${ROOM}`]

/** Messages, at most, of a burst whose bytes are counted: what they allocate fits into that room. */
const COUNTED_BURST = 5_000

/** The floor gets so many times the messages of others: its rounds last nearly as long, so that both meet the same disturbances. */
const FLOOR_TIMES = 3

/** A burst of messages in the chat that is open. */
export const burst = async ({ server, receiver, name, count, check }) => {
  await receiver.ask('listen', { count, check })
  const bytes = await server.ask('send', { name, count })
  return { ...(await receiver.ask('heard')), bytes }
}

/**
 * One chat, one burst after another of half its size, which is not measured: a new chat has new functions, and what they
 * do is compiled as they run.
 */
const shortChat = async ({ origin, ...given }) => {
  await given.receiver.ask('open', origin)
  await burst({ ...given, count: Math.ceil(given.count / 2) })
  const measured = await burst(given)
  await given.receiver.ask('close')
  return measured
}

/**
 * What the subjects cost, in their order.
 * `count`: messages of a burst. `rounds`: bursts per subject that are measured; `warmUp` as many before, in which every text is checked.
 */
export const measure = async (names, { count, rounds, warmUp, progress = () => {} }) => {
  const server = start('server.mjs')
  const receivers = {}
  const origins = {}
  try {
    for (const name of new Set(['floor', ...names])) {
      origins[name] = await server.ask('serve', name)
      receivers[name] = start('receiver.mjs', [name], ['--expose-gc'])
    }
    const countOf = (name) => (name === 'floor' ? FLOOR_TIMES * count : count)
    /** One burst, per message. */
    const once = async (name, check) => {
      const { ms, cpu, bytes } = await shortChat({ server, receiver: receivers[name], name, origin: origins[name], count: countOf(name), check })
      return { ms: ms / countOf(name), cpu: cpu / countOf(name), bytes }
    }

    for (let i = 0; i < warmUp; i += 1) for (const name of Object.keys(receivers)) await once(name, true)

    const measured = Object.fromEntries(names.map((name) => [name, []]))
    for (let i = 0; i < rounds; i += 1) {
      progress(`round ${i + 1} of ${rounds}`)
      for (const name of names) {
        const beside = await once('floor')
        const own = name === 'floor' ? beside : await once(name)
        measured[name].push({ ...own, ratio: beside.ms / own.ms })
      }
    }

    const results = []
    for (const name of names) {
      progress(`allocations of ${name}`)
      const all = measured[name]
      results.push({
        name,
        ratio: spread(all.map(({ ratio }) => ratio)),
        cpu: spread(all.map(({ cpu }) => cpu)),
        allocated: await allocations({ server, name, origin: origins[name], warmUp, count: Math.min(count, COUNTED_BURST) }),
        bytes: all[0].bytes
      })
    }
    return results
  } finally {
    server.stop()
    for (const receiver of Object.values(receivers)) receiver.stop()
  }
}

/** Bytes per message, counted in a process that never collects during a burst. */
const allocations = async ({ server, name, origin, warmUp, count }) => {
  const receiver = start('receiver.mjs', [name], COUNTED)
  try {
    const counted = []
    for (let i = 0; i < warmUp + 3; i += 1) counted.push(await shortChat({ server, receiver, name, origin, count }))
    const clean = counted.slice(warmUp).filter(({ collections }) => collections === 0)
    return clean.length === 0 ? undefined : median(clean.map(({ allocated }) => allocated / count))
  } finally {
    receiver.stop()
  }
}
