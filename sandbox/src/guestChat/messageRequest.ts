/** The body of a message post. */
import { z } from 'zod'
import { isAbsent, readBody } from './body.js'
import type { Wrong } from './errors.js'

/** What a guest writes. */
export interface GuestWords {
  readonly kind: 'text' | 'notice'
  readonly text: string
}

/**
 * Reads it. Throws `Refused`.
 * @param maxBody longest text, in UTF-16 code units
 */
export const readMessage = (input: unknown, maxBody: number): GuestWords => {
  const wrongs: Readonly<Record<string, Wrong>> = {
    missing: { code: 'chat.error.notnull.createconversationmessagerequest.body' },
    noText: { code: 'chat.error.bad.request', fieldName: 'body' },
    // [U] the code for a text that is too long.
    tooLong: { code: 'constraint.validation', params: { maximum: String(maxBody) }, fieldName: 'body' },
    // [U] what another type yields: a guest may write only these two, so a mistake is told.
    otherType: { code: 'invalid.value', fieldName: 'bodyType' }
  }
  const Message = z.object({
    // [U] whether an empty text counts as none: it does here.
    body: z.string({ error: ({ input: body }) => (isAbsent(body) ? 'missing' : 'noText') }).min(1, 'missing').max(maxBody, 'tooLong'),
    bodyType: z.enum(['standard', 'notice'], 'otherType').nullish()
  })
  const { body, bodyType } = readBody(Message, input === undefined ? {} : input, wrongs)
  return { kind: bodyType === 'notice' ? 'notice' : 'text', text: body }
}
