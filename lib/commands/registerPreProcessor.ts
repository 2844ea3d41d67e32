/** Registers a function that may rewrite each message before it is shown. */
import * as t from 'io-ts'
import { command } from '../Command'
import { FunctionC } from '../codecs'
import { answer } from '../Effect'
import { says } from '../Rejection'
import type { Preprocessor } from '../State'

const typeOfGiven = (given: unknown): string => {
  try {
    return typeof (given as { preprocessor?: unknown } | null | undefined)?.preprocessor // any value may be asked for a field
  } catch {
    return 'undefined'
  }
}

export const registerPreProcessor = command({
  options: t.type({ preprocessor: FunctionC }),
  invalid: (given) => says(`No preprocessor function provided. Type provided was '${typeOfGiven(given)}'.`),
  requires: [],
  step: (state, { preprocessor }) => {
    const registered: Preprocessor = preprocessor
    return [{ ...state, preprocessors: [...state.preprocessors, registered] }, answer(preprocessor)]
  }
})
