/** The state of a service as streams, in virtual time. */
import { map, mergeMap, of, Subject, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import { createService } from '../../lib'
import type { Progress, Service, Status } from '../../lib'
import { agents$, lastMessage$, markAsRead, status$, transcript$, typing$, unread$ } from '../../lib/streams'
import { after, agreeable, chat, fails, memoryTransport, party, replying, says } from '../../testing'
import { marbles } from '../marbles'

/** `active:started@2`: the status, why, and since when. */
const shown = ({ name, why, since }: Status): string => `${name}:${why}@${since}`

/** What a diagram's letters stand for: a letter for each text, in the order of the alphabet. */
const named = (...texts: ReadonlyArray<string>): Record<string, string> => Object.fromEntries(texts.map((text, i) => [String.fromCharCode(97 + i), text]))

/** The same stream, subscribed to at `ms`. */
const from = <A>(ms: number, stream$: Observable<A>): Observable<A> => timer(ms).pipe(mergeMap(() => stream$))

describe('status$', () => {
  it('a chat that is begun, loses its connection, has it back, and is ended by the customer', marbles((m) => {
    const { service } = chat(m, { asks: '-s------e', hears: '----x-y', script: replying({ start: after(2) }) })
    const words = named('idle:new@0', 'starting:startChat@1', 'active:started@3', 'reconnecting:connectionLost@4', 'active:reconnected@6', 'ended:endChat@8')
    m.expectObservable(status$(service).pipe(map(shown))).toBe('ab-cd-e-f', words)
  }))

  it('one that is ended by somebody else', marbles((m) => {
    const { service } = chat(m, { asks: '-s', hears: '-----e' })
    m.expectObservable(status$(service).pipe(map(shown))).toBe('a(bc)d', { ...named('idle:new@0', 'starting:startChat@1', 'active:started@1'), d: 'ended:closed@5' })
  }))

  it.each([['s', 'starting:startChat@1', 'idle:startFailed@3'], ['r', 'restoring:restore@1', 'idle:notRestored@3']])('one that does not come about: %s', (letter, on, off) => {
    marbles((m) => {
      const { service } = chat(m, { asks: `-${letter}`, script: after(2, fails()) })
      m.expectObservable(status$(service).pipe(map(shown))).toBe('ab-c', named('idle:new@0', on, off))
    })()
  })

  it('has its value for whoever comes late, and completes when the service is disposed', marbles((m) => {
    const { service } = chat(m, { asks: '-s' })
    timer(9).subscribe(service.dispose)
    m.expectObservable(from(5, status$(service)).pipe(map(shown))).toBe('-----a---|', named('active:started@1'))
  }))
})

describe('agents$', () => {
  it('tells of who comes and goes, once each, also to whoever comes late', marbles((m) => {
    const { service } = chat(m, { asks: 's', hears: '--j-a-t-l' })
    const list$ = agents$(service).pipe(map((agents) => agents.map(({ name, connected }) => `${name}${connected ? '+' : '-'}`).join() || '0'))
    m.expectObservable(list$).toBe('a-b-----c', named('0', 'Ann+', 'Ann-'))
    m.expectObservable(from(5, list$)).toBe('-----b--c', named('0', 'Ann+', 'Ann-'))
  }))
})

describe('typing$', () => {
  it('tells who types, until they pause, write, or are not heard of', marbles((m) => {
    const { service } = chat(m, { asks: 's', hears: '--t-p-t-a-t' })
    const names$ = typing$(service).pipe(map((typists) => typists.map(({ name }) => name).join() || '0'))
    m.expectObservable(names$).toBe('a-b-a-b-a-b 2999ms a', named('0', 'Ann'))
    m.expectObservable(from(7, names$)).toBe('-------ba-b 2999ms a', named('0', 'Ann'))
  }))
})

describe('unread$', () => {
  it('counts what others say, not who comes, and begins anew when it is read', marbles((m) => {
    const { service } = chat(m, { asks: 's', hears: '--j-a-b---a' })
    timer(8).subscribe(() => markAsRead(service))
    timer(9).subscribe(() => markAsRead(service))
    m.expectObservable(unread$(service)).toBe('0---1-2-0-1', { 0: 0, 1: 1, 2: 2 })
    m.expectObservable(from(7, unread$(service))).toBe('-------20-1', { 0: 0, 1: 1, 2: 2 })
  }))

  it('does not count what the customer says', marbles((m) => {
    const { service } = chat(m, { asks: 's', hears: '--m', frames: { m: says('mine', party('Cleo', 'Client')) } })
    m.expectObservable(unread$(service)).toBe('0', { 0: 0 })
  }))
})

describe('transcript$ and lastMessage$', () => {
  const texts = (service: Service): Observable<string> =>
    transcript$(service).pipe(map(({ messages }) => messages.map(({ text, type }) => text || type).join() || '0'))

  it('have what was said, now and with each message', marbles((m) => {
    const { service } = chat(m, { asks: 's', hears: '--a--j-b' })
    m.expectObservable(texts(service)).toBe('a-b--c-d', named('0', 'hello', 'hello,ParticipantJoined', 'hello,ParticipantJoined,again'))
    m.expectObservable(from(6, texts(service))).toBe('------cd', named('', '', 'hello,ParticipantJoined', 'hello,ParticipantJoined,again'))
    m.expectObservable(lastMessage$(service).pipe(map((last) => last?.text))).toBe('u-a----b', { u: undefined, a: 'hello', b: 'again' })
  }))

  it('begin anew with the next chat', marbles((m) => {
    const { service } = chat(m, { asks: 's--es', hears: '-a' })
    m.expectObservable(texts(service)).toBe('ab--a', named('0', 'hello'))
  }))
})

describe('outbound$', () => {
  it('has how far a file is', marbles((m) => {
    const steps$ = new Subject<Progress>()
    const transport = memoryTransport((call) => (call.type === 'sendFile' ? steps$ : agreeable(call)), { fileUpload: true })
    const service = createService({ transport })
    service.command('startChat').subscribe()
    timer(1).subscribe(() => service.command('sendFile', { files: [] }).subscribe())
    timer(5).subscribe(() => steps$.next({ _tag: 'Progress', loaded: 5, total: 10 }))
    timer(7).subscribe(() => steps$.next({ _tag: 'Progress', loaded: 10, total: 10 }))
    timer(9).subscribe(service.dispose)
    const far$ = service.outbound$.pipe(map((entries) => entries.map(({ state, progress }) => `${state} ${progress?.loaded ?? '-'}/${progress?.total ?? '-'}`).join()))
    m.expectObservable(far$).toBe('a(bc)d-e-|', named('', 'queued -/-', 'sent -/-', 'sent 5/10', 'sent 10/10'))
  }))
})

it('the work is done once, however many listen', marbles((m) => {
  const { service } = chat(m, { asks: 's', hears: '--j' })
  expect(agents$(service)).toBe(agents$(service))
  m.expectObservable(of(transcript$(service) === transcript$(service))).toBe('(t|)', { t: true })
}))

describe('diagnostics$', () => {
  it('tells of round trips, lost connections, duplicates and what was not understood', marbles((m) => {
    const { service, transport } = chat(m, { asks: '-s', hears: '----x-y-q-q', frames: { q: says('secret words') }, script: replying({ start: after(2) }) })
    timer(12).subscribe(() => transport.deliverRaw({ _tag: 'Left', left: { errors: ['frame.body.text: expected a string, found secret words', 'secret words'] } }))
    timer(14).subscribe(() => transport.deliver({ _tag: 'Failed', code: 'secret words', response: { status: 0, statusText: 'secret words', responseText: '' } }))
    m.expectObservable(service.diagnostics$).toBe('---ab-c---d-e-f', {
      a: { _tag: 'RoundTrip', at: 3, call: 'start', ms: 2, isDone: true },
      b: { _tag: 'Disconnected', at: 4 },
      c: { _tag: 'Reconnected', at: 6, ms: 2 },
      d: { _tag: 'Duplicates', at: 10, count: 1 },
      e: { _tag: 'Malformed', at: 12, paths: ['frame.body.text', 'unknown'] },
      f: { _tag: 'Fault', at: 14, code: 'BackEnd' }
    })
  }))

  it('are what a logger hears, from the beginning', marbles((m) => {
    const heard = new Subject<string>()
    const service = createService({ transport: memoryTransport(), log: ({ _tag }) => heard.next(_tag) })
    timer(2).subscribe(() => service.command('startChat').subscribe())
    m.expectObservable(heard).toBe('--r', { r: 'RoundTrip' })
  }))
})
