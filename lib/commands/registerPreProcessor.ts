/** Registers a function that may rewrite each message before it is shown. */
import { command, right } from '../Command'
import type { Unchecked } from '../Command'
import { left } from '../Either'
import { answer } from '../Effect'
import { kind } from '../explain'
import { invalidOption } from '../Failure'
import type { Preprocessor } from '../State'

/** What `registerPreProcessor` takes. */
export interface RegisterPreProcessorOptions {
  /**
   * Gets each message, and may change it, return another one, or a promise of one. A falsy return keeps the message with
   * its changes. They run in the order in which they were registered; one that throws is reported on `error` and skipped.
   */
  readonly preprocessor: Preprocessor
}

const isFunction = (u: unknown): u is Preprocessor => typeof u === 'function' // it is called with a message, whatever it expects

const noFunction = (preprocessor: unknown) =>
  invalidOption(
    { path: 'preprocessor', expected: 'a function', found: kind(preprocessor) },
    `No preprocessor function provided. Type provided was '${typeof preprocessor}'.`
  )

/** Answers with the function. */
export const registerPreProcessor = command((state, { preprocessor }: Unchecked<RegisterPreProcessorOptions>) => {
  if (!isFunction(preprocessor)) return left(noFunction(preprocessor))
  return right({ state: { ...state, preprocessors: [...state.preprocessors, preprocessor] }, effect: answer(preprocessor) })
})
