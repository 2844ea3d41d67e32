/** A test for vitest that must fail: its agent is expected in another order, and to pause later. */
import { expect, it } from 'vitest'
import { chat, marblesWith } from 'webchat-service/testing'

const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))

it('must fail', marbles((m) => {
  const asks = '    s--------------'
  const hears = '   ----j----t----a'
  const expected = '(sS)(AM)-T-----(PM)'
  const { told$ } = chat(m, { asks, hears })

  m.expectObservable(told$).toBe(expected)
}))
