/**
 * Which things of a conversation are known already: the latest by their ids, those long past by their time. So a chat of
 * any length takes the same room.
 */
import type { Item } from './fromWire'

export interface Known {
  readonly add: (item: Pick<Item, 'id' | 'at'>) => void
  readonly has: (item: Pick<Item, 'id' | 'at'>) => boolean
  /** How many things. */
  readonly count: () => number
  /** Something between them is missing, or nothing any more. Nothing is let go while it is. */
  readonly setWhole: (whole: { readonly isWhole: boolean }) => void
  readonly isWhole: () => boolean
}

/** How many ids are kept at the least: many times what pages of history and gaps overlap by. */
const MOST = 10_000

/** Some ids, and when the newest of them was, in ms since the epoch. */
interface Part {
  readonly ids: Set<string>
  upTo: number
}

const empty = (): Part => ({ ids: new Set(), upTo: -Infinity })

export const createKnown = (most = MOST): Known => {
  let young = empty()
  let old = empty()
  let isWhole = true
  let count = 0
  /** Everything between these two is known, in ms since the epoch: nothing was missing when the ids were let go. */
  let oldest = Infinity
  let letGoUpTo = -Infinity

  return {
    add: ({ id, at }) => {
      if (id === undefined || young.ids.has(id) || old.ids.has(id)) return
      count += 1
      young.ids.add(id)
      if (at > young.upTo) young.upTo = at
      if (at < oldest) oldest = at
      if (!isWhole || young.ids.size < most) return
      letGoUpTo = Math.max(letGoUpTo, old.upTo)
      old = young
      young = empty()
    },
    has: ({ id, at }) => id !== undefined && (young.ids.has(id) || old.ids.has(id) || (at >= oldest && at <= letGoUpTo)),
    count: () => count,
    setWhole: (whole) => {
      isWhole = whole.isWhole
    },
    isWhole: () => isWhole
  }
}
