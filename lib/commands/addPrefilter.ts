/** Adds regular expressions whose matching messages stay out of the transcript. */
import { command, right } from '../Command'
import type { Unchecked } from '../Command'
import { left } from '../Either'
import { RegExpC } from '../codecs'
import { answer } from '../Effect'
import { kind } from '../explain'
import { invalidOption } from '../Failure'
import { hiding } from './parts/hiding'

/** What `addPrefilter` takes. */
export interface AddPrefilterOptions {
  /** One or more. A message whose text one of them matches anywhere is hidden, as it came, before any preprocessor. */
  readonly filters: RegExp | ReadonlyArray<RegExp>
}

const noFilters = (filters: unknown) =>
  invalidOption(
    { path: 'filters', expected: 'a regular expression or an array of them', found: kind(filters) },
    'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions.',
    'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions'
  )

/** Answers with all prefilters there are, the built-in one first. */
export const addPrefilter = command((state, { filters }: Unchecked<AddPrefilterOptions>) => {
  const given: ReadonlyArray<unknown> = Array.isArray(filters) ? [...(filters as ReadonlyArray<unknown>)] : [filters] // a copy: what is looked at is what is kept
  if (given.length === 0 || !given.every(RegExpC.is)) return left(noFilters(filters))
  const next = hiding(state, given)
  return right({ state: next, effect: answer([...next.prefilters]) })
})
