/** Adds regular expressions whose matching messages stay out of the transcript. */
import * as t from 'io-ts'
import { command } from '../Command'
import { OneOrMany, RegExpC } from '../codecs'
import { answer } from '../Effect'
import { says } from '../Rejection'

export const addPrefilter = command({
  options: t.type({ filters: OneOrMany(RegExpC) }),
  invalid: () =>
    says(
      'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions.',
      'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions'
    ),
  requires: [],
  step: (state, { filters }) => {
    const prefilters = [...state.prefilters, ...filters]
    return [{ ...state, prefilters }, answer([...prefilters])]
  }
})
