/** The body of a message post. */
import { isRecord } from '../decode/decode.js'
import type { Wrong } from './errors.js'

export type MessageRequest = { readonly ok: true; readonly kind: 'text' | 'notice'; readonly text: string } | { readonly ok: false; readonly wrong: Wrong }

export const readMessage = (input: unknown, maxBody: number): MessageRequest => {
  if (input !== undefined && !isRecord(input)) return { ok: false, wrong: { code: 'bad.request' } }
  const { body, bodyType } = input ?? {}
  // [U] whether an empty text counts as none: it does here.
  if (body === undefined || body === null || body === '') return { ok: false, wrong: { code: 'chat.error.notnull.createconversationmessagerequest.body' } }
  if (typeof body !== 'string') return { ok: false, wrong: { code: 'chat.error.bad.request', fieldName: 'body' } }
  // [U] the code for a text that is too long.
  if (body.length > maxBody) return { ok: false, wrong: { code: 'constraint.validation', params: { maximum: String(maxBody) }, fieldName: 'body' } }
  // [U] what another type yields: a guest may write only these two, so a mistake is told.
  if (bodyType !== undefined && bodyType !== null && bodyType !== 'standard' && bodyType !== 'notice') return { ok: false, wrong: { code: 'invalid.value', fieldName: 'bodyType' } }
  return { ok: true, kind: bodyType === 'notice' ? 'notice' : 'text', text: body }
}
