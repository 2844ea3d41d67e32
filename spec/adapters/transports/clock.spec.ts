/** The server's clock, learned of what carries a time: the same rule for every back end. */
import { VirtualTimeScheduler } from 'rxjs'
import { createClock } from '../../../adapters/transports/clock'

describe('the server’s clock', () => {
  it('is the local one, corrected by what was seen last of the service\'s', () => {
    const scheduler = new VirtualTimeScheduler()
    const clock = createClock(scheduler)
    expect(clock.now()).toBe(0)
    clock.learn(3_600_000, 0)
    expect(clock.now()).toBe(3_600_000)
    clock.learn(3_600_900, 2_000) // whole seconds say no more than that
    expect(clock.now()).toBe(3_600_000)
    clock.learn(3_500_000, 0) // late
    expect(clock.now()).toBe(3_600_000)
  })
  it.each([['the first one of all', [9e15, 1_000, 2_000], [9e15, 9e15, 2_000]], ['later', [1_000, 9e15, 2_000, 3_000], [1_000, 1_000, 2_000, 3_000]], ['again and again', [1_000, 9e15, 2_000, 9e15, 3_000], [1_000, 1_000, 2_000, 2_000, 3_000]]])(
    'recovers from a time of the far future, %s', (_, times, expected) => {
      const clock = createClock({ now: () => 0 })
      const shown = times.map((at) => {
        clock.learn(at, 0)
        return clock.now()
      })
      expect(shown).toEqual(expected)
    }
  )
  it('follows a local clock that was set: two that agree are believed', () => {
    const clock = createClock({ now: () => local })
    let local = 0
    clock.learn(1_000, 0)
    local = 7_200_000
    clock.learn(2_000, 0)
    clock.learn(3_000, 0)
    expect(clock.now()).toBe(3_000)
  })
  it('an hour off or not: by what came with the least delay, and by what is new', () => {
    let local = 0
    const clock = createClock({ now: () => local })
    expect([clock.known(), clock.at(5)]).toEqual([undefined, undefined])
    clock.learn(3_600_000)
    local = 10_000
    clock.learn(3_607_000) // three seconds late
    expect([clock.now(), clock.known(), clock.at(5)]).toEqual([3_610_000, 3_610_000, 3_600_005])
    clock.learn(3_610_500)
    expect(clock.now()).toBe(3_610_500)
    local = 200_000 // the local one was set two minutes on: nothing is that late
    clock.learn(3_680_000)
    expect(clock.now()).toBe(3_680_000)
  })
  it('old frames that come again teach nothing, however old and however many they are', () => {
    let local = 0
    const clock = createClock({ now: () => local })
    for (const at of [1_000, 2_000, 3_000]) clock.learn(at)
    local = 3_600_000
    for (const at of [1_000, 1_000, 2_000, 3_000]) clock.learn(at)
    expect(clock.now()).toBe(3_603_000)
  })
  it('what comes twice agrees with itself: it is not believed', () => {
    const clock = createClock({ now: () => 0 })
    for (const at of [1_000, 2_000, 9e15, 9e15]) clock.learn(at)
    expect(clock.now()).toBe(2_000)
  })
})
