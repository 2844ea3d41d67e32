/** How long to wait before the next try: twice as long each time, and spread so that clients do not come in step. */
import type { Environment } from './Environment'

export interface Pace extends Pick<Environment, 'random'> {
  /** Longest first wait, in ms. */
  readonly base: number
  /** Longest wait of all, in ms. 30 seconds unless given. */
  readonly most?: number
}

/** Ms before try number `count` + 1; `count` from 1. Between half and all of `base` doubled each time. */
export const delayOf = (count: number, { base, most = 30_000, random }: Pace): number =>
  Math.min(most, base * 2 ** (count - 1)) * (0.5 + random() / 2)
