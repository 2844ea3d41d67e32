/** Why a command did not succeed. */
import type { Compatibility } from './Config'
import type { Response } from './Response'

/** The public page's sentence, and the incumbent's where it differs. */
export interface Sentence {
  readonly documented: string
  readonly 'widgets-9': string
}

export const says = (documented: string, widgets9 = documented): Sentence => ({ documented, 'widgets-9': widgets9 })

export type Rejection =
  | { readonly _tag: 'Refused'; readonly sentence: Sentence }
  | { readonly _tag: 'Failed'; readonly response: Response }

export const refused = (sentence: Sentence): Rejection => ({ _tag: 'Refused', sentence })
export const failed = (response: Response): Rejection => ({ _tag: 'Failed', response })

/** What the caller's `fail` receives: a sentence, or the response as it came. */
export const reason = (rejection: Rejection, compatibility: Compatibility): string | Response =>
  rejection._tag === 'Failed' ? rejection.response : rejection.sentence[compatibility]
