/** Compares what a conversation was with what was told of it. Pure. */
import { violations } from './order.mjs'

/** Ms that a time in a sentence may be off from when something was said. */
const ROUNDING = 5

/** The number at the end of a text: what a side says is numbered from 0. */
const numberOf = (text) => Number(text.slice(text.indexOf('-') + 1))

/** Which of `expected` are not in `found`. */
const lacking = (expected, found) => {
  const there = new Set(found)
  return expected.filter((text) => !there.has(text))
}

/** Which come more than once: one entry for each time too many. */
const repeated = (texts) => {
  const seen = new Set()
  return texts.filter((text) => {
    const isRepeated = seen.has(text)
    seen.add(text)
    return isRepeated
  })
}

/** Which come after one with a higher place. */
const misplaced = (texts, placeOf) => {
  let highest = -1
  return texts.filter((text) => {
    const place = placeOf(text)
    const isMisplaced = place < highest
    highest = Math.max(highest, place)
    return isMisplaced
  })
}

const isText = ({ text }) => /^(agent|customer)-\d+$/.test(text)
const textsOf = (messages, side) => messages.filter(isText).map(({ text }) => text).filter((text) => text.startsWith(side))

/** What was told as missing: between the time that the sentence names and the time at which it was said. */
const gapsOf = (events) =>
  events
    .filter(({ name }) => name === 'error')
    .flatMap(({ errors, at }) => errors.filter(({ code }) => code === 'HistoryFailed').map(({ text }) => ({ from: Date.parse(/since (\S+Z)/.exec(text)?.[1] ?? '') || 0, to: at })))

const isWithin = (gaps, at) => gaps.some(({ from, to }) => at >= from - ROUNDING && at <= to + ROUNDING)

/** What a page shows of one side, beside what the server keeps of it. A page that went need not know what came later. */
const compared = (kept, seen, { isGone, gaps }) => {
  const places = new Map(kept.map(({ text }, place) => [text, place]))
  const known = seen.filter((text) => places.has(text))
  const first = Math.min(...known.map((text) => places.get(text)))
  // What was said before the first thing that it knows was on an earlier page.
  const expected = isGone || known.length === 0 ? [] : kept.slice(first)
  const absent = lacking(expected.map(({ text }) => text), seen)
  const missed = absent.filter((text) => isWithin(gaps, kept[places.get(text)].at))
  return {
    lost: lacking(absent, missed),
    missed,
    doubled: repeated(seen),
    disordered: misplaced(known, (text) => places.get(text)),
    unheardOf: lacking(seen, [...places.keys()])
  }
}

/** Several comparisons as one. */
const together = (all) => {
  const whole = { lost: [], missed: [], doubled: [], disordered: [], unheardOf: [] }
  for (const one of all) for (const what of Object.keys(whole)) whole[what].push(...one[what])
  return whole
}

/** Whether the caller was told that nobody knows whether it arrived. */
const isUnsure = ({ reason, text = '' }) => reason === 'unknown' || /nobody knows|not known whether/i.test(text)

/**
 * What is wrong with a cell: every list is empty when nothing is.
 * @param {object} cell
 * @param {{ text: string, at: number }[]} cell.kept what the server keeps, in its order
 * @param {import('./customer.mjs').Seen[]} cell.pages what each page of the customer told
 * @param {{ page: number, messages: { text: string }[] }[]} cell.transcripts what the pages that are there at the end show
 * @param {string[]} cell.acknowledged what the agent was told that the server has taken
 * @param {import('./customer.mjs').Command[]} cell.commands
 */
