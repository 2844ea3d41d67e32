/** Rate, order, typing, expiry: in virtual time. */
import { map, Observable, of, Subscription, timer } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { expiryNotice } from '../../../../adapters/transports/webMessaging/expiry'
import { createFacts } from '../../../../adapters/transports/webMessaging/facts'
import { inOrder } from '../../../../adapters/transports/webMessaging/order'
import { rate } from '../../../../adapters/transports/webMessaging/rate'
import { createSpeaker } from '../../../../adapters/transports/webMessaging/speaker'

const virtual = (): TestScheduler => new TestScheduler((actual, expected) => expect(actual).toEqual(expected))

describe('rate', () => {
  it('lets so many through per time, the next when the oldest is that old', () => {
    const scheduler = virtual()
    scheduler.run(({ expectObservable }) => {
      const turn = rate(2, 100, scheduler)
      const times$ = new Observable<string>((subscriber) => {
        ;['a', 'b', 'c', 'd', 'e'].forEach((name) => subscriber.add(turn.subscribe(() => subscriber.next(name))))
      })
      expectObservable(times$).toBe('(ab) 96ms (cd) 96ms e')
    })
  })
})

describe('order', () => {
  const at = (times: Record<string, number>) => (marble: string) => ({ at: times[marble] ?? 0, marble })
  const run = (given: string, expected: string, times: Record<string, number>): void => {
    const scheduler = virtual()
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(cold(given).pipe(map(at(times)), inOrder({ wait: 10, memory: 100 }, scheduler), map(({ marble }) => marble))).toBe(expected)
    })
  }
  const abcdef = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }
  it('holds nothing up while things come in order', () => run('abc--d|', 'abc--d|', abcdef))
  it('tells of what is late at once', () => run('ba-----|', 'ba-----|', abcdef))
  it('waits a little from then on', () => run('ba-d-c------------|', 'ba 11ms (cd) 1ms |', abcdef))
  it('and not for ever', () => run('ba 120ms d-c', 'ba 120ms d-c', abcdef))
  it('hands on what waits at the end', () => run('ba-dc|', 'ba---(cd|)', abcdef))
  it('is silent when nothing comes', () => run('----|', '----|', {}))
  it('passes an error', () => run('ab#', 'ab#', abcdef))
  it('stops its timers when nobody listens', () => {
    const scheduler = virtual()
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(cold('ba-d').pipe(map(at(abcdef)), inOrder({ wait: 10, memory: 100 }, scheduler), map(({ marble }) => marble)), '^----!').toBe('ba---')
    })
  })
})

describe('typing', () => {
  it('is told at most every five seconds, and never while something waits', () => {
    const scheduler = virtual()
    const sent: number[] = []
    let idle = true
    const queue = { put: () => of(), idle: () => idle, close: () => undefined }
    const speaker = createSpeaker({}, { queue, scheduler, uuid: () => 'x', pending: { ask: () => of() }, send: () => sent.push(scheduler.now()) })
    scheduler.run(({ flush }) => {
      ;[0, 1_000, 4_999, 5_000, 9_000, 12_000].forEach((time) => timer(time, scheduler).subscribe(() => speaker.type()))
      timer(20_000, scheduler).subscribe(() => (idle = false))
      timer(21_000, scheduler).subscribe(() => speaker.type())
      flush()
      expect(sent).toEqual([0, 5_000, 12_000])
    })
  })
})

describe('expiry', () => {
  it('is told of five minutes before, and put off by what is said', () => {
    const scheduler = virtual()
    scheduler.run(({ cold, expectObservable }) => {
      const ends$ = cold('a 9999ms b', { a: 310_000, b: 330_000 })
      expectObservable(ends$.pipe(expiryNotice(scheduler), map(({ message: { type, timestamp } }) => [type, timestamp]))).toBe('30s n', { n: ['IdleAlert', 30_000] })
    })
  })
  it('is not told of when it is over or months away', () => {
    const scheduler = virtual()
    scheduler.run(({ cold, expectObservable }) => {
      expectObservable(cold('ab', { a: 1, b: 10 ** 11 }).pipe(expiryNotice(scheduler))).toBe('-')
    })
  })
  it('is put off by what is said, and by what an echo tells', () => {
    const scheduler = virtual()
    const told: number[] = []
    const facts = createFacts((frame) => void (frame._tag === 'Entries' && told.push(scheduler.now())), scheduler, new Subscription())
    const session = {
      connected: true, newSession: true, readOnly: undefined, allowedMedia: undefined, blockedExtensions: undefined, maxCustomDataBytes: undefined, durationSeconds: 400, expirationDate: 400
    }
    const echo = { id: undefined, type: 'Text', direction: undefined, text: 'ping', channel: undefined, content: undefined, events: undefined, originatingEntity: undefined, metadata: { expirationDate: '600' } }
    scheduler.run(({ flush }) => {
      facts.take(session)
      timer(50_000, scheduler).subscribe(facts.spoken)
      timer(200_000, scheduler).subscribe(() => facts.echoed(echo))
      flush()
      expect(told).toEqual([150_000, 300_000])
    })
  })
})
