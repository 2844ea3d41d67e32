/** A command decides: a sentence that rejects, or a step. Its file is its row of the contract: rejections in order, the step last. */
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import type { ChatEvent } from './ChatEvent'
import type { Data } from './data'
import type { Effect } from './Effect'
import type { Either } from './Either'
import { explain } from './explain'
import type { Inputs } from './Inputs'
import { says } from './Rejection'
import type { Rejection, Sentence } from './Rejection'
import type { State } from './State'

/** The next state, what is to be done, and what everyone is told before it is done. */
export type Step = readonly [state: State, effect: Effect, events?: ReadonlyArray<ChatEvent>]

/** Who asks, when (ms since the epoch), and which text fields there are: what a pure function cannot look up. */
export interface Context {
  readonly caller: string
  readonly at: number
  readonly inputs: Inputs
}

/** Pure. A `Left` carries no state, so a refused command cannot have changed one. Options are whatever was given. */
export type Command = (state: State, options: unknown, context: Context) => Either<Rejection, Step>

/** Options: `{}` for nothing at all, so that every value may be asked for its fields. */
export type Decides<O = Data> = (state: State, options: O, context: Context) => Sentence | Step

const isStep = (decision: Sentence | Step): decision is Step => typeof decision[0] === 'object'

export const command =
  (decides: Decides): Command =>
  (state, options, context) => {
    try {
      const decision = decides(state, (options ?? {}) as Data, context) // whatever it is, it has fields or none
      return isStep(decision) ? E.right(decision) : E.left(says(state, ...decision))
    } catch {
      // A proxy, a getter.
      return E.left('options: expected an object that can be read, found one that throws')
    }
  }

/** For options that must decode: else a sentence names the field and what was expected. */
export const decoding =
  <O>(options: Decoder<unknown, O>, decides: Decides<O>): Decides =>
  (state, given, context) => {
    const decoded = options.decode(given)
    return E.isLeft(decoded) ? [explain('options', decoded.left).join('; ')] : decides(state, decoded.right, context)
  }
