/** The faults: what each does to the network, the server or the device while a conversation goes on. */
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {object} World
 * @property {import('./proxy.mjs').Proxy} proxy
 * @property {import('./sandbox.mjs').Sandbox} sandbox
 * @property {import('rxjs').BehaviorSubject<boolean>} online$ what the device says of its network
 * @property {string} backEnd
 * @property {number} ms how long the conversation goes on
 * @property {(ms: number) => number} about some ms more or less, by the seed
 * @property {(line: string) => void} log
 */

/** Orders a fault of the sandbox. @param {World} world */
const order = ({ sandbox, log }, fault) => {
  log(`fault ${JSON.stringify(fault)}`)
  return sandbox.control('POST', '/faults', fault)
}

/** Does something again and again until three quarters of the time are over: what is left shows that all is well again. */
const repeatedly = async ({ ms, about }, every, act) => {
  const until = Date.now() + ms * 0.75
  await sleep(about(ms / 8))
  while (Date.now() < until) {
    await act()
    await sleep(about(every))
  }
}

/** Takes something away for a time, and brings it back. */
const during = async ({ log }, what, { span, begin, end }) => {
  log(`${what} begins`)
  await begin()
  await sleep(span)
  await end()
  log(`${what} ends`)
}

/** A part of the conversation's time, at the most: so that short cells have all of it, too. */
const within = ({ ms, about }, most, share = 0.4) => about(Math.min(most, ms * share))

const cut = ({ proxy, log }) => {
  log('cut')
  proxy.cut()
}

/** Where each back end's history is. */
const HISTORY = { 'guest-chat': '/messages', 'web-messaging': '/webmessaging/messages', 'multicloud-v3': '/messages' }

/** The history fails some times after each cut. */
const failingHistory = (count) => (world) =>
  repeatedly(world, 8_000, async () => {
    await order(world, { kind: 'status', status: 500, count, path: HISTORY[world.backEnd], method: 'GET' })
    cut(world)
  })

/** @type {Readonly<Record<string, { run: (world: World) => Promise<unknown>, only?: string }>>} */
export const faults = {
  calm: { run: async () => undefined },
  drop: { run: (world) => repeatedly(world, 6_000, () => cut(world)) },
  close: { run: (world) => repeatedly(world, 6_000, () => order(world, { kind: 'drop', code: 1001 })) },
  storm: { run: (world) => repeatedly(world, 1_000, () => cut(world)) },
  outage: {
    run: async (world) => {
      await sleep(world.about(world.ms / 8))
      await during(world, 'outage', { span: within(world, 10_000), begin: world.proxy.refuse, end: world.proxy.accept })
    }
  },
  refused: {
    run: (world) =>
      repeatedly(world, 12_000, async () => {
        await order(world, { kind: 'refuse', duration: Math.round(within(world, 6_000, 0.3)), http: true })
        cut(world)
      })
  },
  'half-open': {
    run: async (world) => {
      await sleep(world.about(world.ms / 8))
      // For good: what was said into it meanwhile must not arrive in the end, after it has been said again elsewhere.
      await order(world, { kind: 'silence', duration: 3_600_000 })
    }
  },
  'black-hole': {
    run: async (world) => {
      await sleep(world.about(world.ms / 8))
      await during(world, 'black hole', { span: world.about(world.ms < 30_000 ? world.ms / 2 : 30_000), begin: world.proxy.swallow, end: world.proxy.release })
    }
  },
  'history-500-twice': { run: failingHistory(2) },
  'history-500-4-times': { run: failingHistory(4) },
  'history-away': {
    run: async (world) => {
      await sleep(world.about(world.ms / 8))
      await during(world, 'history away', {
        span: within(world, 20_000, 0.6),
        begin: async () => {
          await order(world, { kind: 'status', status: 500, count: 1_000_000, path: HISTORY[world.backEnd], method: 'GET' })
          cut(world)
        },
        end: () => world.sandbox.control('DELETE', '/faults')
      })
    }
  },
  'too-many': {
    run: (world) => repeatedly(world, 4_000, () => order(world, { kind: 'status', status: 429, count: 3, retryAfter: 1, path: '/messages' })),
    only: 'guest-chat'
  },
  'send-500': {
    run: (world) => repeatedly(world, 4_000, () => order(world, { kind: 'status', status: 500, count: 2, path: '/messages', method: 'POST' })),
    only: 'guest-chat'
  },
  'no-answer': {
    // The request is cut off before the server has taken it.
    run: (world) =>
      repeatedly(world, 6_000, async () => {
        await order(world, { kind: 'slow', delay: 4_000, count: 1, path: '/messages', method: 'POST' })
        await sleep(2_000)
        cut(world)
      }),
    only: 'guest-chat'
  },
  'answer-lost': {
    // The server takes everything, but nothing that it says gets through.
    run: (world) => repeatedly(world, 6_000, () => during(world, 'muteness', { span: world.about(1_500), begin: world.proxy.mute, end: world.proxy.release }))
  },
  killed: {
    run: (world) =>
      repeatedly(world, 12_000, () => during(world, 'death', { span: world.about(1_500), begin: world.sandbox.kill, end: world.sandbox.restart }))
  },
  offline: {
    run: (world) =>
      repeatedly(world, 10_000, () =>
        during(world, 'offline', {
          span: within(world, 4_000, 0.2),
          begin: async () => {
            world.online$.next(false)
            await world.proxy.refuse()
          },
          end: async () => {
            await world.proxy.accept()
            world.online$.next(true)
          }
        })
      )
  },
  duplicate: { run: (world) => repeatedly(world, 2_000, () => order(world, { kind: 'duplicate', count: 5 })) },
  reorder: { run: (world) => repeatedly(world, 2_000, () => order(world, { kind: 'reorder', count: 3 })) },
  poison: { run: (world) => repeatedly(world, 3_000, () => order(world, { kind: 'poison' })) },
  mixed: {
    run: (world) =>
      repeatedly(world, 4_000, async () => {
        await order(world, { kind: 'duplicate', count: 5 })
        await order(world, { kind: 'reorder', count: 2 })
        await order(world, { kind: 'poison' })
        await sleep(500)
        cut(world)
      })
  }
}
