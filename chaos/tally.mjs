/** Compares what a conversation was with what was told of it. Pure. */

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

/** One view of the conversation, beside what the server keeps of it. */
const compared = (kept, seen) => {
  const places = new Map(kept.map((text, place) => [text, place]))
  const known = seen.filter((text) => places.has(text))
  return { lost: lacking(kept, seen), doubled: repeated(seen), disordered: misplaced(known, (text) => places.get(text)), unheardOf: lacking(seen, kept) }
}

/**
 * What is wrong with a cell: every list is empty when nothing is.
 * @param {object} cell
 * @param {{ agent: string[], customer: string[] }} cell.kept what the server keeps of each side, in its order
 * @param {{ agent: string[], customer: string[] }} cell.told what `messageReceived` told of each side, in its order
 * @param {{ agent: string[], customer: string[] }} cell.transcript the same, of the transcript at the end
 * @param {string[]} cell.acknowledged what the agent was told that the server has taken
 * @param {import('./client.mjs').Command[]} cell.commands
 * @param {string[]} cell.thrown
 */
export const tally = ({ kept, told, transcript, acknowledged, commands, thrown }) => {
  const answered = (test) => commands.filter(({ answers }) => test(answers)).map(({ text }) => text)
  const sent = answered(([first]) => first === 'Right')
  const refused = answered(([first]) => first !== undefined && first !== 'Right')
  const toClient = compared(kept.agent, told.agent)
  const own = compared(kept.customer, told.customer)
  const later = { agent: compared(kept.agent, transcript.agent), customer: compared(kept.customer, transcript.customer) }
  return {
    /** The agent's, on their way to the customer. */
    down: { lost: [...toClient.lost, ...lacking(acknowledged, kept.agent)], doubled: toClient.doubled, disordered: toClient.disordered },
    /** The customer's, on their way to the server. */
    up: { lost: lacking(sent, kept.customer), doubled: repeated(kept.customer), disordered: misplaced(kept.customer, numberOf) },
    /** The customer's, as the customer's own page shows them. */
    own: { lost: own.lost, doubled: own.doubled, disordered: own.disordered },
    transcript: {
      lost: [...later.agent.lost, ...later.customer.lost],
      doubled: [...later.agent.doubled, ...later.customer.doubled],
      disordered: [...later.agent.disordered, ...later.customer.disordered]
    },
    unheardOf: [...toClient.unheardOf, ...own.unheardOf],
    unanswered: answered(({ length }) => length === 0),
    answeredTwice: answered(({ length }) => length > 1),
    thrown,
    /** Not wrong, but counted: commands that were answered with a failure, and those of them that arrived all the same. */
    counts: { agent: kept.agent.length, customer: commands.length, refused, refusedButArrived: refused.filter((text) => kept.customer.includes(text)) }
  }
}

/** Everything that is wrong, as sentences. @param {ReturnType<typeof tally>} result */
export const failures = ({ down, up, own, transcript, unheardOf, unanswered, answeredTwice, thrown }) => {
  const flows = { 'agent to customer': down, 'customer to agent': up, "the customer's own": own, transcript }
  const lists = [
    ...Object.entries(flows).flatMap(([flow, lists]) => Object.entries(lists).map(([what, texts]) => [`${flow}: ${what}`, texts])),
    ['told, but not said', unheardOf],
    ['commands without an answer', unanswered],
    ['commands answered twice', answeredTwice],
    ['thrown', thrown]
  ]
  return lists.filter(([, texts]) => texts.length > 0).map(([what, texts]) => `${what}: ${texts.length} (${texts.slice(0, 10).join(', ')})`)
}
