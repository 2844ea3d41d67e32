/** What the service's refusals mean. Codes: the enumeration in the official mobile transport, and published notes. */
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import type { Refusal } from './codecs'

/** `ended`: the session is gone or closed for good. `signIn`: the proof of who is signed in is no longer good. */
export type Consequence = 'ended' | 'signIn' | 'wait' | 'none'

const REASONS: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  408: 'timeout',
  409: 'readOnly',
  429: 'tooManyRequests',
  4000: 'filesOff',
  4001: 'fileType',
  4002: 'fileSize',
  4003: 'fileContent',
  4004: 'fileName',
  4005: 'fileNameLength',
  4006: 'sessionExpired',
  4007: 'sessionNotFound',
  4008: 'fileExpired',
  4009: 'fileNotFound',
  4010: 'fileNotUploaded',
  4011: 'messageLength',
  4013: 'attributesSize',
  4017: 'signedIn',
  4020: 'missingParameter',
  4029: 'tooManyRequests',
  4102: 'fileEmpty'
}

const READ_ONLY = 409
export const TOO_LONG = 4011
export const ATTRIBUTES = 4013

export const isFileCode = (code: number): boolean => (code >= 4000 && code <= 4005) || (code >= 4008 && code <= 4010) || code === 4102

/** Our own refusal, in the form of the service's: what it would have said is not asked for. */
export const refuse = (code: number, text: string): Response => ({ ...failure(REASONS[code] ?? 'refused', text), status: code })

/** `status` is the code; the text is the service's. */
export const responseOf = ({ code, text, original, retryAfter }: Refusal): Response => ({
  status: code,
  statusText: text || `The server refused with code ${code}.`,
  responseText: typeof original === 'string' ? original : JSON.stringify(original ?? ''),
  responseJSON: original,
  errorReason: REASONS[code] ?? 'refused',
  ...(retryAfter === undefined ? {} : { retryAfter })
})

/** The proof of who is signed in is no longer good. */
export const isSignIn = ({ status, statusText }: Pick<Response, 'status' | 'statusText'>): boolean =>
  status === 401 || (status === 403 && /^(Session auth|Try to auth)/.test(statusText))

export const consequence = ({ code, text }: Refusal): Consequence => {
  if ([READ_ONLY, 4006, 4007, 4017].includes(code)) return 'ended'
  if (isSignIn({ status: code, statusText: text })) return 'signIn'
  return code === 429 || code === 4029 ? 'wait' : 'none'
}

/** Refusals of a session that asking again does not change. */
export const isLasting = ({ code }: Pick<Refusal, 'code'>): boolean =>
  (code >= 400 && code < 500 && code !== 408 && code !== 429) || (code >= 4000 && code < 4029)
