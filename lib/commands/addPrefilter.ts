/** Adds regular expressions whose matching messages stay out of the transcript. */
import { command } from '../Command'
import { RegExpC } from '../codecs'
import { answer } from '../Effect'

export const addPrefilter = command((state, { filters }) => {
  const given = [filters].flat()
  if (!given.length || !given.every(RegExpC.is))
    return [
      'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions.',
      'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions'
    ]
  const prefilters = [...state.prefilters, ...given]
  return [{ ...state, prefilters }, answer([...prefilters])]
})
