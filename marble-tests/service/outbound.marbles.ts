/** The outbound line: how far each thing is that the customer said, and how it is taken back. */
import { map, mergeMap, NEVER, startWith, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import { createService, failure, success } from '../../lib'
import type { Answer, Outbound, Progress } from '../../lib'
import { agreeable, memoryTransport } from '../../testing'
import { marbles } from '../marbles'

type Step = Progress | Answer

const steps: Readonly<Record<string, Step>> = {
  q: { _tag: 'Progress', phase: 'queued' },
  s: { _tag: 'Progress', phase: 'sent' },
  u: { _tag: 'Progress', phase: 'unknown' },
  p: { _tag: 'Progress' },
  y: { _tag: 'Right', right: { response: success() } },
  n: { _tag: 'Left', left: failure('refused', 'no', { status: 400 }) },
  l: { _tag: 'Left', left: failure('lost', 'not sent') },
  t: { _tag: 'Left', left: failure('timeout', 'nobody knows') }
}

/** `1q 2s`: entry 1 waits, entry 2 is on its way. A fate has its reason behind it. */
const shown = (entries: ReadonlyArray<Outbound>): string =>
  entries.map(({ id, state, failure: why }) => `${id}${state === 'confirmed' ? 'ok' : state.slice(0, 1)}${why === undefined ? '' : `:${why._tag}`}`).join(' ') || '-'

type Run = Parameters<Parameters<typeof marbles>[0]>[0]

/** A chat in which each message is answered as a diagram says. */
const chat = (m: Run, answers: Readonly<Record<string, string>>) => {
  const transport = memoryTransport((call) => {
    if (call.type !== 'sendMessage') return agreeable(call)
    const diagram = answers[call.text]
    if (diagram === undefined) return NEVER
    // What a transport tells at once it tells before `call` has returned; a diagram would tell it a little later.
    const first = steps[diagram.slice(0, 1)]
    return first === undefined ? m.cold<Step>(diagram, steps) : m.cold<Step>(`-${diagram.slice(1)}`, steps).pipe(startWith(first))
  })
  const service = createService({ transport })
  service.command('startChat').subscribe()
  return { service, transport }
}

/** Says each letter when its moment comes, and shows the line at every change. */
const line = (m: Run, given: { readonly said: string; readonly answers: Readonly<Record<string, string>> }): Observable<string> => {
  const { service } = chat(m, given.answers)
  m.hot(given.said).subscribe((message) => service.command('sendMessage', { message }).subscribe())
  return service.outbound$.pipe(map(shown))
}

const values = { n: '-', q: '1q', s: '1s', u: '1u', k: '1ok', f: '1f:ErrorResponse', l: '1f:NetworkError', t: '1u:Timeout' }

it('taken: it is told with its fate, and leaves', marbles((m) => {
  m.expectObservable(line(m, { said: '-a', answers: { a: 's---y' } })).toBe('n(qs)(kn)', values)
}))

it('a transport that tells of no phase has sent it', marbles((m) => {
  m.expectObservable(line(m, { said: '-a', answers: { a: '----y' } })).toBe('n(qs)(kn)', values)
}))

it('waits, is sent, is looked for, waits again, is sent', marbles((m) => {
  m.expectObservable(line(m, { said: '-a', answers: { a: 'q-s-u-q-s-p-y' } })).toBe('nq-s-u-q-s---(kn)', values)
}))

it.each([['refused', 'n', 'f'], ['not sent', 'l', 'l'], ['nobody knows', 't', 't']])('%s: with the reason', (_, answer, expected) => {
  marbles((m) => m.expectObservable(line(m, { said: '-a', answers: { a: `q-${answer}` } })).toBe(`nq-(${expected}n)`, values))()
})

it('several, in the order in which they were said', marbles((m) => {
  const both = { ...values, a: '1q', b: '1q 2q', c: '1s 2q', d: '1ok 2q', e: '2q', g: '2s', h: '2ok' }
  m.expectObservable(line(m, { said: '-(ab)', answers: { a: 'q------s-y', b: 'q------------s-y' } })).toBe('n(ab)---c-(de)g-(hn)', both)
}))

it('taken back while it waits: never sent, and its caller is answered', marbles((m) => {
  const { service, transport } = chat(m, { a: 'q----s-y' })
  const answers$ = m.hot('-a').pipe(mergeMap((message) => service.command('sendMessage', { message })), map((answer) => (answer._tag === 'Left' ? `${answer.left._tag} ${'code' in answer.left ? answer.left.code : ''}` : 'ok')))
  timer(3).subscribe(() => service.cancel('1'))
  m.expectObservable(answers$).toBe('---c', { c: 'ErrorResponse cancelled' })
  m.expectObservable(service.outbound$.pipe(map(shown))).toBe('nq-(fn)', values)
  timer(100).subscribe(() => expect(transport.open()).toEqual([]))
}))

it('left by its caller while it waits: taken back; once it is on its way: not', marbles((m) => {
  const { service, transport } = chat(m, { a: 'q----s-y', b: 's-------y' })
  const events: string[] = []
  service.event$.subscribe(({ _tag }) => events.push(_tag))
  m.hot('-a').subscribe((message) => {
    const asked = service.command('sendMessage', { message }).subscribe()
    timer(2).subscribe(() => asked.unsubscribe())
  })
  m.hot('-------b').subscribe((message) => service.command('sendMessage', { message }).subscribe().unsubscribe())
  m.expectObservable(service.outbound$.pipe(map(shown))).toBe('nq-(fn)(QS)----(KN)', { ...values, Q: '2q', S: '2s', K: '2ok', N: '-' })
  timer(100).subscribe(() => expect([transport.open(), events.includes('error')]).toEqual([[], false]))
}))

it('what is on its way cannot be taken back', marbles((m) => {
  const { service } = chat(m, { a: 's---y' })
  m.hot('-a').subscribe((message) => service.command('sendMessage', { message }).subscribe())
  timer(3).subscribe(() => service.cancel('1'))
  m.expectObservable(service.outbound$.pipe(map(shown))).toBe('n(qs)(kn)', values)
}))

it('completes with the service', () => {
  const service = createService({ transport: memoryTransport() })
  const told: string[] = []
  service.outbound$.subscribe({ next: (entries) => told.push(shown(entries)), complete: () => told.push('|') })
  service.dispose()
  expect(told).toEqual(['-', '|'])
})
