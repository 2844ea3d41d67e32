/**
 * The backfill: closes gaps. While what was missed is read from the history, page by page and again after failures, live
 * news is held back; then all of it passes in the order of its time, each thing once. A pure machine.
 */
import { delayOf } from '../delayOf'
import { bounds } from './bounds'
import type { Instant } from './Instant'

/** What a conversation needs to know of anything that passes through it. */
export interface Piece {
  /** The same on the stream and in the history. What the history does not have (typing, states) has none. */
  readonly id?: string
  /** When it happened, in ms since the epoch, on the server's clock. */
  readonly at: number
}

/** One page of the history. */
export interface Page<A> {
  /** In any order. */
  readonly items: ReadonlyArray<A>
  /** Where the next page is, in the back end's own words; absent when there is none. */
  readonly next?: string
}

/**
 * `whole`: nothing is missing. `asking`: a page is on its way. `pausing`: a page did not come, and is asked for again.
 * `behind`: something is missing and cannot be asked for without a connection.
 */
export type Phase = 'whole' | 'asking' | 'pausing' | 'behind'

/**
 * `missed`: something may have been missed. `more`: a page came, and another follows. `filled`: the last page came.
 * `failed`: a page did not come. `gaveUp`: it never will. `cutOff`: the connection that the history needs is gone.
 */
export type Happening = 'missed' | 'more' | 'filled' | 'failed' | 'gaveUp' | 'due' | 'cutOff'

/** Every transition there is. The picture in docs/architecture.md is drawn from it. */
export const transitions: Readonly<Record<Phase, Partial<Record<Happening, Phase>>>> = {
  whole: { missed: 'asking' },
  asking: { missed: 'asking', more: 'asking', filled: 'whole', failed: 'pausing', gaveUp: 'whole', cutOff: 'behind' },
  pausing: { missed: 'asking', due: 'asking', gaveUp: 'whole', cutOff: 'behind' },
  behind: { missed: 'asking', gaveUp: 'whole' }
}

export interface Backfill<A> {
  readonly phase: Phase
  /** How many pages have been asked for: whoever sees it change asks for the next one. */
  readonly asked: number
  /** The page that is asked for; `undefined`: the first. */
  readonly cursor: string | undefined
  /** A gap is certain after a new connection. A suspicion alone holds nothing back for long. */
  readonly certain: boolean
  /** Failures since a page that came. */
  readonly failures: number
  /** When a page that failed is asked for again, in ms since the epoch. */
  readonly until: number
  /** When the first of the present failures was, in ms since the epoch; `Infinity` without one. */
  readonly failingSince: number
  /** Ms of failures on connections that went since: what is left of the patience is for the next one. */
  readonly failedFor: number
  /** New things from the pages so far. */
  readonly found: ReadonlyArray<A>
  /** New things from earlier readings that were cut off: the history is read anew, and brings them again if it comes so far. */
  readonly kept: ReadonlyArray<A>
  /** More may have been missed while the history was being read: it is read once more. */
  readonly again: boolean
  /** Pages in a row that brought nothing new. */
  readonly barren: number
  /** Live news that waits for what belongs before it. */
  readonly held: ReadonlyArray<A>
  /** How often too much had to be held since the history was asked: it has what was let go, and is read once more. */
  readonly overflows: number
  /** How often it was read once more for that. */
  readonly rereads: number
  /** Ids of what passed last, oldest first: where a gap begins, and what overlaps. The core drops what comes twice from further back. */
  readonly recent: ReadonlyArray<string>
  /** When the latest of it happened, in ms since the epoch: since when something may be missing. */
  readonly upTo: number
}

/** What passes now: from the history, then what was held; and whether something is missing for good. */
export interface Passing<A> {
  readonly backfill: Backfill<A>
  readonly found: ReadonlyArray<A>
  readonly held: ReadonlyArray<A>
  /** What has been read is complete, or given up. */
  readonly isRead: boolean
  /** Since when something is missing that will never come, in ms since the epoch. */
  readonly missingSince?: number
}

/** How many ids are remembered: more than the largest page has. */
const RECENT = 128
/** How many things are held back, and found in the history, at the most. */
const MOST_HELD = 1_000
const MOST_FOUND = 20_000
/** How many pages in a row may bring nothing new, where what is said meanwhile pushes them along. */
const MOST_BARREN = 5
/** How often the history is read again because too much had to be held. */
const MOST_REREADS = 5
/** The first pause after a page that failed, in ms. */
const PAUSE = 300

export const whole: Backfill<never> = {
  phase: 'whole', asked: 0, cursor: undefined, certain: false, failures: 0, until: Infinity, failingSince: Infinity, failedFor: 0, found: [], kept: [], again: false, barren: 0, held: [], overflows: 0, rereads: 0, recent: [], upTo: -Infinity
}

/** Before the history has been read: whatever comes waits for it. */
export const unread: Backfill<never> = { ...whole, phase: 'behind' }

const nothing: ReadonlyArray<never> = []

