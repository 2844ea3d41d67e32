/** A command is a table: options, what rejects it, and the step it takes. */
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import type { ChatEvent } from './ChatEvent'
import { Anything } from './codecs'
import type { Data } from './data'
import { answer } from './Effect'
import type { Effect } from './Effect'
import type { Either } from './Either'
import { explain } from './explain'
import { says } from './Rejection'
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
  /** Without it, anything: `O` is what its fields are asked for. */
  readonly options?: Decoder<unknown, O>
  /** For options that do not decode; without it, a sentence that names the field and what was expected. */
  readonly invalid?: Sentence
  /** The first condition that rejects, with its sentence. */
  readonly rejects?: (state: State, options: O, context: Context) => Sentence | false
  readonly step: (state: State, options: O, context: Context) => Step
}

export const command =
  <O = Data>({ options = Anything as Decoder<unknown, O>, invalid, rejects, step }: Table<O>): Command =>
  (given, context) =>
  (state) => {
    try {
      const decoded = options.decode(given ?? {})
      if (E.isLeft(decoded)) return E.left(says(state, ...(invalid ?? [explain('options', decoded.left).join('; ')])))
      const sentence = rejects?.(state, decoded.right, context)
      return sentence ? E.left(says(state, ...sentence)) : E.right(step(state, decoded.right, context))
    } catch {
      // A proxy, a getter.
      return E.left('options: expected an object that can be read, found one that throws')
    }
  }

/** A command that takes no options, changes nothing and cannot fail. */
export const query =
  (read: (state: State) => unknown): Command =>
  () =>
  (state) =>
    E.right([state, answer(read(state))])
