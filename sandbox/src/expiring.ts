/** A map whose entries end by themselves: one that is too old is none, and of too many the oldest go. */

/** One entry. */
export interface ExpiringEntry<A> {
  readonly value: A
  /** ms since the epoch. */
  readonly until: number
}

/** The map. */
export interface Expiring<A> {
  readonly set: (key: string, value: A, until: number) => void
  /** Undefined also for what is too old. */
  readonly get: (key: string) => A | undefined
  /** All that are not too old, oldest first. */
  readonly entries: () => ReadonlyArray<readonly [string, ExpiringEntry<A>]>
  /** Deletes those for which it says so. */
  readonly deleteWhere: (is: (value: A) => boolean) => void
  readonly clear: () => void
}

/**
 * An empty map.
 * @param now ms since the epoch
 * @param most entries that are kept
 */
export const createExpiring = <A>(now: () => number, most: number): Expiring<A> => {
  const held = new Map<string, ExpiringEntry<A>>()

  const purge = (): void => {
    for (const [key, { until }] of held) {
      if (now() >= until) held.delete(key)
    }
    for (const key of held.keys()) {
      if (held.size <= most) return
      held.delete(key)
    }
  }

  return {
    set: (key, value, until) => {
      held.set(key, { value, until })
      purge()
    },
    get: (key) => {
      const entry = held.get(key)
      return entry === undefined || now() >= entry.until ? undefined : entry.value
    },
    entries: () => [...held].filter(([, { until }]) => now() < until),
    deleteWhere: (is) => {
      for (const [key, { value }] of held) {
        if (is(value)) held.delete(key)
      }
    },
    clear: () => held.clear()
  }
}
