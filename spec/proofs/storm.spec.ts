/** Storm: a thousand clients lose their connection at once. They come back spread out, and never in step. */
import { Observable, of, VirtualTimeScheduler } from 'rxjs'
import type { LinkInput } from '../../adapters/transports/conversation/Conversation'
import { talk } from '../../adapters/transports/conversation/talk'
import type { Wire } from '../../adapters/transports/conversation/talk'
import { success } from '../../lib/Response'
import { kinds } from '../adapters/transports/conversation/simulation'
import type { Kind } from '../adapters/transports/conversation/simulation'
import { pageOf, settings, taken } from '../adapters/transports/conversation/world'
import type { Letter } from '../adapters/transports/conversation/world'
import { chanceOf } from './chance'
import { steadySeed } from './extent'

jest.setTimeout(60_000) // a thousand clients on one scheduler

const CLIENTS = 1_000
/** When they are thrown off, in ms: each connected at a time of its own before. */
const STORM = 60_000

interface Storm {
  /** When each attempt to connect was made, in ms since the storm. */
  readonly attempts: ReadonlyArray<number>
  /** When each connection came about, in ms since the storm. */
  readonly back: ReadonlyArray<number>
}

/** `down`: ms for which the server then refuses everybody. */
const storm = (kind: Kind, down: number): Storm => {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity)
  const chance = chanceOf(steadySeed)
  const open = new Set<() => void>()
  const attempts: number[] = []
  const back: number[] = []

  const connect = (): Observable<LinkInput<Letter>> =>
    new Observable((subscriber) => {
      const at = scheduler.now() - STORM
      const isDown = at >= 0 && at < down
      if (at >= 0) attempts.push(at)
      if (isDown) return subscriber.complete()
      if (at >= 0) back.push(at)
      const close = (): void => subscriber.complete()
      open.add(close)
      subscriber.next({ _tag: 'Opened' })
      return () => open.delete(close)
    })
  const wire: Wire<Letter, string> = {
    settings: { ...settings, ...kind, pace: { ...settings.pace, silence: 10_000_000 } },
    connect,
    page: () => pageOf(''),
    send: () => of(taken()),
    arrived: () => ({ _tag: 'Right', right: { response: success() } })
  }
  for (let i = 0; i < CLIENTS; i += 1) {
    const { told$ } = talk(wire, { scheduler, random: chance.next })
    scheduler.schedule(() => told$.subscribe(), chance.below(STORM - 1))
  }
  scheduler.schedule(() => [...open].forEach((close) => close()), STORM)
  scheduler.maxFrames = STORM + down + 120_000
  scheduler.flush()
  return { attempts, back }
}

interface Spread {
  /** The most in one window, as a multiple of the mean over all windows. */
  readonly peak: number
  readonly windows: number
}

/** How evenly `times` fill the windows of so many ms between `from` and the last of them. */
const spread = (times: ReadonlyArray<number>, from: number, window: number): Spread => {
  const windows = Math.floor((Math.max(...times) - from) / window) + 1
  const counts = new Array<number>(windows).fill(0)
  for (const time of times) {
    const at = Math.floor((time - from) / window)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return { peak: Math.max(...counts) / (times.length / windows), windows }
}

const [requests] = kinds
if (requests === undefined) throw new Error('There is no kind of back end.')

it.each(kinds)('$name: all come back, once each, while the server stays up; the peak of a tenth of a second is at most twice the mean', (kind) => {
  const { back, attempts } = storm(kind, 0)
  expect([back.length, attempts.length]).toEqual([CLIENTS, CLIENTS])
  const { peak, windows } = spread(back, 0, 100)
  expect(peak).toBeLessThanOrEqual(2)
  expect(windows).toBe(10) // of the longest first pause
})

it('two minutes without a server: it is not asked more and more, and the peak of a second is at most twice the mean when it is back', () => {
  const { attempts, back } = storm(requests, 120_000)
  expect(back).toHaveLength(CLIENTS)
  expect(spread(back, 120_000, 1_000).peak).toBeLessThanOrEqual(2)
  const late = attempts.filter((at) => at >= 60_000 && at < 120_000)
  expect(late.length / 60).toBeLessThan(CLIENTS / 15)
})

// Pauses that double leave a few who come late, so that the mean says little: what counts is the most in one second.
it.each([5_000, 20_000])('%i ms without a server: never half of them come back in one second', (down) => {
  const { back } = storm(requests, down)
  expect(back).toHaveLength(CLIENTS)
  const { peak, windows } = spread(back, down, 1_000)
  expect(peak / windows).toBeLessThan(1 / 2)
})
