/** What GMS answers when it does not do what was asked. */

/** An entry of `errors`. */
export interface GmsError {
  readonly code: number
  readonly advice: string
}

/** Thrown where an operation is not carried out: the HTTP status, and the body that says why. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: object
  ) {
    super('The request was refused')
  }
}

/** The request itself is wrong: HTTP 400 with the codes that the texts of the client are keyed by. */
export const wrong = (code: number, advice: string): Refused => new Refused(400, { errors: [{ code, advice }] })

/** The operation failed for good: HTTP 200 with `statusCode` 2. `isOver`: the chat is none any more. */
export const failed = ({ code, advice }: GmsError, isOver: boolean): Refused =>
  new Refused(200, { statusCode: 2, chatEnded: isOver, errors: [{ code, advice }], messages: [] })

/** It did not work this time: HTTP 200 with `statusCode` 1. */
export const retryLater = (): Refused => new Refused(200, { statusCode: 1, chatEnded: false })