export const isFilling = ({ phase }: Pick<Backfill<unknown>, 'phase'>): boolean => phase !== 'whole'

const idsOf = (items: ReadonlyArray<Piece>): ReadonlyArray<string> => items.flatMap(({ id }) => (id === undefined ? [] : [id]))

/** Each id once, and none of those that are known. What has no id is always new. */
const newOnes = <A extends Piece>(items: ReadonlyArray<A>, known: Set<string>): ReadonlyArray<A> =>
  items.filter(({ id }) => {
    if (id === undefined) return true
    if (known.has(id)) return false
    known.add(id)
    return true
  })

const remembering = (recent: ReadonlyArray<string>, items: ReadonlyArray<Piece>): ReadonlyArray<string> => [...recent, ...idsOf(items)].slice(-RECENT)

/** One more id: for live news, which comes most often. */
const withId = (recent: ReadonlyArray<string>, id: string): ReadonlyArray<string> => {
  const next = recent.length < RECENT ? recent.slice() : recent.slice(1)
  next.push(id)
  return next
}

/** The history is read from what passed last onwards. What an earlier reading found is kept. */
const readAnew = <A extends Piece>(backfill: Backfill<A>): Backfill<A> => ({
  ...backfill,
  phase: 'asking',
  asked: backfill.asked + 1,
  cursor: undefined,
  failures: 0,
  until: Infinity,
  found: nothing,
  kept: backfill.found.length === 0 ? backfill.kept : newOnes([...backfill.kept, ...backfill.found], new Set()).slice(-MOST_FOUND),
  again: false,
  barren: 0,
  overflows: 0
})

/** It is read once more. A page on its way may have been made before: what it brings is kept. */
const onceMore = <A extends Piece>(backfill: Backfill<A>): Backfill<A> => {
  switch (backfill.phase) {
    case 'whole':
    case 'behind':
      return readAnew(backfill)
    case 'asking':
      return { ...backfill, again: true }
    case 'pausing':
      return { ...backfill, phase: 'asking', asked: backfill.asked + 1, until: Infinity, again: backfill.again || backfill.cursor !== undefined }
  }
}

/**
 * There is a new connection: everything since what passed last is asked for, and nothing passes before it. A page on its way
 * may have gone down with the old connection: nobody waits for it.
 */
export const reconnected = <A extends Piece>(backfill: Backfill<A>): Backfill<A> => readAnew({ ...backfill, certain: true })

/** Something has been missed: it is asked for, and nothing passes before it. */
export const missed = <A extends Piece>(backfill: Backfill<A>): Backfill<A> => onceMore({ ...backfill, certain: true })

/** Something may have been missed: it is asked for, but a history that fails then holds nothing up. */
export const suspected = <A extends Piece>(backfill: Backfill<A>): Backfill<A> => onceMore({ ...backfill, certain: isFilling(backfill) && backfill.certain })

/** Something live. `passes`: it is told now; else it is held, or known. */
export const heard = <A extends Piece>(backfill: Backfill<A>, item: A): { readonly backfill: Backfill<A>; readonly passes: boolean } => {
  const { id } = item
  if (backfill.phase !== 'whole') {
    const full = backfill.held.length >= MOST_HELD
    return { backfill: { ...backfill, held: full ? [item] : [...backfill.held, item], overflows: backfill.overflows + (full ? 1 : 0) }, passes: false }
  }
  if (id === undefined) return { backfill, passes: true }
  if (backfill.recent.includes(id)) return { backfill, passes: false }
  return {
    backfill: {
      phase: 'whole', asked: backfill.asked, cursor: undefined, certain: false, failures: 0, until: Infinity, failingSince: Infinity,
      failedFor: 0, found: nothing, kept: nothing, again: false, barren: 0, held: nothing, overflows: 0, rereads: 0, recent: withId(backfill.recent, id), upTo: Math.max(backfill.upTo, item.at)
    },
    passes: true
  }
}

/** Everything that is there passes. */
const released = <A extends Piece>(backfill: Backfill<A>, found: ReadonlyArray<A>): Passing<A> => {
  const known = new Set(backfill.recent)
  const fresh = newOnes([...backfill.kept, ...found], known)
  const held = newOnes(backfill.held, known)
  const all = [...fresh, ...held].sort(byTime)
  const upTo = all.reduce((latest, { at }) => Math.max(latest, at), backfill.upTo)
  return {
    backfill: { ...whole, asked: backfill.asked, recent: remembering(backfill.recent, all), upTo },
    found: fresh,
    held,
    isRead: true
  }
}

/** The gap is given up: what there is of it passes, and it is told since when something is missing. */
const releasedWithGap = <A extends Piece>(backfill: Backfill<A>, found: ReadonlyArray<A>): Passing<A> => ({ ...released(backfill, found), missingSince: backfill.upTo })

export const byTime = (one: Piece, other: Piece): number => one.at - other.at

