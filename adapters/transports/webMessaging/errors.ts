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

export const TOO_LONG = 4011
export const ATTRIBUTES = 4013

const reasonOf = (code: number): string => REASONS[code] ?? 'refused'

export const isFileCode = (code: number): boolean => reasonOf(code).startsWith('file')

/** Refused for its rate: to be sent again. */
export const isRate = (code: number): boolean => reasonOf(code) === 'tooManyRequests'

/** Our own refusal, in the form of the service's: what it would have said is not asked for. */
export const refuse = (status: number, what: string): Response => failure(reasonOf(status), `${what} cannot be sent.`, { status })

/** The refusal of what has more bytes than can be sent. */
export const tooBig = (status: number, what: string, bytes: number, most: number): Response | undefined =>
  bytes > most ? refuse(status, `${what} of more than ${most} bytes`) : undefined

/** `status` is the code; the text is the service's. */
export const responseOf = ({ code, text, original, retryAfter }: Refusal): Response => ({
  status: code,
  statusText: text || `Refused with code ${code}.`,
  responseText: typeof original === 'string' ? original : JSON.stringify(original ?? ''),
  responseJSON: original,
  errorReason: reasonOf(code),
  retryAfter
})

/** The proof of who is signed in is no longer good. */
export const isSignIn = ({ status, statusText }: Pick<Response, 'status' | 'statusText'>): boolean =>
  status === 401 || (status === 403 && /^(Session auth|Try to auth)/.test(statusText))

export const consequence = ({ code, text }: Refusal): Consequence =>
  [409, 4006, 4007, 4017].includes(code) ? 'ended' : isSignIn({ status: code, statusText: text }) ? 'signIn' : isRate(code) ? 'wait' : 'none'

/** Refusals of a session that asking again does not change. */
export const isLasting = ({ code }: Pick<Refusal, 'code'>): boolean =>
  /^4/.test(`${code}`) && code !== 408 && !isRate(code)
