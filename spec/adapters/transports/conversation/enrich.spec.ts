/** Records beside items: what waits for whom, and for how long. Items are letters; capitals need the record of their own name. */
import { asyncScheduler, map, NEVER, timer } from 'rxjs'
import { enrich } from '../../../../adapters/transports/conversation/enrich'
import { marbles } from '../../../../marble-tests/marbles'

/** `z`: urgent. A record comes after `ms`; `undefined`: never. */
const enriched = (given: string, ms: number | undefined, expected: string) =>
  marbles((m) => {
    const known = new Map<string, string>()
    const lookUp = (key: string) => (ms === undefined ? NEVER : timer(ms).pipe(map(() => (known.set(key, key.toLowerCase()), key))))
    const item$ = m.hot(given)
    const told$ = item$.pipe(
      enrich({ keyOf: (item: string) => (/[A-Z]/.test(item) ? item : undefined), known: (key: string) => known.get(key), lookUp, isUrgent: (item: string) => item === 'z', scheduler: asyncScheduler }),
      map(([item, record]) => record ?? item)
    )
    m.expectObservable(told$, '^ 10s !').toBe(expected)
  })

it('whoever needs no record is handed on at once', enriched('abzc', 100, 'abzc'))
it('a record is waited for in turn', enriched('-Ab', 100, '101ms (ab)'))
it('what is urgent waits for a record that comes soon', enriched('-Abz', 100, '101ms (abz)'))
it('what is urgent waits no longer than half a second; what was before it comes before it, without its record', enriched('-Abz', 5_000, '503ms (Abz)'))
it('what comes after it waits for its own', enriched('-AzB', 5_000, '502ms (Az) 4497ms b'))
it('two that are urgent', enriched('-Azz', undefined, '502ms (Azz)'))
