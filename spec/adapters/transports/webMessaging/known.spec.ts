/** What a chat knows of its past, however long it is: by ids, and by time where ids were let go. */
import fc from 'fast-check'
import { createKnown } from '../../../../adapters/transports/webMessaging/known'
import { createNaming } from '../../../../adapters/transports/webMessaging/names'

const item = (at: number) => ({ id: `i${at}`, at })

it('knows everything that it was given and nothing else, whatever was let go', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map((n) => n * 10), { minLength: 1 }), fc.integer({ min: 2, max: 10 }), (times, most) => {
    const known = createKnown(most)
    const given = [...times].sort((a, b) => a - b).map(item)
    given.forEach(known.add)
    given.forEach(known.add)
    const oldest = given[0]?.at ?? 0
    const newest = given.at(-1)?.at ?? 0
    expect(given.every(known.has)).toBe(true)
    expect([known.has(item(oldest - 1)), known.has(item(newest + 1)), known.has({ at: oldest })]).toEqual([false, false, false])
  }))
})

it('counts each thing once, and lets nothing go while something is missing', () => {
  const known = createKnown(2)
  known.setWhole({ isWhole: false })
  for (const at of [10, 20, 30, 50, 60, 70, 10]) known.add(item(at))
  expect([known.count(), known.has(item(10)), known.has(item(40))]).toEqual([6, true, false])
})

it('a name is kept for a while, and those of messages with one id are never another', () => {
  const naming = createNaming(3)
  const both = (id: string) => naming({ id, channel: { messageId: `long ${id}`, time: undefined, from: undefined } })
  const one = (id: string) => naming({ id, channel: undefined })
  expect([one('a'), both('a'), both('b'), one('b'), naming({ id: undefined, channel: undefined })]).toEqual(['a', 'a', 'long b', 'long b', undefined])
  for (const id of ['c', 'd', 'e', 'f', 'g']) one(id)
  expect([both('e'), both('a'), one('c')]).toEqual(['e', 'long a', 'c'])
})
