/**
 * Why a command did not succeed: a closed union, told apart by `_tag`. All of it is plain data. A `response` may hold what
 * a person wrote or a token: log its parts, never a failure as a whole.
 */
import type { Capabilities } from './Capabilities'
import { sentence } from './explain'
import type { InvalidField } from './explain'
import type { Response } from './Response'
import { LOST, NETWORK, SOCKET, TIMEOUT } from './Transport'

/** What is said of it, in English and safe to show. */
interface Said {
  /** The sentence of WebChatService's public page. */
  readonly text: string
  /** The sentence of the incumbent plugin, which sites match: what the bus says under `compatibility: 'widgets-9'`. Mostly the same. */
  readonly widgets9: string
}

/** The chat is not in a state in which the command makes sense. */
export interface InvalidState<Reason extends string = string> extends Said {
  readonly _tag: 'InvalidState'
  /** Which rule says so, for programs: `noSession`, `alreadyActive`, … */
  readonly reason: Reason
}

/** The options cannot be used; nothing was sent. */
export interface InvalidOptions extends Said {
  readonly _tag: 'InvalidOptions'
  /** Every field that is wrong. */
  readonly fields: ReadonlyArray<InvalidField>
}

/** The back end has no such thing; nothing was sent. See `capabilities$`. */
export interface Unsupported<Capability extends string = string> {
  readonly _tag: 'Unsupported'
  /** What it would need to have. */
  readonly capability: Capability
  readonly text: string
}

/** No answer in time. The request may have been served all the same. */
export interface Timeout {
  readonly _tag: 'Timeout'
  readonly text: string
  readonly response: Response
}

/** The back end could not be reached: no network, no connection. The request may have been served all the same. */
export interface NetworkError {
  readonly _tag: 'NetworkError'
  /** `network`: nothing came back. `socket`: no connection came about. `lost`: there is none just now. */
  readonly code: string
  readonly text: string
  readonly response: Response
}

/** The back end says no, or that it failed. */
export interface ErrorResponse {
  readonly _tag: 'ErrorResponse'
  /** The status of HTTP or of the back end's protocol; 0 when its adapter knew without asking. */
  readonly status: number
  /** The server's or the adapter's word for it, such as `tooManyRequests`; `http` when there is none. */
  readonly code: string
  readonly text: string
  readonly response: Response
}

/** The service was disposed, before the command or while it was under way. */
export interface Disposed {
  readonly _tag: 'Disposed'
  readonly text: string
}

/** There is no command of that name. For callers that no compiler watched. */
export interface UnknownCommand {
  readonly _tag: 'UnknownCommand'
  readonly text: string
}

/** What a request to a back end can meet. */
export type CallFailure = Timeout | NetworkError | ErrorResponse

/** All that can keep a command from succeeding. */
export type Failure = InvalidState | InvalidOptions | Unsupported | CallFailure | Disposed | UnknownCommand

/** `text`: the public page's sentence. `widgets9`: the incumbent's, where it differs. */
export const invalidState = <const Reason extends string>(reason: Reason, text: string, widgets9 = text): InvalidState<Reason> => ({
  _tag: 'InvalidState',
  reason,
  text,
  widgets9
})

/** `text`: the public page's sentence for it. */
export const unsupported = <const Capability extends keyof Capabilities>(capability: Capability, text: string): Unsupported<Capability> => ({
  _tag: 'Unsupported',
  capability,
  text
})

/** For fields without a sentence of their own: the text names them. */
export const invalidOptions = (fields: ReadonlyArray<InvalidField>): InvalidOptions => {
  const text = fields.map((field) => sentence('options', field)).join('; ')
  return { _tag: 'InvalidOptions', fields, text, widgets9: text }
}

/** For a field with a sentence of its own, as the public page has it. */
export const invalidOption = (field: InvalidField, text: string, widgets9 = text): InvalidOptions => ({
  _tag: 'InvalidOptions',
  fields: [field],
  text,
  widgets9
})

/** `errorReason`s of an adapter to which nothing came back. */
const UNREACHABLE: ReadonlyArray<string> = [NETWORK, SOCKET, LOST]

/** What a response that is no success means. */
export const callFailure = (response: Response): CallFailure => {
  const { status, statusText: text, errorReason: code = 'http' } = response
  // Only what no server told of has status 0. A server's own code may be any word, these too.
  if (status === 0 && code === TIMEOUT) return { _tag: 'Timeout', text, response }
  if (status === 0 && UNREACHABLE.includes(code)) return { _tag: 'NetworkError', code, text, response }
  return { _tag: 'ErrorResponse', status, code, text, response }
}
