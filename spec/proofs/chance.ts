/** Chance that can be had again: the same seed gives the same numbers. */

export interface Chance {
  /** From 0 (included) to 1 (excluded). */
  readonly next: () => number
  /** A whole number below `end`. */
  readonly below: (end: number) => number
  /** One of these. */
  readonly pick: <A>(all: ReadonlyArray<A>) => A
}

/** The generator is mulberry32: 32 bits of state, and good enough to throw dice. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number): number => Math.floor(next() * end)
  const pick = <A>(all: ReadonlyArray<A>): A => {
    const one = all[below(all.length)]
    if (one === undefined) throw new Error('There is nothing to pick from.')
    return one
  }
  return { next, below, pick }
}
