/** What a command wants done, as data. `perform` does it. */
import type { CallFailure, InvalidState } from './Failure'
import type { Response } from './Response'
import type { State } from './State'
import type { Call, Reply } from './Transport'

/** Nothing but to answer. */
export interface Answering<R> {
  readonly _tag: 'Answer'
  readonly value: R
}

/** A failure that is no trouble: the command has a word of its own for it, and nobody else is told. */
export interface Expected<F extends InvalidState> {
  /** The `errorReason` of the response. */
  readonly errorReason: string
  readonly failure: F
}

/** A request to the back end, answered by what `result` makes of its reply. */
export interface Calling<R, F extends InvalidState = never> {
  readonly _tag: 'Call'
  readonly call: Call
  readonly result: (reply: Reply) => R
  readonly expected: Expected<F> | undefined
}

/** Answered by what `read` makes of the first state of which `until` holds. */
export interface Awaiting<R> {
  readonly _tag: 'Await'
  readonly until: (state: State) => boolean
  readonly read: (state: State) => R
}

/** One of the three, told apart by `_tag`. */
export type Effect = Answering<unknown> | Calling<unknown, InvalidState> | Awaiting<unknown>

/** Whether a call failed as its command expects: then the caller gets the command's own word, and nobody else is told. */
export const isExpected = (
  effect: Calling<unknown, InvalidState>,
  { errorReason }: Response
): effect is Calling<unknown, InvalidState> & { readonly expected: Expected<InvalidState> } =>
  effect.expected !== undefined && effect.expected.errorReason === errorReason

/** What a command with this effect answers with. */
export type ResultOfEffect<E> = E extends Answering<infer R> ? R : E extends Calling<infer R, InvalidState> ? R : E extends Awaiting<infer R> ? R : never

/** What can still go wrong when a command was not refused. */
export type FailureOfEffect<E> = E extends Calling<unknown, infer F> ? F | CallFailure : never

/** Nothing is done: the command answers with `value`. */
export const answer = <R>(value: R): Answering<R> => ({ _tag: 'Answer', value })

/** `result`: what of the reply is the answer. `expected`: see there. */
export const call = <R, F extends InvalidState = never>(call: Call, result: (reply: Reply) => R, expected?: Expected<F>): Calling<R, F> => ({
  _tag: 'Call',
  call,
  result,
  expected
})

/** The answer is the response. */
export const response = (reply: Reply): Response => reply.response

/** The answer is nothing, however much the server said. */
export const nothing = (): undefined => undefined
