/** What the service's refusals mean. Codes: the enumeration in the official mobile transport, and published notes. */
import type { Response } from '../../../lib'
import { failure } from '../../../lib'
import { Fault, understood } from './codecs'

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

export const ATTRIBUTES = 4013

/** A refusal of the service, or our own in its form. `status` is the code. */
export const refusal = (status: number, text: string, more: Partial<Response> = {}): Response =>
  failure(REASONS[status] ?? 'refused', text || `Refused with code ${status}.`, { ...more, status })

/** Ours: what the service would have said is not asked for. */
export const refuse = (status: number, what: string): Response => refusal(status, `${what} cannot be sent.`)

/** Something that may be too big to be sent. */
export interface Sized {
  /** The service's code for it. */
  readonly status: number
  /** What it is, for the sentence: `A text`. */
  readonly what: string
  readonly bytes: number
  readonly most: number
}

/** The refusal of what has more bytes than can be sent. */
export const tooBig = ({ status, what, bytes, most }: Sized): Response | undefined =>
  bytes > most ? refuse(status, `${what} of more than ${most} bytes`) : undefined

/**
 * What everybody may hear of it: the words of the service. The frame itself is left to whoever asked, for it may hold what
 * somebody wrote.
 */
export const announced = ({ responseJSON, ...response }: Response): Response => {
  const { errorCode, errorMessage, attachmentId } = understood(Fault, responseJSON) ?? {}
  return { ...response, responseText: '', responseJSON: { errorCode, errorMessage, attachmentId } }
}

/** Refused for its rate: to be sent again. */
export const isRate = ({ status }: Response): boolean => status === 429 || status === 4029

/** Ms that are waited at the least and at the most before what was refused for its rate is sent again, whatever the service asks for. */
const SHORTEST_PAUSE = 500
const LONGEST_PAUSE = 30_000

/** Ms until it may be sent again: what the service asks for, within bounds; a second where it asks for nothing. */
export const pauseOf = (response: Response): number => {
  const asked = (Number(response['retryAfter']) || 1) * 1000
  return Math.min(Math.max(asked, SHORTEST_PAUSE), LONGEST_PAUSE)
}

/** The proof of who is signed in is no longer good. */
export const isSignIn = ({ status, statusText }: Response): boolean =>
  status === 401 || (status === 403 && /^(Session auth|Try to auth)/.test(statusText))

/** The session is gone or closed for good. */
export const isEnd = ({ status }: Response): boolean => [409, 4006, 4007, 4017].includes(status)

/** The customer is not known, or the session is not: a sign-in refused, a session that is gone or signed in elsewhere. */
const PROOFS = [401, 404, 4006, 4007, 4017]
const PROVING = ['sessionGone', 'sessionExpired', 'signedIn']

/**
 * Proof that nothing can come back to the session, so that what is stored of it goes. Without a reason it is the end of the
 * chat itself. Everything else may pass: no connection, no answer, a refusal of this place or of this moment.
 */
export const isProof = (why: Response | undefined): boolean =>
  why === undefined || PROOFS.includes(why.status) || PROVING.includes(why.errorReason ?? '')
