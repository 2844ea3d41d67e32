/** Rate, order, expiry: in virtual time. */
import { Observable, Subscription, timer } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { createFacts } from '../../../../adapters/transports/webMessaging/facts'
import type { Facts } from '../../../../adapters/transports/webMessaging/facts'
import { inOrder } from '../../../../adapters/transports/webMessaging/order'
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

describe('order', () => {
  const run = (given: string, expected: string): void => {
    const scheduler = virtual()
    scheduler.run(({ cold, expectObservable }) => {
      const told$ = new Observable<string>((subscriber) => {
        const put = inOrder<{ readonly at: number; readonly marble: string }>(({ marble }) => subscriber.next(marble), scheduler)
        return cold(given).subscribe((marble) => put({ at: marble.charCodeAt(0), marble }))
      })
      expectObservable(told$).toBe(expected)
    })
  }
  it('holds nothing up while things come in order', () => run('abc--d', 'abc--d'))
  it('tells of what is late at once', () => run('ba-----', 'ba-----'))
  it('waits a little from then on', () => run('ba-d-c', 'ba 251ms (cd)'))
  it('and not for ever', () => run('ba 30s d-c', 'ba 30s d-c'))
  it('each waits no longer than that, and what came meanwhile goes with it', () => run('ba-d 99ms e 99ms c', 'ba 251ms (cd) 96ms e'))
  it('is silent when nothing comes', () => run('----', '----'))
})

describe('expiry', () => {
  /** When the end is told of, after what happens at these times. */
  const run = (times: Record<number, (facts: Facts) => void>): ReadonlyArray<unknown> => {
    const scheduler = virtual()
    const told: unknown[] = []
    const show = (frame: Frame): void => {
      if (frame._tag === 'Entries') frame.entries.forEach(({ message: { type, timestamp } }) => told.push([scheduler.now(), type, timestamp]))
    }
    const facts = createFacts(show, scheduler, new Subscription())
    scheduler.run(({ flush }) => {
      Object.entries(times).forEach(([time, act]) => void timer(Number(time), scheduler).subscribe(() => act(facts)))
      flush()
    })
    return told
  }
  const session = { connected: true, newSession: true, readOnly: undefined, allowedMedia: undefined, blockedExtensions: undefined, durationSeconds: undefined }
  const message = { id: undefined, type: 'Text', direction: undefined, text: 'ping', channel: undefined, content: undefined, events: undefined, originatingEntity: undefined }
  it('is told of five minutes before, and put off by what the service says', () => {
    const ends = (expirationDate: number) => (facts: Facts) => facts.take({ ...session, expirationDate })
    expect(run({ 0: ends(310), 9_999: ends(330) })).toEqual([[30_000, 'IdleAlert', 30_000]])
  })
  it('is not told of when it is over, months away or not known', () => {
    for (const expirationDate of [1, 10 ** 8, undefined]) expect(run({ 0: (facts) => facts.take({ ...session, expirationDate }), 1: (facts) => facts.hear({ reply: false, body: { ...message, metadata: undefined } }) })).toEqual([])
  })
  it('is put off by what is said, and by what an echo tells', () => {
    expect(run({
      0: (facts) => facts.take({ ...session, durationSeconds: 400, expirationDate: 400 }),
      50_000: (facts) => facts.hear({ reply: false, body: { ...message, metadata: undefined } }),
      200_000: (facts) => facts.hear({ reply: true, body: { ...message, metadata: { expirationDate: '600' } } }),
      200_001: (facts) => facts.hear({ reply: true, body: { ...message, metadata: undefined } })
    })).toEqual([[150_000, 'IdleAlert', 150_000], [300_000, 'IdleAlert', 300_000]])
  })
})
