/**
 * The outbox: what the customer says, one after the other. It waits while there is no connection, and what was on its way
 * when the answer failed to come is looked for in the history before it is said again. A pure machine.
 */
import type { Answer } from '../../../lib'
import { bounds } from './bounds'

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
  /** How often it was sent and certainly did not arrive. */
  readonly refusals: number
  /** When it was said, in ms since the epoch. */
  readonly saidAt: number
  /** When it was sent last, in ms since the epoch. */
  readonly sentAt: number
  /** When its fate became unknown for the first time, in ms since the epoch; `Infinity`: it never was. */
  readonly unknownSince: number
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
  /** When the server last took or refused something, or it was found: the line moves. In ms since the epoch. */
  readonly movedAt: number
}

/** How often something is sent without an answer before it is given up as unknown. */
const MOST_FAILURES = 2
/** How often something that certainly did not arrive is sent. */
const MOST_REFUSALS = 4
/** How many ids of answers are remembered. */
const MOST_TAKEN = 16

export const empty: Outbox<never, never> = { line: [], awaited: [], taken: [], doubtAt: Infinity, movedAt: -Infinity }

const withFirst = <A, U>(box: Outbox<A, U>, change: Partial<Utterance<A, U>>): Outbox<A, U> => ({
  ...box,
  line: box.line.map((one, i) => (i === 0 ? { ...one, ...change } : one)),
  doubtAt: Infinity
})

/** What is said, by which call, and when (ms since the epoch). */
export interface Saying<U> {
  readonly id: string
  readonly said: U
  readonly now: number
}

/** Something is said: it stands at the end of the line. */
export const said = <A, U>(box: Outbox<A, U>, { id, said: what, now }: Saying<U>): Outbox<A, U> => ({
  ...box,
  line: [...box.line, { id, said: what, phase: 'queued', failures: 0, refusals: 0, saidAt: now, sentAt: Infinity, unknownSince: Infinity, isWanted: true }]
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

const doubtful = <A, U>(box: Outbox<A, U>, first: Utterance<A, U>, change: { readonly now: number; readonly failures: number; readonly answer?: Answer }): Outbox<A, U> => {
  const { now, failures, answer = first.answer } = change
  return withFirst(box, { phase: 'unknown', failures, answer, unknownSince: Math.min(first.unknownSince, now) })
}

/** What the first one was answered with does not say whether it arrived. `now`: ms since the epoch. */
export const unanswered = <A, U>(box: Outbox<A, U>, answer: Answer, now: number): Outbox<A, U> => {
  const [first] = box.line
  if (first === undefined || first.phase !== 'sent') return box
  return doubtful(box, first, { now, failures: first.failures + 1, answer })
}

/** The connection went while the first one was on its way on it. `now`: ms since the epoch. */
export const cutOff = <A, U>(box: Outbox<A, U>, now: number): Outbox<A, U> => {
  const [first] = box.line
  return first?.phase === 'sent' ? doubtful(box, first, { now, failures: first.failures }) : box
}

/** The first one has certainly not arrived, and is sent again: a few times. `answer`: what said so. */
export const unsent = <A, U>(box: Outbox<A, U>, answer: Answer): Outbox<A, U> => {
  const [first] = box.line
  return first?.phase === 'sent' ? withFirst(box, { phase: 'queued', refusals: first.refusals + 1, answer }) : box
}

/** It was seen in the conversation. */
export const echoed = <A, U>(box: Outbox<A, U>, echo: A): Outbox<A, U> => {
  const [first] = box.line
  if (first === undefined || first.phase === 'queued' || first.echo !== undefined) return box
  return { ...box, line: box.line.map((one, i) => (i === 0 ? { ...one, echo } : one)) }
}

/** It is settled, and leaves the line. */
export const without = <A, U>(box: Outbox<A, U>, id: string): Outbox<A, U> => ({ ...box, line: box.line.filter((one) => one.id !== id), doubtAt: Infinity })

/** The server said or showed what became of the first one: whatever waits behind it waits no longer in vain. */
export const moved = <A, U>(box: Outbox<A, U>, now: number): Outbox<A, U> => ({ ...box, movedAt: now })

/** The server took it under an id of its own. `by`: when it has to be seen, in ms since the epoch. */
export const took = <A, U>(box: Outbox<A, U>, id: string, by: number): Outbox<A, U> => ({
  ...box,
  awaited: by < Infinity ? [...box.awaited, { id, by }] : box.awaited,
  taken: [...box.taken, id].slice(-MOST_TAKEN)
})

/** Something passed: it is awaited no longer. */
export const seen = <A, U>(box: Outbox<A, U>, id: string | undefined): Outbox<A, U> =>
  box.awaited.some((one) => one.id === id) ? { ...box, awaited: box.awaited.filter((one) => one.id !== id) } : box

/** When it is given up, in ms since the epoch. What is on its way is not: an answer is certain to come, or the connection goes. */
const givenUpAt = <A, U>(one: Utterance<A, U>, movedAt: number): number => {
  if (one.phase === 'sent') return Infinity
  const since = one.unknownSince < Infinity ? one.unknownSince : Math.max(one.saidAt, movedAt)
  return since + bounds.line
}

/** When something has to be looked at again by itself, in ms since the epoch. */
export const wakeAt = ({ line: [first, second], awaited, doubtAt, movedAt }: Outbox<unknown, unknown>): number => {
  let earliest = doubtAt
  for (const { by } of awaited) earliest = Math.min(earliest, by)
  // Those behind were said later.
  if (first !== undefined) earliest = Math.min(earliest, givenUpAt(first, movedAt))
  if (second !== undefined) earliest = Math.min(earliest, givenUpAt(second, movedAt))
  return earliest
}

/** Those who have waited for too long, and the line without them. */
export const expired = <A, U>(box: Outbox<A, U>, now: number): { readonly outbox: Outbox<A, U>; readonly gone: ReadonlyArray<Utterance<A, U>> } => {
  const isDue = (one: Utterance<A, U>): boolean => now >= givenUpAt(one, box.movedAt)
  const gone = box.line.filter(isDue)
  return gone.length === 0 ? { outbox: box, gone } : { outbox: { ...box, line: box.line.filter((one) => !isDue(one)) }, gone }
}

/** What becomes of the first one, now that there is a connection and nothing is missing. */
export const verdict = ({ line: [first] }: Outbox<unknown, unknown>): 'nothing' | 'wait' | 'say' | 'arrived' | 'giveUp' => {
  if (first === undefined) return 'nothing'
  if (first.phase === 'sent') return 'wait'
  if (first.echo !== undefined) return 'arrived'
  return first.isWanted && first.failures < MOST_FAILURES && first.refusals < MOST_REFUSALS ? 'say' : 'giveUp'
}

/** Deadlines that have passed are let go: what follows from them has been done. */
export const watched = <A, U>(box: Outbox<A, U>, now: number): Outbox<A, U> => ({
  ...box,
  awaited: box.awaited.filter(({ by }) => now < by),
  doubtAt: now >= box.doubtAt ? Infinity : box.doubtAt
})
