/** Adds regular expressions whose matching messages stay out of the transcript. */
import { command } from '../Command'
import { object, OneOrMany, RegExpC } from '../codecs'
import { answer } from '../Effect'

export const addPrefilter = command({
  options: object({ filters: OneOrMany(RegExpC) }),
  invalid: [
    'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions.',
    'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions'
  ],
  step: (state, { filters }) => {
    const prefilters = [...state.prefilters, ...filters]
    return [{ ...state, prefilters }, answer([...prefilters])]
  }
})
