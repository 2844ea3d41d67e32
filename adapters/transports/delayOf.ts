/** How long to wait before the next try: twice as long each time, and spread so that clients do not come in step. */
import type { Environment } from './Environment'

/** How long waits are, and by what chance they are spread. */
export interface Pace extends Pick<Environment, 'random'> {
  /** Longest first wait, in ms. */
  readonly base: number
}

/** Ms before try number `count` + 1; `count` from 1. Between half and all of `base` doubled each time, or of 30 seconds. */
export const delayOf = (count: number, { base, random }: Pace): number => Math.min(30_000, base * 2 ** (count - 1)) * (0.5 + random() / 2)
