/** A test for jest that must fail: its agent is expected in another order, and to pause later. */
const { chat, marblesWith } = require('webchat-service/testing')
const { expect, it } = require('@jest/globals')

const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))

it('must fail', marbles((m) => {
  const asks = '    s--------------'
  const hears = '   ----j----t----a'
  const expected = '(sS)(AM)-T-----(PM)'
  const { told$ } = chat(m, { asks, hears })

  m.expectObservable(told$).toBe(expected)
}))
