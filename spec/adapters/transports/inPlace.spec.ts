/** What has to be asked for first keeps its place in a stream. */
import { of, Subject, throwError } from 'rxjs'
import type { Observable } from 'rxjs'
import { inPlace } from '../../../adapters/transports/inPlace'
import { TestScheduler } from 'rxjs/testing'

const run = (name: string, check: (helpers: Parameters<Parameters<TestScheduler['run']>[0]>[0]) => void): void =>
  test(name, () => new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(check))

run('values pass at once', ({ cold, expectObservable }) => {
  expectObservable(cold<string>('a-(bc)-|').pipe(inPlace<string>())).toBe('a-(bc)-|')
})

run('what comes behind it waits until it is there, the completion too', ({ cold, expectObservable }) => {
  const asked$ = cold('     ---x|')
  const source$ = cold<string | typeof asked$>('a-Abc|', { a: 'a', A: asked$, b: 'b', c: 'c' })
  expectObservable(source$.pipe(inPlace<string>())).toBe('a----x(bc|)')
})

run('several, one after the other', ({ cold, expectObservable, expectSubscriptions }) => {
  const first$ = cold(' --x|')
  const second$ = cold('   -y|')
  expectObservable(cold<string | typeof first$>('ABc|', { A: first$, B: second$, c: 'c' }).pipe(inPlace<string>())).toBe('--x-y(c|)')
  expectSubscriptions(second$.subscriptions).toBe('---^-!')
})

run('left early: what is asked for is left, too', ({ cold, expectObservable, expectSubscriptions }) => {
  const asked$ = cold<string>('-----x|')
  expectObservable(cold('A', { A: asked$ }).pipe(inPlace<string>()), '--!').toBe('---')
  expectSubscriptions(asked$.subscriptions).toBe('^-!')
})

run('errors are handed on', ({ cold, expectObservable }) => {
  expectObservable(cold<string>('a-#').pipe(inPlace<string>())).toBe('a-#')
  expectObservable(cold('A', { A: throwError(() => 'error') }).pipe(inPlace<string>())).toBe('#')
})

test('what comes while something is handed on comes behind it; 10,000 that waited are told without an overflow', () => {
  const source$ = new Subject<string | Observable<string>>()
  const asked$ = new Subject<string>()
  const told: string[] = []
  source$.pipe(inPlace<string>()).subscribe((one) => {
    told.push(one)
    if (one === '0') source$.next('last')
  })
  source$.next(asked$)
  for (let i = 0; i < 10_000; i += 1) source$.next(i % 2 === 0 ? `${i}` : of(`${i}`))
  asked$.next('first')
  asked$.complete()
  expect(told).toEqual(['first', ...Array.from({ length: 10_000 }, (_, i) => `${i}`), 'last'])
})
