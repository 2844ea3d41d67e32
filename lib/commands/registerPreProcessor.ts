/** Registers a function that may rewrite each message before it is shown. */
import { command } from '../Command'
import { answer } from '../Effect'
import type { Preprocessor } from '../State'

export const registerPreProcessor = command((state, { preprocessor }) =>
  typeof preprocessor === 'function'
    ? [{ ...state, preprocessors: [...state.preprocessors, preprocessor as Preprocessor] }, answer(preprocessor)]
    : [`No preprocessor function provided. Type provided was '${typeof preprocessor}'.`])
