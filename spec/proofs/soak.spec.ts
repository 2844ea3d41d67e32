/** Soak: messages without end through fault after fault. None is lost, doubled or out of order, and memory stays flat. */
import { kinds } from '../adapters/transports/conversation/simulation'
import { chanceOf } from './chance'
import { announceSeed, heapNow, messages, patience, seed } from './extent'
import { soak } from './soak'

announceSeed()

describe.each(kinds)('$name', (kind) => {
  it('none lost, none doubled, none out of order, each answered once, memory flat', () => {
    const sizes: number[] = []
    const progress = (count: number): void => {
      if (count === Math.floor(messages / 5) || count === messages - 1) sizes.push(heapNow())
    }
    const soaked = soak({ kind, messages, chance: chanceOf(seed), progress })
    expect(soaked).toEqual({ messages, faults: Math.floor(messages / 200), lost: 0, doubled: 0, disordered: 0, unanswered: 0, saidTwice: 0, missed: 0 })
    const [early = 0, late = 0] = sizes
    expect(late).toBeLessThan(early * 1.05 + 2_000_000)
  }, patience)
})
