/** Knows entries of lists again by what they hold: what cannot be read has no id, and lists are read again and again. */
import { attempt } from '../../guarded'

/** How many entries are known at the most. */
const MOST = 1_000

/** Entries that have been asked about. */
export interface Seen {
  /** Whether none like it has been asked about before; from now on one has. Never true for more than 1,000 of them. */
  readonly isNew: (entry: unknown) => boolean
}

/** Nothing has been seen yet. */
export const createSeen = (): Seen => {
  const known = new Set<string | undefined>()
  return {
    isNew: (entry) => {
      const written = attempt(() => JSON.stringify(entry))
      if (known.has(written) || known.size >= MOST) return false
      known.add(written)
      return true
    }
  }
}
