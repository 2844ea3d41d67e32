/** What Multicloud CX answers when it does not do what was asked: a status, and in it a code. */

/** The codes, with the HTTP status of each in the recorded exchanges. */
const statuses = {
  INVALID_ENDPOINT: 400, INVALID_NICKNAME: 400, INVALID_MESSAGE: 400, INVALID_FILE_TYPE: 400, LIMIT_FILE_COUNT: 400, INVALID_REQUEST: 400,
  AUTHENTICATION_REQUIRED: 401, INVALID_SESSION: 401, INVALID_CONTACT_CENTER: 403, NOT_FOUND: 404, LIMIT_FILE_SIZE: 413, UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429, INTERNAL: 500, UNAVAILABLE: 503
} as const

/** A code of an error. */
export type ErrorCode = keyof typeof statuses

/** Thrown where a request is not carried out. */
export class Refused extends Error {
  readonly status: number
  constructor(
    readonly code: ErrorCode,
    message: string
  ) {
    super(message)
    this.status = statuses[code]
  }
}

/** The code for a status that only the status is known of. */
export const codeOf = (status: number): string => Object.entries(statuses).find(([, known]) => known === status)?.[0] ?? (status < 500 ? 'INVALID_REQUEST' : 'INTERNAL')
