/**
 * What the customer says: one after the other, nothing lost, nothing twice. Custom attributes go with it: once, again
 * after a failure, and not again when they are what failed. In virtual time.
 */
import { BehaviorSubject, map, NEVER, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import type { MessageBody } from '../../../../adapters/transports/webMessaging/codecs'
import { refusal } from '../../../../adapters/transports/webMessaging/errors'
import { createPending } from '../../../../adapters/transports/webMessaging/pending'
import { withSigns } from '../../../../adapters/transports/webMessaging/progress'
import type { Spoken } from '../../../../adapters/transports/webMessaging/fromWire'
import { createSpeaker } from '../../../../adapters/transports/webMessaging/speaker'
import type { Ready } from '../../../../adapters/transports/webMessaging/speaker'
import { isPlain } from '../../../../lib/data'

const virtual = (): TestScheduler => new TestScheduler((actual, expected) => expect(actual).toEqual(expected))

const body = (given: Partial<MessageBody>): MessageBody => ({
  id: undefined, type: 'Text', direction: 'Inbound', text: undefined, channel: undefined, content: undefined, events: undefined, metadata: undefined, originatingEntity: undefined, ...given
})
const spoken = (given: Partial<MessageBody>): Spoken => ({ body: body(given), original: {} })

/** What the service does with a message: an echo or a refusal after so many ms, or the connection goes for so many ms. */
type Deed = { readonly after?: number; readonly code?: number; readonly retryAfter?: number; readonly lost?: number }

/** `missed`: what the history brings when the connection is back. */
const setup = (scheduler: TestScheduler, deeds: Record<string, ReadonlyArray<Deed>> = {}, missed: ReadonlyArray<Spoken> = []) => {
  const ready$ = new BehaviorSubject<Ready>([])
  const log: Array<readonly [number, string]> = []
  const attributes: unknown[] = []
  const tries: Record<string, number> = {}
  let ids = 0
  const lose = (ms: number): void => {
    ready$.next(undefined)
    pending.failAll()
    timer(ms, scheduler).subscribe(() => ready$.next(missed))
  }
  const pending = createPending(({ message }, tracingId) => {
    const { text, type, channel, metadata } = Object(message) as Record<string, unknown>
    const name = String(text ?? type ?? 'file')
    const deed = deeds[name]?.[(tries[name] = (tries[name] ?? -1) + 1)] ?? {}
    const answer = (): unknown =>
      deed.lost !== undefined
        ? lose(deed.lost)
        : pending.hear(deed.code
          ? { _tag: 'Refusal', tracingId, response: refusal(deed.code, '', { retryAfter: deed.retryAfter }) }
          : { _tag: 'StructuredMessage', reply: false, tracingId, original: {}, body: body({ type: String(type), text: typeof text === 'string' ? text : undefined, metadata: isPlain(metadata) ? metadata : undefined }) })
    log.push([scheduler.now(), name])
    attributes.push(isPlain(channel) && isPlain(channel['metadata']) ? channel['metadata']['customAttributes'] : undefined)
    timer(deed.after ?? 0, scheduler).subscribe(answer)
    return true
  }, { uuid: () => `id${(ids += 1)}`, scheduler })
  const speaker = createSpeaker(ready$, pending.ask, () => true, { uuid: () => `message${(ids += 1)}`, scheduler }, { a: '1' })
  const say = (text: string): Observable<string> =>
    withSigns(speaker.say(text, {}), scheduler, () => ready$.value !== undefined).pipe(map((step) => (step._tag === 'Progress' ? '.' : step._tag === 'Right' ? 'ok' : String(step.left.status || step.left.errorReason))))
  return { ready$, speaker, log, say, attributes, names: () => log.map(([, name]) => name) }
}

describe('the line', () => {
  it('sends one after the other, each when the one before is answered', () => {
    const scheduler = virtual()
    const { log, say } = setup(scheduler, { a: [{ after: 10 }] })
    scheduler.run(({ expectObservable, flush }) => {
      expectObservable(say('a')).toBe('10ms (r|)', { r: 'ok' })
      expectObservable(say('b')).toBe('10ms (r|)', { r: 'ok' })
      flush()
      expect(log).toEqual([[0, 'a'], [10, 'b']])
    })
  })

  it('waits as long as it is told to, sends again, and lets nothing overtake', () => {
    const scheduler = virtual()
    const { log, say } = setup(scheduler, { a: [{ code: 429, retryAfter: 7 }] })
    scheduler.run(({ expectObservable, flush }) => {
      expectObservable(say('a')).toBe('5s . 1999ms (r|)', { '.': '.', r: 'ok' })
      expectObservable(say('b')).toBe('5s . 1999ms (r|)', { '.': '.', r: 'ok' })
      flush()
      expect(log).toEqual([[0, 'a'], [7_000, 'a'], [7_000, 'b']])
    })
  })

  it('keeps within four in a little more than a second: a fifth may be the sign that the customer types', () => {
    const scheduler = virtual()
    const { log, say } = setup(scheduler)
    scheduler.run(({ flush }) => {
      for (const name of 'abcdefg') say(name).subscribe()
      flush()
      expect(log.map(([time]) => time)).toEqual([0, 0, 0, 0, 1_100, 1_100, 1_100])
    })
  })

  it.each([
    ['its text', { text: 'b' }, ['a', 'a', 'b']],
    ['its id', { text: 'other', metadata: { id: 'message2' } }, ['a', 'a', 'b']],
    ['the text, but not the id', { text: 'b', metadata: { id: 'x' } }, ['a', 'a', 'b', 'b']],
    ['the text, but from the other side', { text: 'b', direction: 'Outbound' }, ['a', 'a', 'b', 'b']]
  ])('what was lost on its way is sent again, unless it arrived: the history has %s', (_, given, expected) => {
    const scheduler = virtual()
    const { names, say } = setup(scheduler, { a: [{ after: 6, lost: 9 }], b: [{ lost: 0 }] }, [spoken(given)])
    scheduler.run(({ expectObservable, flush }) => {
      expectObservable(say('a')).toBe('15ms (r|)', { r: 'ok' })
      expectObservable(say('b')).toBe('15ms (r|)', { r: 'ok' })
      flush()
      expect(names()).toEqual(expected)
    })
  })

  it('leaves out what nobody waits for any more, and what is refused is refused once', () => {
    const scheduler = virtual()
    const { names, say } = setup(scheduler, { a: [{ after: 10, code: 4011 }] })
    scheduler.run(({ expectObservable, flush }) => {
      expectObservable(say('a')).toBe('10ms (r|)', { r: '4011' })
      expectObservable(say('b'), '5ms !').toBe('-')
      expectObservable(say('c')).toBe('10ms (r|)', { r: 'ok' })
      flush()
      expect(names()).toEqual(['a', 'c'])
    })
  })

})

describe('attributes go with what is said', () => {
  const carried = (deeds: Record<string, ReadonlyArray<Deed>>, act: (world: ReturnType<typeof setup>) => void): ReadonlyArray<unknown> => {
    const scheduler = virtual()
    const world = setup(scheduler, deeds)
    scheduler.run(({ flush }) => {
      act(world)
      flush()
    })
    return world.attributes
  }

  it('once', () => {
    const sent = carried({ c: [{ after: 1 }] }, ({ say, speaker }) => {
      for (const text of ['a', 'b', 'c', 'd']) say(text).subscribe()
      expect(speaker.attach({ b: 2 })).toMatchObject({ _tag: 'Right', right: { response: { b: 2 } } })
    })
    expect(sent).toEqual([{ a: '1' }, { b: '2' }, undefined, undefined])
  })

  it('again after a failure, the newer over the older', () => {
    const sent = carried({ a: [{ code: 4011 }] }, ({ say, speaker }) => {
      say('a').subscribe(() => {
        speaker.attach({ a: 2, b: 3 })
        say('b').subscribe()
      })
    })
    expect(sent).toEqual([{ a: '1' }, { a: '2', b: '3' }])
  })

  it('not again when they were too much', () => {
    const sent = carried({ a: [{ code: 4013 }] }, ({ say }) => {
      say('a').subscribe()
      say('b').subscribe()
    })
    expect(sent).toEqual([{ a: '1' }, undefined])
  })

  it('with a file, and with the announcement', () => {
    const sent = carried({ Event: [{ code: 500 }] }, ({ speaker }) => {
      speaker.join().subscribe()
      speaker.sayFile('f').subscribe()
    })
    expect(sent).toEqual([{ a: '1' }, { a: '1' }])
  })
})

describe('typing', () => {
  it('is told at most every five seconds, and only while there is a connection', () => {
    const scheduler = virtual()
    const sent: number[] = []
    const ready$ = new BehaviorSubject<Ready>([])
    const speaker = createSpeaker(ready$, () => NEVER, () => sent.push(scheduler.now()) > 0, { uuid: () => 'x', scheduler }, {})
    scheduler.run(({ flush }) => {
      ;[0, 1_000, 4_999, 5_000, 9_000, 12_000].forEach((time) => timer(time, scheduler).subscribe(() => speaker.type()))
      timer(20_000, scheduler).subscribe(() => ready$.next(undefined))
      timer(21_000, scheduler).subscribe(() => speaker.type())
      flush()
      expect(sent).toEqual([0, 5_000, 12_000])
    })
  })
})
