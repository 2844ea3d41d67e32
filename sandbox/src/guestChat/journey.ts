/** journeyContext: optional as a whole; what is there must be complete. */
import { isRecord } from '../decode/decode.js'
import type { ErrorCode } from './errors.js'

const given = (input: unknown): boolean => input !== undefined && input !== null
const notNull = 'chat.error.notnull.createconversationrequest.journeycontext'

/** The code of the first part that is missing. */
export const journeyFault = (input: unknown): ErrorCode | undefined => {
  if (!given(input)) return undefined
  if (!isRecord(input)) return 'bad.request'
  const { customer, customerSession, triggeringAction } = input
  if (!isRecord(customer)) return `${notNull}.customer`
  if (!given(customer['id'])) return `${notNull}.customer.customerid`
  if (!given(customer['idType'])) return `${notNull}.customer.customeridtype`
  if (isRecord(customerSession) && !given(customerSession['id'])) return `${notNull}.customersession.sessionid`
  if (isRecord(customerSession) && !given(customerSession['type'])) return `${notNull}.customersession.sessionidtype`
  if (!isRecord(triggeringAction)) return undefined
  const actionMap = triggeringAction['actionMap']
  if (!given(triggeringAction['id'])) return `${notNull}.triggeringaction.actionid`
  if (!isRecord(actionMap) || !given(actionMap['id'])) return `${notNull}.triggeringaction.actionmapid`
  if (!given(actionMap['version'])) return `${notNull}.triggeringaction.actionmapversion`
  return undefined
}
