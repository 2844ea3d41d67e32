/**
 * The outbox: what the customer says, one after the other. It waits while there is no connection, and what was on its way
 * when the answer failed to come is looked for in the history before it is said again. A pure machine.
 */
import type { Answer } from '../../../lib'

/** One thing that is said. */
export interface Utterance<A, U> {
  /** Of the call that waits for it. */
  readonly id: string
  /** What goes out, in the back end's own form. */
  readonly said: U
  /** `queued`: not sent yet. `sent`: on its way. `unknown`: whether it arrived has to be found out. */
  readonly phase: 'queued' | 'sent' | 'unknown'
  /** How often it was sent and not answered although the connection stood. */
  readonly failures: number
  /** When it was sent last, in ms since the epoch. */
  readonly sentAt: number
  /** Somebody waits for its fate; else it is not sent again. */
  readonly isWanted: boolean
  /** What it has become in the conversation, once it was seen there. */
  readonly echo?: A
  /** The latest answer that left it unknown. */
  readonly answer?: Answer
}

/** Something that the server has taken, and that has still to be seen in the conversation. */
interface Awaited {
  readonly id: string
  /** When it counts as missed, in ms since the epoch. */
  readonly by: number
}

export interface Outbox<A, U> {
  /** Only the first one is ever on its way. */
  readonly line: ReadonlyArray<Utterance<A, U>>
  readonly awaited: ReadonlyArray<Awaited>
  /** Ids of what the latest answers were about: such an item is nobody else's echo. */
  readonly taken: ReadonlyArray<string>
  /** When the connection is doubted because the first one is still unanswered, in ms since the epoch. */
  readonly doubtAt: number
}

/** How often something is sent without an answer before it is given up as unknown. */
const MOST_FAILURES = 2
/** How many ids of answers are remembered. */
const MOST_TAKEN = 16

export const empty: Outbox<never, never> = { line: [], awaited: [], taken: [], doubtAt: Infinity }

const withFirst = <A, U>(box: Outbox<A, U>, change: Partial<Utterance<A, U>>): Outbox<A, U> => ({
  ...box,
  line: box.line.map((one, i) => (i === 0 ? { ...one, ...change } : one)),
  doubtAt: Infinity
})

/** Something is said: it stands at the end of the line. */
export const said = <A, U>(box: Outbox<A, U>, id: string, what: U): Outbox<A, U> => ({
  ...box,
  line: [...box.line, { id, said: what, phase: 'queued', failures: 0, sentAt: Infinity, isWanted: true }]
})

/** Nobody waits for it any more: it leaves the line when it has not been sent yet, and else is not sent again. */
export const cancelled = <A, U>(box: Outbox<A, U>, id: string): Outbox<A, U> => ({
  ...box,
  line: box.line.flatMap((one) => {
    if (one.id !== id) return [one]
    return one.phase === 'queued' ? [] : [{ ...one, isWanted: false }]
  })
})

/** The first one is sent. `patience`: ms after which its silence casts a doubt on the connection. */
export const sent = <A, U>(box: Outbox<A, U>, now: number, patience: number): Outbox<A, U> => ({
  ...withFirst(box, { phase: 'sent', sentAt: now, echo: undefined }),
  doubtAt: now + patience
})

/** What the first one was answered with does not say whether it arrived. */
export const unanswered = <A, U>(box: Outbox<A, U>, answer: Answer): Outbox<A, U> => {
  const [first] = box.line
  if (first === undefined || first.phase !== 'sent') return box
  return withFirst(box, { phase: 'unknown', failures: first.failures + 1, answer })
}

/** The connection went while the first one was on its way on it. */
export const cutOff = <A, U>(box: Outbox<A, U>): Outbox<A, U> => (box.line[0]?.phase === 'sent' ? withFirst(box, { phase: 'unknown' }) : box)

/** The first one has certainly not arrived, and is sent again. */
export const unsent = <A, U>(box: Outbox<A, U>): Outbox<A, U> => (box.line[0]?.phase === 'sent' ? withFirst(box, { phase: 'queued' }) : box)

/** It was seen in the conversation. */
export const echoed = <A, U>(box: Outbox<A, U>, echo: A): Outbox<A, U> => {
  const [first] = box.line
  if (first === undefined || first.phase === 'queued' || first.echo !== undefined) return box
  return { ...box, line: box.line.map((one, i) => (i === 0 ? { ...one, echo } : one)) }
}

/** It is settled, and leaves the line. */
export const without = <A, U>(box: Outbox<A, U>, id: string): Outbox<A, U> => ({ ...box, line: box.line.filter((one) => one.id !== id), doubtAt: Infinity })

/** The server took it under an id of its own. `by`: when it has to be seen, in ms since the epoch. */
export const took = <A, U>(box: Outbox<A, U>, id: string, by: number): Outbox<A, U> => ({
  ...box,
  awaited: by < Infinity ? [...box.awaited, { id, by }] : box.awaited,
  taken: [...box.taken, id].slice(-MOST_TAKEN)
})

/** Something passed: it is awaited no longer. */
export const seen = <A, U>(box: Outbox<A, U>, id: string | undefined): Outbox<A, U> =>
  box.awaited.some((one) => one.id === id) ? { ...box, awaited: box.awaited.filter((one) => one.id !== id) } : box

/** When something has to be looked at again by itself, in ms since the epoch. */
export const wakeAt = ({ awaited, doubtAt }: Outbox<unknown, unknown>): number => awaited.reduce((earliest, { by }) => Math.min(earliest, by), doubtAt)

/** What becomes of the first one, now that there is a connection and nothing is missing. */
export const verdict = ({ line: [first] }: Outbox<unknown, unknown>): 'nothing' | 'wait' | 'say' | 'arrived' | 'giveUp' => {
  if (first === undefined) return 'nothing'
  if (first.phase === 'sent') return 'wait'
  if (first.echo !== undefined) return 'arrived'
  return first.isWanted && first.failures < MOST_FAILURES ? 'say' : 'giveUp'
}

/** Deadlines that have passed are let go: what follows from them has been done. */
export const watched = <A, U>(box: Outbox<A, U>, now: number): Outbox<A, U> => ({
  ...box,
  awaited: box.awaited.filter(({ by }) => now < by),
  doubtAt: now >= box.doubtAt ? Infinity : box.doubtAt
})
