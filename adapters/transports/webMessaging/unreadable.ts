/** Tells of what cannot be understood in the history: of each entry once, however often its page is read. */
import type { Malformed } from '../../../lib'
import { isPlain } from '../../../lib/data'

/** How many entries are told of at the most. */
const MOST = 1_000

/** What it is known by. It is never shown. */
const keyOf = (entry: unknown): string => {
  const id = isPlain(entry) ? entry['id'] : undefined
  return typeof id === 'string' ? id : JSON.stringify(entry)
}

export const createUnreadable = (tell: (malformed: Malformed) => void): ((entry: unknown, malformed: Malformed) => void) => {
  const told = new Set<string>()
  return (entry, malformed) => {
    const key = keyOf(entry)
    if (told.size >= MOST || told.has(key)) return
    told.add(key)
    tell(malformed)
  }
}
