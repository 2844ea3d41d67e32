/** Marble tests in virtual time, for any test runner. */
import { TestScheduler } from 'rxjs/testing'
import type { RunHelpers } from 'rxjs/testing'

/** Compares what came with what was expected, deeply, and throws when they differ. */
export type Equality = (actual: unknown, expected: unknown) => void

/** A test's body for a runner's `it`: diagrams are compared when it has run, one frame is one ms. */
export type Marbles = (body: (m: RunHelpers) => void) => () => void

/**
 * @example
 * const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))
 * it('passes values', marbles(({ hot, expectObservable }) => {
 *   expectObservable(hot('-a-|')).toBe('-a-|')
 * }))
 */
export const marblesWith =
  (equality: Equality): Marbles =>
  (body) =>
  () =>
    new TestScheduler(equality).run(body)
