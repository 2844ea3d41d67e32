/** What a command wants done, as data. `perform` does it. */
import type { Response } from './Response'
import type { State } from './State'
import type { Call, Reply } from './Transport'

/** Answered by what `result` makes of the reply. A failure for the `expected` reason is no trouble: it has its sentence. */
export interface CallEffect {
  readonly _tag: 'Call'
  readonly call: Call
  readonly result: (reply: Reply) => unknown
  readonly expected: string
  readonly sentence: string
}

export type Effect =
  | { readonly _tag: 'Answer'; readonly value: unknown }
  | CallEffect
  /** Answers when `until` holds. */
  | { readonly _tag: 'Await'; readonly until: (state: State) => boolean; readonly read: (state: State) => unknown }

/** Whether a failure is one that the command has a sentence for. */
export const isExpected = ({ expected }: CallEffect, { errorReason }: Response): boolean => expected !== '' && errorReason === expected

export const answer = (value?: unknown): Effect => ({ _tag: 'Answer', value })

/** Answered by the response, unless `result` says otherwise. */
export const call = (
  call: Call,
  result: (reply: Reply) => unknown = ({ response }: Reply): Response => response,
  expected = '',
  sentence = ''
): Effect => ({ _tag: 'Call', call, result, expected, sentence })

/** For commands that resolve with nothing. */
export const nothing = (): undefined => undefined
