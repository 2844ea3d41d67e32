/** Merges data into data: objects field by field, all the way down; anything else, lists too, is replaced. */
import { isPlain } from '../../data'
import type { Data } from '../../data'

/** Neither of the two is changed; the result shares what only one of them has. */
export const mergeDeep = (below: Data, above: Data): Data => {
  const merged: Record<string, unknown> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const present = merged[key]
    merged[key] = isPlain(present) && isPlain(value) ? mergeDeep(present, value) : value
  }
  return merged
}
