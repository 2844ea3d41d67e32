/** Rate, expiry, the service's clock: in virtual time. */
import { Observable, Subscription, timer } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { createClock } from '../../../../adapters/transports/clock'
import { createExpiry } from '../../../../adapters/transports/webMessaging/expiry'
import type { Expiry } from '../../../../adapters/transports/webMessaging/expiry'
import { rate } from '../../../../adapters/transports/webMessaging/rate'
import type { Frame } from '../../../../lib'

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

describe('expiry', () => {
  /** When the end is told of, after what happens at these times. */
  const run = (times: Record<number, (expiry: Expiry) => void>): ReadonlyArray<unknown> => {
    const scheduler = virtual()
    const told: unknown[] = []
    const show = (frame: Frame): void => {
      if (frame._tag === 'Entries') frame.entries.forEach(({ message: { type, timestamp } }) => told.push([scheduler.now(), type, timestamp]))
    }
    const expiry = createExpiry({ tell: show, moved: () => undefined, clock: createClock(scheduler), scheduler, life: new Subscription() })
    scheduler.run(({ flush }) => {
      Object.entries(times).forEach(([time, act]) => void timer(Number(time), scheduler).subscribe(() => act(expiry)))
      flush()
    })
    return told
  }
  const session = { connected: true, newSession: true, readOnly: undefined, allowedMedia: undefined, blockedExtensions: undefined, durationSeconds: undefined }
  const message = { id: undefined, type: 'Text', direction: undefined, text: 'ping', channel: undefined, content: undefined, events: undefined, originatingEntity: undefined }
  it('is told of five minutes before, and put off by what the service says', () => {
    const ends = (expirationDate: number) => (expiry: Expiry) => expiry.configured({ ...session, expirationDate })
    expect(run({ 0: ends(310), 9_999: ends(330) })).toEqual([[30_000, 'IdleAlert', 30_000]])
  })
  it('has an id without a fraction, whatever the clock says', () => {
    const scheduler = virtual()
    const ids: unknown[] = []
    const tell = (frame: Frame): void => {
      if (frame._tag === 'Entries') ids.push(...frame.entries.map(({ message: { id } }) => id))
    }
    const expiry = createExpiry({ tell, moved: () => undefined, clock: createClock(scheduler), scheduler, life: new Subscription() })
    scheduler.run(({ flush }) => {
      expiry.configured({ durationSeconds: 400, expirationDate: undefined })
      timer(1_499, scheduler).subscribe(() => expiry.spoke({ reply: false, body: { type: 'Text', metadata: undefined } }))
      flush()
    })
    expect(ids).toEqual(['expiry-401'])
  })
  it('is not told of when it is over, months away or not known', () => {
    for (const expirationDate of [1, 10 ** 8, undefined]) expect(run({ 0: (expiry) => expiry.configured({ ...session, expirationDate }), 1: (expiry) => expiry.spoke({ reply: false, body: { ...message, metadata: undefined } }) })).toEqual([])
  })
  it('is put off by what is said, and by what an echo tells', () => {
    expect(run({
      0: (expiry) => expiry.configured({ ...session, durationSeconds: 400, expirationDate: 400 }),
      50_000: (expiry) => expiry.spoke({ reply: false, body: { ...message, metadata: undefined } }),
      200_000: (expiry) => expiry.spoke({ reply: true, body: { ...message, metadata: { expirationDate: '600' } } }),
      200_001: (expiry) => expiry.spoke({ reply: true, body: { ...message, metadata: undefined } })
    })).toEqual([[150_000, 'IdleAlert', 150_000], [300_000, 'IdleAlert', 300_000]])
  })
})