const onwards = <A>(backfill: Backfill<A>): Passing<A> => ({ backfill, found: nothing, held: nothing, isRead: false })

/** Which way the pages of a history lead. */
export interface Direction {
  /** From the newest things back, so that the first one known ends the gap; else from the gap onwards. */
  readonly newestFirst: boolean
}

/**
 * A page came: another one is asked for, or everything passes. A page without anything new is the last one of a history that
 * leads from the gap onwards, whatever it says of a next one. One that leads back may have been pushed along by what was said
 * meanwhile: then a few more are asked for, and when they bring nothing either, something is missing.
 */
export const paged = <A extends Piece>(backfill: Backfill<A>, { items, next }: Page<A>, { newestFirst }: Direction): Passing<A> => {
  if (backfill.phase !== 'asking') return onwards(backfill)
  const fresh = newOnes(items, new Set([...backfill.recent, ...idsOf(backfill.found)]))
  const found = newestFirst ? [...fresh, ...backfill.found] : [...backfill.found, ...fresh]
  const reachesKnown = newestFirst && items.some(({ id }) => id !== undefined && backfill.recent.includes(id))
  const barren = fresh.length > 0 ? 0 : backfill.barren + 1
  const isFirst = backfill.cursor === undefined
  const mayGoOn = isFirst || barren === 0 || newestFirst
  const goesOn = next !== undefined && next !== backfill.cursor && !reachesKnown && mayGoOn
  if (goesOn && found.length < MOST_FOUND && barren < MOST_BARREN)
    return onwards({ ...backfill, asked: backfill.asked + 1, cursor: next, failures: 0, failingSince: Infinity, failedFor: 0, found, barren })
  const mustRereadHeld = backfill.overflows > 0
  if (goesOn || (mustRereadHeld && backfill.rereads >= MOST_REREADS)) return releasedWithGap(backfill, found)
  if (mustRereadHeld) {
    // Some of what had to be held was let go. It is in the history: read on from what has been found.
    const passing = released({ ...backfill, held: nothing }, found)
    return { ...passing, backfill: { ...readAnew({ ...passing.backfill, certain: backfill.certain }), held: backfill.held, rereads: backfill.rereads + 1 } }
  }
  const passing = released(backfill, found)
  return backfill.again ? { ...passing, backfill: readAnew({ ...passing.backfill, certain: backfill.certain }) } : passing
}

/**
 * A page did not come, and is asked for again after a pause. `wait`: ms that the server asked for. `lasting`: it would
 * never come. A gap that is only suspected, or whose history fails for too long, holds nothing back any more.
 */
export const failed = <A extends Piece>(backfill: Backfill<A>, { wait, lasting }: { readonly wait: number; readonly lasting: boolean }, { now, random }: Instant): Passing<A> => {
  if (backfill.phase !== 'asking') return onwards(backfill)
  const failingSince = Math.min(backfill.failingSince, now)
  const patientUntil = failingSince + bounds.history - backfill.failedFor
  if (!backfill.certain) return released(backfill, backfill.found)
  if (lasting || now >= patientUntil) return releasedWithGap(backfill, backfill.found)
  const failures = backfill.failures + 1
  const pause = Math.max(wait, delayOf(failures, { base: PAUSE, random: () => random }))
  // However long the server wants to be left alone: when the patience is over it is asked for the last time.
  return onwards({ ...backfill, phase: 'pausing', failures, failingSince, until: Math.min(now + pause, patientUntil) })
}

/** A pause is over: the page is asked for again. */
export const due = <A>(backfill: Backfill<A>, { now }: Instant): Backfill<A> =>
  backfill.phase === 'pausing' && now >= backfill.until ? { ...backfill, phase: 'asking', asked: backfill.asked + 1, until: Infinity } : backfill

/** Ms for which it has failed so far. */
const failedFor = <A>({ failedFor: before, failingSince }: Backfill<A>, now: number): number => (failingSince < Infinity ? before + now - failingSince : before)

/**
 * There is no connection: whatever is still missing waits for the next one. The time until then is not counted as one of
 * failures, but those so far are: else connections that come and go would put the end of the patience off for ever.
 */
export const cutOff = <A>(backfill: Backfill<A>, now: number): Backfill<A> =>
  isFilling(backfill) ? { ...backfill, phase: 'behind', certain: true, until: Infinity, failingSince: Infinity, failedFor: failedFor(backfill, now) } : backfill

/** The conversation ends without its history: what was found and held passes. A gap that was certain is told. */
export const gaveUp = <A extends Piece>(backfill: Backfill<A>): Passing<A> =>
  isFilling(backfill) && backfill.certain ? releasedWithGap(backfill, backfill.found) : released(backfill, backfill.found)

/** The same, with a last page that brought all there is. */
export const gaveUpWith = <A extends Piece>(backfill: Backfill<A>, { items, next }: Page<A>): Passing<A> => {
  const found = [...backfill.found, ...items]
  return next === undefined ? released(backfill, found) : releasedWithGap(backfill, found)
}
