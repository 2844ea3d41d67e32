/** What a command wants done, as data. `perform` does it. */
import type { Rejection } from './Rejection'
import type { Response } from './Response'
import type { State } from './State'
import type { Call, Reply } from './Transport'

export type Effect =
  | { readonly _tag: 'Answer'; readonly value: unknown }
  /** `result` and `refusal` shape the answer for the caller. */
  | {
      readonly _tag: 'Call'
      readonly call: Call
      readonly result: (reply: Reply) => unknown
      readonly refusal: (response: Response) => Rejection
    }
  /** Answers when `until` holds. */
  | { readonly _tag: 'Await'; readonly until: (state: State) => boolean; readonly read: (state: State) => unknown }
  /** Follows what is typed into `input`, a text field of the page. */
  | { readonly _tag: 'Watch'; readonly input: unknown; readonly refusal: Rejection }

export const answer = (value?: unknown): Effect => ({ _tag: 'Answer', value })

/** Answered by the response, unless `result` says otherwise. An `expected` error reason has its sentence. */
export const call = (
  call: Call,
  result: (reply: Reply) => unknown = ({ response }) => response,
  expected?: string,
  sentence = ''
): Effect => ({ _tag: 'Call', call, result, refusal: (response) => (expected && response.errorReason === expected ? sentence : response) })

/** For commands that resolve with nothing. */
export const nothing = (): undefined => undefined
