/** Why a command did not succeed: what the caller's `fail` receives. */
import type { Response } from './Response'
import type { State } from './State'

/** The public page's sentence, and the incumbent's where it differs. */
export type Sentence = readonly [documented: string, widgets9?: string]

/** A sentence, or the response as it came. */
export type Rejection = string | Response

export const says = ({ compatibility }: State, documented: string, widgets9 = documented): string =>
  compatibility === 'documented' ? documented : widgets9
