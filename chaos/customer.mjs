/** The customer: one or several pages with the same chat, everything that they told, and what became of each command. */
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {string} text what was said, for messages
 * @property {number} page which page gave it
 * @property {number} at ms since the epoch
 * @property {{ isDone: boolean, tag?: string, reason?: string, text?: string, status?: number }[]} answers one, if all is well
 */

/**
 * @typedef {object} Seen
 * @property {any[]} events what it told, in its order
 * @property {string[]} thrown
 * @property {boolean} isGone it was closed or loaded anew
 */

const DISTURBING = ['disconnected', 'reconnected', 'ended', 'started', 'restored', 'restoreFailed', 'restoreTimeout']

/** What an answer says, in a line. */
export const shortOf = ({ isDone, tag, reason, text, status }) => (isDone ? 'done' : [tag, status, reason, text].filter((part) => part !== undefined).join(' '))

/** @param {{ pages: { open: Function, close: Function }, count: number, log: (line: string) => void }} given `count`: of pages side by side */
export const createCustomer = async ({ pages, count, log }) => {
  /** Every page there has ever been. @type {Seen[]} */
  const seen = []
  /** @type {Command[]} */
  const commands = []
  /** Who waits for a command, by its place. @type {Map<number, (answer: any) => void>} */
  const waiting = new Map()
  /** The pages there are now; `isReady`: somebody can write there. */
  const open = []
  let turn = 0

  const takes = (place, record) => {
    const { events, thrown } = seen[place]
    switch (record.kind) {
      case 'thrown':
        log(`page ${place} thrown ${record.text}`)
        thrown.push(record.text)
        return
      case 'event':
        events.push(record)
        if (DISTURBING.includes(record.name)) log(`page ${place} ${record.name}`)
        // That a message failed is written down with its answer.
        for (const { code, text } of (record.errors ?? []).filter((error) => error.code !== 'MessageFailed')) log(`page ${place} error ${code}: ${text}`)
        return
      case 'answer': {
        const command = commands[record.id]
        command.answers.push(record)
        if (!record.isDone) log(`${command.text}: ${shortOf(record)} after ${record.at - command.at} ms`)
        waiting.get(record.id)?.(record)
        waiting.delete(record.id)
      }
    }
  }

  const openPage = async () => {
    const place = seen.length
    seen.push({ events: [], thrown: [], isGone: false })
    const page = await pages.open((record) => takes(place, record))
    return { place, page, isReady: false }
  }

  const give = ({ place, page }, name, { text = name, options } = {}) => {
    const id = commands.length
    commands.push({ name, text, page: place, at: Date.now(), answers: [] })
    page.send({ what: 'command', id, name, options })
    return id
  }

  /** Its answer, whatever it is. Never, when its page goes. */
  const ask = (one, name, options) =>
    new Promise((resolve) => {
      waiting.set(give(one, name, { options }), resolve)
    })

  const hasStarted = ({ place }) => seen[place].events.some(({ name }) => name === 'started' || name === 'restored')

  /** A page that finds the chat of the one before. In a browser it does so by itself; elsewhere it is asked to. */
  const restoring = async (one) => {
    for (let tries = 0; tries < 30 && !hasStarted(one); tries += 1) {
      const { isActive } = await ask(one, 'verifySession')
      if (isActive) break
      await ask(one, 'restore')
    }
    one.isReady = true
  }

  open.push({ ...(await openPage()), isReady: true })

  return {
    seen,
    commands,
    /** Asks the first page. */
    ask: (name, options) => ask(open[0], name, options),
    /** Further pages find the chat that the first one has started. */
    openOthers: async () => {
      for (let n = 1; n < count; n += 1) open.push(await openPage())
      await Promise.all(open.slice(1).map(restoring))
    },
    /** Says it on the page whose turn it is. Nothing is said where no page is ready. */
    say: (text) => {
      const one = open[turn % open.length]
      turn += 1
      if (one.isReady) give(one, 'sendMessage', { text, options: { message: text } })
    },
    type: () => {
      const one = open[turn % open.length]
      if (one.isReady) give(one, 'sendTyping', { options: { message: '…' } })
    },
    online: (online) => open.forEach(({ page }) => page.send({ what: 'online', online })),
    /** Every page fetches what was said before it: as much as a customer who scrolls up to the beginning would. `most`: ms. */
    scrollUp: async (most) => {
      const end = Date.now() + most
      await Promise.all(
        open.map(async (one) => {
          while (Date.now() < end) {
            const { isDone, text = '' } = await ask(one, 'fetchHistory')
            if (text.startsWith('No more messages') || text.startsWith('Fetching history messages applies only')) return
            if (!isDone) await sleep(500)
          }
        })
      )
    },
    /** What every page shows at the end: `undefined` where none comes. */
    transcripts: () => Promise.all(open.map(async (one) => ({ page: one.place, messages: (await ask(one, 'getTranscript')).messages }))),
    /** The page of a turn is closed and loaded anew. */
    reload: async (which = 0) => {
      const gone = open[which]
      gone.isReady = false
      seen[gone.place].isGone = true
      await gone.page.leave()
      const next = await openPage()
      open[which] = next
      await restoring(next)
    },
    /** The machine stands still: nobody says anything meanwhile. */
    stop: () =>
      open.forEach((one) => {
        one.isReady = false
        one.page.signal('SIGSTOP')
      }),
    go: () =>
      open.forEach((one) => {
        one.page.signal('SIGCONT')
        one.isReady = true
      }),
    close: async () => {
      await Promise.all(open.map(({ page }) => page.leave()))
      await pages.close()
    }
  }
}
