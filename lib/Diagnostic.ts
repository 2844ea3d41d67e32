/**
 * What a developer needs to know of how a chat runs: kinds, field names, counts and times. There is no place in it for a
 * text, a token or user data.
 */
import type { Call } from './Transport'
import type { Status } from './Status'

/** Faults by kind. `BackEnd`: all others, whatever word the back end has for it. */
export type FaultCode = 'FrameFailed' | 'FactFailed' | 'PreprocessorFailed' | 'BackEnd'

/** One thing that happened. */
export type Diagnostic = {
  /** When, in ms since the epoch, on the clock of the session. */
  readonly at: number
} & (
  /** Something that came could not be understood, and was skipped. `paths`: the fields that are not as expected. */
  | { readonly _tag: 'Malformed'; readonly paths: ReadonlyArray<string> }
  /** Not all that was said meanwhile could be had. */
  | { readonly _tag: 'Gap' }
  /** Something failed that no caller waits for. */
  | { readonly _tag: 'Fault'; readonly code: FaultCode }
  /** The connection is gone. */
  | { readonly _tag: 'Disconnected' }
  /** It is back, after `ms` ms, and what was missed has been told. */
  | { readonly _tag: 'Reconnected'; readonly ms: number }
  /** A request to the back end was answered after `ms` ms. `isDone`: with a success. */
  | { readonly _tag: 'RoundTrip'; readonly call: Call['type']; readonly ms: number; readonly isDone: boolean }
  /** So many messages came again, and were dropped: echoes, redeliveries, what history and connection both brought. */
  | { readonly _tag: 'Duplicates'; readonly count: number }
)

/** Only what can be the name of a field: the parts of a sentence that follow it are left out. */
const FIELD = /^[\w$.[\]-]{1,200}(?=: expected )/

/** The path in a sentence such as `frame.body: expected a string, found a number`. */
const pathIn = (sentence: unknown): string => FIELD.exec(String(sentence))?.[0] ?? 'unknown'

/** What a fault that everyone is told of means here. `errors`: the sentences of one that was not understood. */
export const diagnose = ({ code, errors, at }: { readonly code: string; readonly errors: unknown; readonly at: number }): Diagnostic => {
  switch (code) {
    case 'MalformedFrame':
      return { _tag: 'Malformed', at, paths: Array.isArray(errors) ? errors.map(pathIn) : [] }
    case 'HistoryFailed':
      return { _tag: 'Gap', at }
    case 'FrameFailed':
    case 'FactFailed':
    case 'PreprocessorFailed':
      return { _tag: 'Fault', at, code }
    default:
      return { _tag: 'Fault', at, code: 'BackEnd' }
  }
}

/** What a change of status means here, if anything. */
export const diagnoseStatus = (before: Status, { name, why, since: at }: Status): Diagnostic | undefined => {
  if (name === 'reconnecting') return { _tag: 'Disconnected', at }
  return why === 'reconnected' ? { _tag: 'Reconnected', at, ms: at - before.since } : undefined
}
