/** The way out: one after the other, nothing lost, nothing twice. In virtual time. */
import { BehaviorSubject, map, of, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { LOST } from '../../../../adapters/transports/webMessaging/pending'
import type { Replied } from '../../../../adapters/transports/webMessaging/pending'
import { createQueue } from '../../../../adapters/transports/webMessaging/queue'
import type { Spoken } from '../../../../adapters/transports/webMessaging/receiver'
import { failure } from '../../../../lib'

const virtual = (): TestScheduler => new TestScheduler((actual, expected) => expect(actual).toEqual(expected))

const good: Replied = { _tag: 'Right', right: { _tag: 'SessionClearedEvent', reply: false, body: {}, tracingId: undefined, original: {} } }
const found: Spoken = { body: { id: 'i', type: 'Text', direction: 'Inbound', text: 'b', channel: undefined, content: undefined, events: undefined, metadata: undefined, originatingEntity: undefined }, original: {} }
const bad = (status: number, more: object = {}): Replied => ({ _tag: 'Left', left: { ...failure('x', 'x', { ...more }), status } })

describe('queue', () => {
  const setup = (scheduler: TestScheduler, ready = true) => {
    const ready$ = new BehaviorSubject(ready)
    const queue = createQueue(ready$, scheduler)
    const log: Array<readonly [number, string]> = []
    const put = (name: string, replies: ReadonlyArray<Observable<Replied>>, arrived: () => Spoken | undefined = () => undefined) => {
      let tries = 0
      return queue.put({
        arrived,
        send: () => {
          log.push([scheduler.now(), name])
          return replies[tries++] ?? of(good)
        }
      }).pipe(map((step) => (step._tag === 'Progress' ? '.' : step._tag === 'Right' ? 'ok' : step.left.errorReason ?? '')))
    }
    return { ready$, queue, log, put }
  }

  it('sends one after the other, each when the one before is answered', () => {
    const scheduler = virtual()
    const { log, put } = setup(scheduler)
    scheduler.run(({ cold, expectObservable, flush }) => {
      expectObservable(put('a', [cold('10ms r|', { r: good })])).toBe('10ms (r|)', { r: 'ok' })
      expectObservable(put('b', [])).toBe('10ms (r|)', { r: 'ok' })
      flush()
      expect(log).toEqual([[0, 'a'], [10, 'b']])
    })
  })

  it('waits as long as it is told to, sends again, and lets nothing overtake', () => {
    const scheduler = virtual()
    const { log, put } = setup(scheduler)
    scheduler.run(({ expectObservable, flush }) => {
      expectObservable(put('a', [of(bad(429, { retryAfter: 7 }))])).toBe('5s . 1999ms (r|)', { '.': '.', r: 'ok' })
      expectObservable(put('b', [])).toBe('5s . 1999ms (r|)', { '.': '.', r: 'ok' })
      flush()
      expect(log).toEqual([[0, 'a'], [7_000, 'a'], [7_000, 'b']])
    })
  })

  it('keeps within five in a little more than a second', () => {
    const scheduler = virtual()
    const { log, put } = setup(scheduler)
    scheduler.run(({ flush }) => {
      for (const name of 'abcdefg') put(name, []).subscribe()
      flush()
      expect(log.map(([time]) => time)).toEqual([0, 0, 0, 0, 0, 1_100, 1_100])
    })
  })

  it('what was lost on its way is sent again, unless it arrived', () => {
    const scheduler = virtual()
    const { log, put, ready$ } = setup(scheduler)
    const lost: Replied = { _tag: 'Left', left: failure(LOST, 'x') }
    scheduler.run(({ cold, expectObservable, flush }) => {
      cold('5ms l 9ms u', { l: false, u: true }).subscribe((ready) => ready$.next(ready))
      expectObservable(put('a', [cold('6ms l|', { l: lost })])).toBe('15ms (r|)', { r: 'ok' })
      expectObservable(put('b', [of(lost)], () => found)).toBe('15ms (r|)', { r: 'ok' })
      flush()
      expect(log.map(([, name]) => name)).toEqual(['a', 'a', 'b'])
    })
  })

  it('gives no sign of life while there is no connection', () => {
    const scheduler = virtual()
    const { put } = setup(scheduler, false)
    scheduler.run(({ expectObservable }) => expectObservable(put('a', []), '20s !').toBe('-'))
  })

  it('leaves out what nobody waits for any more, and what is refused is refused once', () => {
    const scheduler = virtual()
    const { log, put } = setup(scheduler)
    scheduler.run(({ cold, expectObservable, flush }) => {
      expectObservable(put('a', [cold('10ms r|', { r: bad(4011) })])).toBe('10ms (r|)', { r: 'x' })
      expectObservable(put('b', []), '5ms !').toBe('-')
      expectObservable(put('c', [])).toBe('10ms (r|)', { r: 'ok' })
      flush()
      expect(log.map(([, name]) => name)).toEqual(['a', 'c'])
    })
  })

  it('answers whoever waits when it is closed', () => {
    const scheduler = virtual()
    const { queue, put } = setup(scheduler, false)
    scheduler.run(({ expectObservable }) => {
      timer(5, scheduler).subscribe(() => queue.close(failure('ended', 'x')))
      expectObservable(put('a', [])).toBe('5ms (r|)', { r: 'ended' })
    })
  })
})
