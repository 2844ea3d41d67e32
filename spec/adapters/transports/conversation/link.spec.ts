/** The link: every phase and every transition, and its pauses to the millisecond. */
import { after, hasConnection, isUp, transitions, unopened } from '../../../../adapters/transports/conversation/link'
import type { Happening, Link, Pace, Phase } from '../../../../adapters/transports/conversation/link'

const pace: Pace = { opening: 10_000, silence: 9_000, probe: 5_000, doubt: 4_000, pause: 100 }
const at = (now: number) => ({ settings: { pace }, now, random: 1 })
const through = (...steps: ReadonlyArray<readonly [Happening, number]>): Link => steps.reduce((link, [happening, now]) => after(link, happening, at(now)), unopened)

it('every phase can be reached, and left until it is over', () => {
  const reached = new Set(Object.values(transitions).flatMap((row) => Object.values(row)))
  expect(reached).toEqual(new Set(Object.keys(transitions)))
  const dead = Object.entries(transitions).filter(([, row]) => Object.keys(row).length === 0).map(([phase]) => phase)
  expect(dead).toEqual(['over'])
})

it('what is not in the table changes nothing', () => {
  const link = through(['due', 0])
  expect(after(link, 'heard', at(5))).toBe(link)
})

it('the first connection at once, the next after growing pauses; one that lasted resets them', () => {
  const lasting = [0, 0, 30_000, 0, 0]
  const times: number[] = []
  let link = unopened
  let now = 0
  for (const ms of lasting) {
    link = after(link, 'due', at(now))
    times.push(now)
    if (ms > 0) link = after(link, 'opened', at(now))
    now += ms
    link = after(link, 'closed', at(now))
    now = link.until
  }
  expect([...times, now]).toEqual([0, 100, 300, 30_400, 30_600, 31_000])
})

it('a connection that dies every two seconds is opened again later and later', () => {
  let link = unopened
  const pauses: number[] = []
  for (let i = 0; i < 6; i += 1) {
    link = after(after(after(link, 'due', at(i * 60_000)), 'opened', at(i * 60_000)), 'closed', at(i * 60_000 + 2_000))
    pauses.push(link.pause)
  }
  expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200])
})

it.each<Phase>(['waiting', 'offline'])('%s: when the machine wakes it is tried at once, when only an answer is missing it is not', (phase) => {
  const link = phase === 'offline' ? through(['due', 0], ['opened', 1], ['offline', 5]) : through(['due', 0], ['closed', 5])
  expect([link.phase, after(link, 'woke', at(6)).phase, after(link, 'doubted', at(6))]).toEqual([phase, 'opening', link])
})

it('pauses are no longer than half a minute, and spread', () => {
  let link = unopened
  const pauses: number[] = []
  for (let i = 0; i < 12; i += 1) {
    link = after(after(link, 'due', at(0)), 'closed', { settings: { pace }, now: 0, random: 0 })
    pauses.push(link.pause)
  }
  expect(pauses.slice(0, 3)).toEqual([0, 100, 200])
  expect(pauses.at(-1)).toBe(15_000)
})

it('a connection that is gone again at once begins no pauses anew, however short the pause before it was', () => {
  let link = after(unopened, 'due', { settings: { pace }, now: 0, random: 0 })
  const pauses: number[] = []
  let now = 0
  for (let i = 0; i < 4; i += 1) {
    link = after(after(link, 'opened', { settings: { pace }, now, random: 0 }), 'closed', { settings: { pace }, now: now + 50, random: 0 })
    pauses.push(link.pause)
    now = link.until
    link = after(link, 'due', { settings: { pace }, now, random: 0 })
  }
  expect(pauses).toEqual([0, 100, 200, 400])
})

it.each<readonly [string, Phase, number, ReadonlyArray<readonly [Happening, number]>]>([
  ['opening takes its time', 'opening', 10_000, [['due', 0]]],
  ['up until it is silent', 'up', 9_001, [['due', 0], ['opened', 1]]],
  ['each sign of life puts the silence off', 'up', 9_500, [['due', 0], ['opened', 1], ['heard', 500]]],
  ['silent: a sign is asked for', 'probing', 14_001, [['due', 0], ['opened', 1], ['due', 9_001]]],
  ['the sign comes', 'up', 18_002, [['due', 0], ['opened', 1], ['due', 9_001], ['heard', 9_002]]],
  ['the sign does not come', 'waiting', 14_101, [['due', 0], ['opened', 1], ['due', 9_001], ['due', 14_001]]],
  ['offline, and tried now and then', 'offline', 30_005, [['due', 0], ['opened', 1], ['offline', 5]]],
  ['online again', 'opening', 10_006, [['due', 0], ['opened', 1], ['offline', 5], ['online', 6]]],
  ['over', 'over', Infinity, [['due', 0], ['ended', 1], ['online', 2]]]
])('%s', (_, phase, until, steps) => {
  const link = through(...steps)
  expect([link.phase, link.until]).toEqual([phase, until])
})

it('a connection that was configured anew counts from when it first came up', () => {
  const link = through(['due', 0], ['opened', 1], ['unready', 50], ['opened', 60])
  expect([link.phase, link.since]).toEqual(['up', 1])
})

it('there is a connection while it opens; it works once it is up', () => {
  expect((Object.keys(transitions) as Phase[]).map((phase) => [phase, hasConnection({ phase }), isUp({ phase })])).toEqual([
    ['opening', true, false], ['up', true, true], ['probing', true, true], ['waiting', false, false], ['offline', false, false], ['over', false, false]
  ])
})

