import { chat } from '../../testing'
import { marbles } from '../marbles'

describe('a chat', () => {
  it('starts, talks and ends in the order of the contract', marbles((m) => {
    const asks = '    -s-----------------------m-e'
    const hears = '   -----c-----j----a-l----b    '
    const expected = '-(sS)(MC)--(MA)-M-(ML)-M-m-(eDE)'
    const { told$ } = chat(m, { asks, hears })

    m.expectObservable(told$).toBe(expected)
  }))
})
