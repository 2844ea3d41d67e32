/** journeyContext of a create request: optional as a whole; what is there must be complete. */
import { z } from 'zod'
import { isRecord } from '../schema/Problem.js'
import { isAbsent } from './body.js'
import type { Wrong } from './errors.js'

const notNull = 'chat.error.notnull.createconversationrequest.journeycontext'

/** What can be wrong with it. The schema below names the entries. */
export const journeyWrongs = {
  journeyCustomer: { code: `${notNull}.customer` },
  journeyCustomerId: { code: `${notNull}.customer.customerid` },
  journeyCustomerType: { code: `${notNull}.customer.customeridtype` },
  journeySessionId: { code: `${notNull}.customersession.sessionid` },
  journeySessionType: { code: `${notNull}.customersession.sessionidtype` },
  journeyActionId: { code: `${notNull}.triggeringaction.actionid` },
  journeyMapId: { code: `${notNull}.triggeringaction.actionmapid` },
  journeyMapVersion: { code: `${notNull}.triggeringaction.actionmapversion` }
} as const satisfies Readonly<Record<string, Wrong>>

const there = (wrong: keyof typeof journeyWrongs) => z.unknown().refine((value) => !isAbsent(value), wrong)

/** What is no object counts as left out. */
const optionalRecord = <S extends z.ZodRawShape>(fields: S) => z.preprocess((given) => (isRecord(given) ? given : undefined), z.object(fields).optional())

/** The journey that led to the chat. Only its completeness matters here: nothing is done with it. */
export const Journey = z
  .object({
    customer: z.object({ id: there('journeyCustomerId'), idType: there('journeyCustomerType') }, 'journeyCustomer'),
    customerSession: optionalRecord({ id: there('journeySessionId'), type: there('journeySessionType') }),
    triggeringAction: optionalRecord({
      id: there('journeyActionId'),
      actionMap: z.object({ id: there('journeyMapId'), version: there('journeyMapVersion') }, 'journeyMapId')
    })
  })
  .nullish()
