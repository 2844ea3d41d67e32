/**
 * Custom attributes: a flat map of strings that goes with a message, for the inbound message flow and the agent's
 * script. At most 2,048 bytes, keys and values together, counted in UTF-8. Source: the service's published limits.
 */
import type { Form, Response } from '../../../lib'
import { isObject, isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import { ATTRIBUTES, tooBig } from './errors'

export type Attributes = Readonly<Record<string, string>>

const MOST_BYTES = 2_048

/** Bytes in UTF-8. */
export const bytes = (text: string): number => new Blob([text]).size

const size = (attributes: Attributes): number => bytes(Object.entries(attributes).flat().join(''))

/** Why they cannot be sent, if so. */
export const tooMany = (attributes: Attributes): Response | undefined => 
  tooBig({ status: ATTRIBUTES, what: 'Form and user data', bytes: size(attributes), most: MOST_BYTES })

/** Everything as text; what is empty is left out. Lists of plain values become `a,b`. */
export const attributes = (data: Data): Attributes =>
  Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => (value ?? '') !== '')
      .map(([key, value]) => [key, [value].flat().some(isObject) ? JSON.stringify(value) : String(value)])
  )

/** `routing` of the old configuration, for the flow to route on: `routing.targetAddress`, `routing.priority`, … */
const routing = (given: unknown): Data =>
  isPlain(given) ? Object.fromEntries(Object.entries(given).map(([key, value]) => [`routing.${key}`, value])) : {}

export interface Opening {
  /** By the site, for every chat. */
  readonly configured: Data | undefined
  readonly orgGuid: string | undefined
  readonly interactionData: Data
  readonly form: Form
  readonly userData: Data
  /** Facts about the page, which are left out when there is no room for them. */
  readonly page: Data
}

/**
 * What a chat begins with, the later the stronger, as on every back end: the page's facts, what the site configured, the
 * routing, the user data, the form's further fields, and the names that the customer typed. Further fields give way to the
 * user data of the call alone, which the core has seen to.
 */
export const opening = ({ configured, orgGuid, interactionData, form, userData, page }: Opening): Attributes => {
  const { nickname, firstname, lastname, email, subject, more } = form
  const needed = {
    ...attributes({ ...configured, orgGuid, ...routing(interactionData['routing']), ...userData, ...more }),
    // What was left blank takes nothing away.
    ...attributes({ nickname, firstname, lastname, email, subject })
  }
  const all = { ...attributes(page), ...needed }
  return tooMany(all) ? needed : all
}
