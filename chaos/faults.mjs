/** The faults: what each does to the network, the server, the device or the page while a conversation goes on. */
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {object} World
 * @property {import('./proxy.mjs').Proxy} proxy
 * @property {import('./sandbox.mjs').Sandbox} sandbox
 * @property {Awaited<ReturnType<typeof import('./customer.mjs').createCustomer>>} customer
 * @property {import('./backEnds.mjs').BackEnd} backEnd
 * @property {number} ms how long the conversation goes on
 * @property {(ms: number) => number} about some ms more or less, by the seed
 * @property {() => Promise<void>} hush the agent is silent, and everything said so far is there
 * @property {() => Promise<void>} startAnew the customer ends the chat and starts another, where the agent speaks again
 * @property {(line: string) => void} log
 */

/**
 * @typedef {object} Fault
 * @property {(world: World) => Promise<unknown>} run
 * @property {number} [least] seconds that it needs
 * @property {boolean} [inRequests] it is about requests that send a message: for back ends that have them
 * @property {boolean} [inHistory] it takes the history away for good: for back ends that hear news without it
 * @property {number} [tabs] how many pages there are side by side; one unless given
 * @property {boolean} [inBrowser] the pages are those of a browser
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

/** More often than anybody asks. */
const EVER = 1_000_000

/** How a history fails: with a status, or without an answer. */
const REFUSALS = {
  500: { kind: 'status', status: 500 },
  429: { kind: 'status', status: 429, retryAfter: 1 },
  silent: { kind: 'slow', delay: 600_000 }
}

const failHistory = (world, how, count) => order(world, { ...REFUSALS[how], ...world.backEnd.history, count })

/** The history fails some times after each cut. */
const failingHistory = (how, count) => (world) =>
  repeatedly(world, 8_000, async () => {
    await failHistory(world, how, count)
    cut(world)
  })

/** The history fails for good after one cut. */
const noHistory = (how) => async (world) => {
  await sleep(world.about(world.ms / 8))
  await failHistory(world, how, EVER)
  cut(world)
}

/** The history fails for a time after one cut. */
const historyAway = (span) => async (world) => {
  await sleep(world.about(world.ms / 8))
  await during(world, 'history away', {
    span: Math.min(span, world.ms * 0.6),
    begin: async () => {
      await failHistory(world, 500, EVER)
      cut(world)
    },
    end: () => world.sandbox.control('DELETE', '/faults')
  })
}

const blackHole = (span) => async (world) => {
  await sleep(world.about(world.ms / 8))
  await during(world, 'black hole', { span: world.ms < span ? world.ms / 2 : span, begin: world.proxy.swallow, end: world.proxy.release })
}

/** Most of the time, what the server says comes seconds late. */
const lateness = (streams) => async (world) => {
  await sleep(world.about(world.ms / 8))
  await during(world, 'lateness', {
    span: within(world, world.ms, 0.6),
    begin: () => world.proxy.delay({ ms: () => world.about(2_500), streams }),
    end: world.proxy.punctual
  })
}

const reload = (world) =>
  repeatedly(world, 7_000, async () => {
    world.log('reload')
    await world.customer.reload()
  })

/** The customer's process stands still. */
const stopped = (span) => async (world) => {
  await sleep(world.about(world.ms / 8))
  await during(world, 'standstill', { span, begin: world.customer.stop, end: world.customer.go })
}

/**
 * The streams go again and again, for all pages at once. Requests do not: a browser repeats by itself one whose kept-alive
 * connection is reset before the answer, and no page hears of it.
 */
const droppedTabs = (world) =>
  repeatedly(world, 8_000, () => {
    world.log('streams cut')
    world.proxy.cutStreams()
  })

/** @type {Readonly<Record<string, Fault>>} */
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
  'black-hole': { run: blackHole(30_000) },
  'black-hole-60': { run: blackHole(60_000), least: 90 },
  'history-500-twice': { run: failingHistory(500, 2) },
  'history-500-4-times': { run: failingHistory(500, 4) },
  'history-500-ever': { run: noHistory(500), least: 100, inHistory: true },
  'history-429-twice': { run: failingHistory(429, 2) },
  'history-429-4-times': { run: failingHistory(429, 4) },
  'history-429-ever': { run: noHistory(429), least: 100, inHistory: true },
  'history-silent-twice': { run: failingHistory('silent', 2) },
  'history-silent-4-times': { run: failingHistory('silent', 4) },
  'history-silent-ever': { run: noHistory('silent'), least: 100, inHistory: true },
  'history-away': { run: historyAway(20_000) },
  'history-away-75': { run: historyAway(75_000), least: 130 },
  'too-many': {
    run: (world) => repeatedly(world, 4_000, () => order(world, { kind: 'status', status: 429, count: 3, retryAfter: 1, path: world.backEnd.sending.path })),
    inRequests: true
  },
  'send-500': {
    run: (world) => repeatedly(world, 4_000, () => order(world, { kind: 'status', status: 500, count: 2, ...world.backEnd.sending })),
    inRequests: true
  },
  'no-answer': {
    // The request is cut off before the server has taken it.
    run: (world) =>
      repeatedly(world, 6_000, async () => {
        await order(world, { kind: 'slow', delay: 4_000, count: 1, ...world.backEnd.sending })
        await sleep(2_000)
        cut(world)
      }),
    inRequests: true
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
            world.customer.online(false)
            await world.proxy.refuse()
          },
          end: async () => {
            await world.proxy.accept()
            world.customer.online(true)
          }
        })
      )
  },
  'end-in-outage': {
    run: async (world) => {
      await sleep(world.about(world.ms / 8))
      await world.hush()
      let anew = Promise.resolve()
      await during(world, 'outage', {
        span: world.about(8_000),
        begin: async () => {
          await world.proxy.refuse()
          anew = sleep(world.about(2_000)).then(world.startAnew)
        },
        end: world.proxy.accept
      })
      await anew
    }
  },
  'stopped-20': { run: stopped(20_000), least: 40 },
  'stopped-60': { run: stopped(60_000), least: 90 },
  reload: { run: reload },
  'reload-in-browser': { run: reload, inBrowser: true },
  'two-tabs': { run: droppedTabs, tabs: 2, inBrowser: true },
  'five-tabs': { run: droppedTabs, tabs: 5, inBrowser: true },
  late: { run: lateness(false) },
  'late-frames': { run: lateness(true) },
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