export const tally = ({ kept, pages, transcripts, acknowledged, commands }) => {
  const keptOf = (side) => kept.filter((message) => isText(message) && message.text.startsWith(side))
  const sides = { agent: keptOf('agent'), customer: keptOf('customer') }
  const arrived = sides.customer.map(({ text }) => text)
  const shown = pages.map(({ events, isGone }) => {
    const received = events.filter(({ name }) => name === 'messageReceived')
    // A page of old messages is older than everything before it.
    const old = received.filter(({ oldMessages }) => oldMessages).reverse()
    const messages = [...old, ...received.filter(({ oldMessages }) => !oldMessages)].flatMap((event) => event.messages)
    return { messages, isGone, gaps: gapsOf(events) }
  })
  const told = (side) => together(shown.map((page) => compared(sides[side], textsOf(page.messages, side), page)))
  const inTranscripts = (side) => together(transcripts.map(({ page, messages }) => compared(sides[side], textsOf(messages ?? [], side), { ...shown[page], isGone: false })))

  /** What no page at all knows, however often they changed. */
  const unknownTo = (side) => {
    const all = new Set(shown.flatMap(({ messages }) => textsOf(messages, side)))
    const gaps = shown.flatMap((page) => page.gaps)
    return sides[side].filter(({ text, at }) => !all.has(text) && !isWithin(gaps, at)).map(({ text }) => text)
  }
  const unique = (texts) => [...new Set(texts)]

  const messages = commands.filter((command) => command.name === 'sendMessage' && isText(command))
  const isOver = ({ answers }) => answers.length > 0
  const failed = messages.filter(({ answers: [first] }) => first !== undefined && !first.isDone)
  const unsure = failed.filter(({ answers: [first] }) => isUnsure(first))
  const textOf = ({ text }) => text
  const sent = messages.filter(({ answers: [first] }) => first?.isDone).map(textOf)
  const down = told('agent')
  const own = told('customer')
  const later = together([inTranscripts('agent'), inTranscripts('customer')])
  /** Each page's own are in order; what is said on two at once has none. */
  const disordered = pages.flatMap((_, page) => {
    const ofPage = new Set(messages.filter((command) => command.page === page).map(textOf))
    return misplaced(arrived.filter((text) => ofPage.has(text)), numberOf)
  })
  return {
    /** The agent's, on their way to the customer. */
    down: { lost: unique([...down.lost, ...unknownTo('agent'), ...lacking(acknowledged, sides.agent.map(textOf))]), doubled: down.doubled, disordered: down.disordered },
    /** The customer's, on their way to the server. */
    up: {
      lost: lacking(sent, arrived),
      doubled: repeated(arrived),
      disordered,
      /** Their caller heard that they had failed, and they arrived all the same. */
      'told wrong': lacking(failed.map(textOf), unsure.map(textOf)).filter((text) => arrived.includes(text))
    },
    /** The customer's, as the customer's own pages show them. */
    own: { lost: unique([...own.lost, ...unknownTo('customer')]), doubled: own.doubled, disordered: own.disordered },
    transcript: { lost: later.lost, doubled: later.doubled, disordered: later.disordered },
    unheardOf: [...down.unheardOf, ...own.unheardOf],
    unanswered: commands.filter((command) => !isOver(command) && !pages[command.page].isGone).map(textOf),
    answeredTwice: commands.filter(({ answers }) => answers.length > 1).map(textOf),
    outOfContract: pages.flatMap(({ events }) => violations(events)),
    thrown: pages.flatMap(({ thrown }) => thrown),
    /** Not wrong, but counted. */
    counts: {
      agent: sides.agent.length,
      customer: messages.length,
      /** The agent's, and the customer's own, that could not be had: `error` said so. */
      missed: unique([...down.missed, ...own.missed]),
      /** Answered with a failure that was one. */
      failed: failed.map(textOf).filter((text) => !arrived.includes(text)),
      /** Answered with the news that nobody knows, whatever became of them. */
      unsure: unsure.map(textOf),
      /** Given on a page that went before their answer came. */
      gone: messages.filter((command) => !isOver(command) && pages[command.page].isGone).map(textOf)
    }
  }
}

/** Everything that is wrong, as sentences. @param {ReturnType<typeof tally>} result */
export const failures = ({ down, up, own, transcript, unheardOf, unanswered, answeredTwice, outOfContract, thrown }) => {
  const flows = { 'agent to customer': down, 'customer to agent': up, "the customer's own": own, transcript }
  const lists = [
    ...Object.entries(flows).flatMap(([flow, lists]) => Object.entries(lists).map(([what, texts]) => [`${flow}: ${what}`, texts])),
    ['told, but not said', unheardOf],
    ['commands without an answer', unanswered],
    ['commands answered twice', answeredTwice],
    ['events out of contract', outOfContract],
    ['thrown', thrown]
  ]
  return lists.filter(([, texts]) => texts.length > 0).map(([what, texts]) => `${what}: ${texts.length} (${texts.slice(0, 10).join(', ')})`)
}
