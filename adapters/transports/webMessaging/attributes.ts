/**
 * Custom attributes: a flat map of strings that goes with a message, for the inbound message flow and the agent's
 * script. At most 2,048 bytes, keys and values together, counted in UTF-8. Source: the service's published limits.
 */
import { isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Form } from '../../../lib'

export type Attributes = Readonly<Record<string, string>>

export const MOST_BYTES = 2_048

/** Bytes in UTF-8. A surrogate without its other half counts as the replacement character that is sent for it. */
export const bytes = (text: string): number => {
  let count = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return count
}

export const size = (attributes: Attributes): number => Object.entries(attributes).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0)

const asText = (u: unknown): string | undefined => {
  if (u === undefined || u === null || u === '') return undefined
  if (typeof u === 'object') return Array.isArray(u) && u.every((item) => typeof item !== 'object') ? u.join(',') : JSON.stringify(u)
  return String(u)
}

/** Everything as text; what is empty is left out. */
export const attributes = (data: Data): Attributes =>
  Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => {
      const text = asText(value)
      return text === undefined ? [] : [[key, text]]
    })
  )

/** `routing` of the old configuration, for the flow to route on: `routing.targetAddress`, `routing.priority`, … */
const routing = (interactionData: Data): Data => {
  const given = interactionData['routing']
  return isPlain(given) ? Object.fromEntries(Object.entries(given).map(([key, value]) => [`routing.${key}`, value])) : {}
}

/** What a chat begins with, the later the stronger. `page`: facts that are left out when there is no room for them. */
export const opening = (
  configured: Data,
  orgGuid: string | undefined,
  interactionData: Data,
  form: Form,
  userData: Data,
  page: Data
): Attributes => {
  const { nickname, firstname, lastname, email, subject, more } = form
  const needed = attributes({ ...configured, orgGuid, ...routing(interactionData), nickname, firstname, lastname, email, subject, ...more, ...userData })
  const all = { ...attributes(page), ...needed }
  return size(all) <= MOST_BYTES ? all : needed
}
