/** A test for node:test that must fail: its agent is expected in another order, and to pause later. */
import assert from 'node:assert'
import { it } from 'node:test'
import { chat, marblesWith } from 'webchat-service/testing'

const marbles = marblesWith(assert.deepStrictEqual)

it('must fail', marbles((m) => {
  const asks = '    s--------------'
  const hears = '   ----j----t----a'
  const expected = '(sS)(AM)-T-----(PM)'
  const { told$ } = chat(m, { asks, hears })

  m.expectObservable(told$).toBe(expected)
}))
