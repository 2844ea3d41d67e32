/** Registers a function that may rewrite each message before it is shown. */
import { command } from '../Command'
import { answer } from '../Effect'
import type { Preprocessor } from '../State'

export const registerPreProcessor = command<{ readonly preprocessor: Preprocessor }>({
  rejects: (_, { preprocessor }) =>
    typeof preprocessor !== 'function' && [`No preprocessor function provided. Type provided was '${typeof preprocessor}'.`],
  step: (state, { preprocessor }) => [{ ...state, preprocessors: [...state.preprocessors, preprocessor] }, answer(preprocessor)]
})
