/** A command decides: a sentence that rejects, or a step. Its file is its row of the contract: conditions in order, the step last. */
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import type { ChatEvent } from './ChatEvent'
import type { Data } from './data'
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

/** Pure. Options are whatever was given, `{}` for nothing at all: every other value may be asked for its fields. */
export type Command<O = Data> = (state: State, options: O, context: Context) => Sentence | Step

/** A command with options that must decode: else a sentence names the field and what was expected. */
export const command =
  <O>(options: Decoder<unknown, O>, decides: Command<O>): Command =>
  (state, given, context) => {
    const decoded = options.decode(given)
    return E.isLeft(decoded) ? [explain('options', decoded.left).join('; ')] : decides(state, decoded.right, context)
  }

const isStep = (decision: Sentence | Step): decision is Step => typeof decision[0] === 'object'

/** A `Left` carries no state, so a refused command cannot have changed one. */
export const decide = (decides: Command, state: State, options: unknown, context: Context): Either<Rejection, Step> => {
  try {
    const decision = decides(state, (options ?? {}) as Data, context)
    return isStep(decision) ? E.right(decision) : E.left(says(state, ...decision))
  } catch {
    // A proxy, a getter.
    return E.left('options: expected an object that can be read, found one that throws')
  }
}
