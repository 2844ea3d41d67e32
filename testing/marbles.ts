/** Marble tests in virtual time, for any test runner; a failure shows both diagrams and the test's own line. */
import { concatMap, of } from 'rxjs'
import type { Observable } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import type { RunHelpers } from 'rxjs/testing'
import { alphabetOf } from './alphabet'
import { explainMismatch } from './mismatch'
import type { Happening } from './mismatch'
import { diagramOf, lettersIn } from './Row'
import type { Row } from './Row'

/** Compares what came with what was expected, deeply, and throws when they differ. */
export type Equality = (actual: unknown, expected: unknown) => void

/** What is expected of a stream. */
export interface Expectation<T> {
  /** A diagram of RxJS or a row of a `table`; `values` and `error` stand behind its letters and its `#`. */
  readonly toBe: (diagram: string | Row, values?: Readonly<Record<string, unknown>>, error?: unknown) => void
  /** The same as another stream. */
  readonly toEqual: (other: Observable<T>) => void
}

/** The helpers of RxJS, where a `toBe` takes rows of a table, too. */
export interface MarbleHelpers extends Omit<RunHelpers, 'expectObservable'> {
  /** `unsubscription`: when it is subscribed to and left, as a diagram with `^` and `!`. */
  readonly expectObservable: <T>(observable: Observable<T>, unsubscription?: string | null) => Expectation<T>
}

/** A test's body for a runner's `it`: diagrams are compared when it has run, one frame is one ms. */
export type Marbles = (body: (m: MarbleHelpers) => void) => () => void

/** One expectation of a test, in the order in which a `TestScheduler` compares them. */
interface Noted {
  isReady: boolean
  /** Whose stack leads to the line of the test. */
  site: Error
  values: Readonly<Record<string, unknown>>
  readonly meaning: (letter: string) => string | undefined
}

const noted = (meaning: Noted['meaning'] = () => undefined): Noted => ({ isReady: false, site: new Error(), values: {}, meaning })

/** Notes that a test has said what it expects, and on which line: that of whoever called `from`. */
const noteSite = (expectation: Noted, from: (...args: never[]) => unknown): void => {
  expectation.isReady = true
  // Engines other than V8 have no `captureStackTrace`; there the stack has lines of the kit, too.
  if ('captureStackTrace' in Error) Error.captureStackTrace(expectation.site, from)
}

/** The error of a diagram that does not hold: its text, on the line of the test. */
const failed = (text: string, { stack = '' }: Error): Error => {
  const error = new Error(text)
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  if (frames.length > 0) error.stack = [`Error: ${text}`, ...frames].join('\n')
  return error
}

interface Notified {
  readonly frame: number
  readonly notification: { readonly kind: string; readonly value?: unknown; readonly error?: unknown }
}

interface Subscribed {
  readonly subscribedFrame: number
  readonly unsubscribedFrame: number
}

/** What a `TestScheduler` compares, in one form: notifications of a stream, or subscriptions to one. */
const happeningsIn = (compared: ReadonlyArray<Notified | Subscribed>): ReadonlyArray<Happening> =>
  compared.flatMap((it): ReadonlyArray<Happening> => {
    if ('notification' in it) {
      const { kind, value, error } = it.notification
      return [{ frame: it.frame, kind, value: kind === 'E' ? error : value }]
    }
    const subscribed = { frame: it.subscribedFrame, kind: '^', value: '^' }
    return it.unsubscribedFrame === Infinity ? [subscribed] : [subscribed, { frame: it.unsubscribedFrame, kind: '^', value: '!' }]
  })

/** A row as a stream of the values behind its letters. */
const streamOf = (row: Row, cold: RunHelpers['cold'], values: Readonly<Record<string, unknown>>, error: unknown): Observable<unknown> => {
  const { diagram, values: moments } = diagramOf(row)
  return cold(diagram, moments, error).pipe(concatMap((letters) => of(...letters.map((letter) => (letter in values ? values[letter] : letter)))))
}

/**
 * Marble tests that compare with the runner's own equality, so that its matchers can stand among the values.
 *
 * @example
 * const marbles = marblesWith((actual, expected) => expect(actual).toEqual(expected))
 * it('passes values', marbles(({ hot, expectObservable }) => {
 *   expectObservable(hot('-a-|')).toBe('-a-|')
 * }))
 */
export const marblesWith = (equality: Equality): Marbles => {
  const same = (came: unknown, expected: unknown): boolean => {
    try {
      equality(came, expected)
      return true
    } catch {
      return false
    }
  }

  return (body) => () => {
    let expectations: ReadonlyArray<Noted> = []
    let compared = 0

    const compare = (came: ReadonlyArray<Notified | Subscribed>, expected: ReadonlyArray<Notified | Subscribed>): void => {
      const expectation = expectations.filter(({ isReady }) => isReady)[compared] ?? noted()
      compared += 1
      try {
        equality(came, expected)
      } catch (error) {
        const { values, meaning, site } = expectation
        const text = explainMismatch({ came: happeningsIn(came), expected: happeningsIn(expected), values, meaning, same })
        throw text === undefined ? error : failed(text, site)
      }
    }

    // As `TestScheduler` declares its parameter: `any`, though it is always one of these lists.
    const scheduler = new TestScheduler(compare)
    scheduler.run((m) => {
      const note = (expectation: Noted): Noted => {
        expectations = [...expectations, expectation]
        return expectation
      }

      const expectObservable = <T>(observable: Observable<T>, unsubscription: string | null = null): Expectation<T> => {
        const alphabet = alphabetOf(observable)
        const expectation = note(noted(alphabet?.meaning))
        const native = m.expectObservable(observable, unsubscription)
        const toBe: Expectation<T>['toBe'] = (diagram, values = {}, error) => {
          noteSite(expectation, toBe)
          expectation.values = values
          const stranger = alphabet && lettersIn(diagram).find((letter) => !(letter in values) && alphabet.meaning(letter) === undefined)
          if (stranger !== undefined) throw failed(`toBe: the diagram has the letter ${stranger}, which this chat never tells. It tells ${alphabet?.letters.join('')}.`, expectation.site)
          if (typeof diagram === 'string') native.toBe(diagram, values === undefined || Object.keys(values).length === 0 ? undefined : values, error)
          else native.toEqual(streamOf(diagram, m.cold, values, error) as Observable<T>) // what is expected of it, right or wrong
        }
        const toEqual: Expectation<T>['toEqual'] = (other) => {
          noteSite(expectation, toEqual)
          native.toEqual(other)
        }
        return { toBe, toEqual }
      }

      const expectSubscriptions: RunHelpers['expectSubscriptions'] = (logs) => {
        const expectation = note(noted())
        const native = m.expectSubscriptions(logs)
        const toBe = (diagrams: string | string[]): void => {
          noteSite(expectation, toBe)
          native.toBe(diagrams)
        }
        return { toBe }
      }

      /** Comparing begins at the first expectation that is ready; when all of them hold, a scheduler forgets them. */
      const flush = (): void => {
        compared = 0
        m.flush()
        expectations = expectations.filter(({ isReady }) => !isReady)
      }

      body({ ...m, expectObservable, expectSubscriptions, flush })
      compared = 0
    })
  }
}
