/** A command is a table: options, what must hold, and the step it takes. */
import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import type { ChatEvent } from './ChatEvent'
import { answer } from './Effect'
import type { Effect } from './Effect'
import type { Either } from './Either'
import { explain } from './explain'
import { refused, says } from './Rejection'
import type { Rejection, Sentence } from './Rejection'
import type { State } from './State'

/** The next state, what is to be done, and what everyone is told before it is done. */
export type Step = readonly [state: State, effect: Effect, events?: ReadonlyArray<ChatEvent>]

/** Who asks, and when (ms since the epoch): the two facts a pure function cannot look up. */
export interface Context {
  readonly caller: string
  readonly at: number
}

/** Pure. A `Left` carries no state, so a refused command cannot have changed one. */
export type Command = (options: unknown, context: Context) => (state: State) => Either<Rejection, Step>

export interface Table<O> {
  readonly options: t.Decoder<unknown, O>
  /** The sentence for options that do not decode; without it, one that names the field and what was expected. */
  readonly invalid?: (given: unknown) => Sentence
  /** Checked in order; the first that does not hold rejects with its sentence. */
  readonly requires: ReadonlyArray<readonly [holds: (state: State, options: O, context: Context) => boolean, otherwise: Sentence]>
  readonly step: (state: State, options: O, context: Context) => Step
}

const unreadable = says('options: expected an object that can be read, found one that throws')

/** Options that answer with an exception (a proxy, a getter) are options that do not decode. */
const reading = <A>(read: () => A, otherwise: A): A => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

export const command =
  <O>({ options, invalid, requires, step }: Table<O>): Command =>
  (given, context) =>
  (state) => {
    const decoded = reading(() => options.decode(given ?? {}), undefined)
    if (!decoded || E.isLeft(decoded)) {
      const explained = decoded ? says(explain('options', decoded.left).join('; ')) : unreadable
      return E.left(refused(invalid ? reading(() => invalid(given), explained) : explained))
    }
    return reading<Either<Rejection, Step>>(() => {
      const broken = requires.find(([holds]) => !holds(state, decoded.right, context))
      return broken ? E.left(refused(broken[1])) : E.right(step(state, decoded.right, context))
    }, E.left(refused(unreadable)))
  }

/** A command that takes no options, changes nothing and cannot fail. */
export const query =
  (read: (state: State, context: Context) => unknown): Command =>
  (_, context) =>
  (state) =>
    E.right([state, answer(read(state, context))])
