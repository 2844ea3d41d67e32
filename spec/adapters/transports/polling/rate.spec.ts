/** How often is polled, and when the chat server counts as away: numbers in, numbers out. */
import { counted, noOutage, signalOf } from '../../../../adapters/transports/polling/outage'
import { asleep, awake, dueAt, hastened, polled, started, stopped } from '../../../../adapters/transports/polling/rate'
import type { Rate } from '../../../../adapters/transports/polling/rate'

const settings = { min: 500, max: 3_000, factor: 1.2, asleep: 30_000 }

/** The times of the next polls, each at the moment at which it is due. */
const polls = (rate: Rate, count: number): ReadonlyArray<number> => {
  const times: number[] = []
  let next = rate
  for (let i = 0; i < count; i += 1) {
    const at = dueAt(next, settings)
    times.push(at)
    next = polled(next, settings, at)
  }
  return times.map(Math.round)
}

it('begins after half of the shortest time, then grows up to the longest', () => {
  const times = polls(started(settings, 1_000), 16)
  expect(times.slice(0, 5)).toEqual([1_250, 1_750, 2_350, 3_070, 3_934])
  expect(times.at(-1)).toBe(Number(times.at(-2)) + 3_000)
})

it('is quick again after something was said', () => {
  const slow = polled({ isRunning: true, isAsleep: false, lastAt: 0, gap: 3_000, nextGap: 3_000 }, settings, 10_000)
  expect(polls(slow, 2)).toEqual([13_000, 16_000])
  expect(polls(hastened(slow, settings), 3)).toEqual([10_500, 11_100, 11_820])
})

it('stops, sleeps and wakes', () => {
  const rate = started(settings, 0)
  expect([dueAt(stopped(rate), settings), dueAt(asleep(rate), settings), dueAt(awake(asleep(rate)), settings)]).toEqual([Infinity, 29_750, 250])
})

it.each([
  ['xxxxxx', ['-', '-', '-', '-', '-', 'chatServerWentOffline']],
  ['xxxxx.xxxxx', ['-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-']],
  ['xxxxxxxxxxxxx..', ['-', '-', '-', '-', '-', 'chatServerWentOffline', '-', '-', '-', '-', '-', '-', '-', 'chatServerBackOnline', '-']]
])('%s (served: a dot) tells %j', (answers, expected) => {
  let outage = noOutage
  const told = [...answers].map((answer) => {
    const before = outage
    outage = counted(before, answer === '.', 5)
    return signalOf(before, outage) ?? '-'
  })
  expect(told).toEqual(expected)
})
