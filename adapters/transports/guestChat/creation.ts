/** The body that opens a conversation. Pure. Field by field as Genesys Widgets 9 sends it. */
import * as E from 'fp-ts/Either'
import { isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Call } from '../../../lib/Transport'
import type { GuestChatConfig } from './config'

const plain = (u: unknown): Data => (isPlain(u) ? u : {})

const asText = (u: unknown): string => (typeof u === 'string' ? u : JSON.stringify(u))

/** Without what is not there; `blank` counts as that. */
const some = (given: Data, blank: unknown = '', how = (u: unknown) => u): Data =>
  Object.fromEntries(Object.entries(given).flatMap(([key, value]) => ((value ?? blank) === blank ? [] : [[key, how(value)]])))

const routingTarget = ({ targetType = 'QUEUE', targetAddress, skills, language, priority }: Data): Data =>
  some({ targetType, targetAddress, skills: skills && [skills].flat(), language, priority: priority && Number(priority) })

const journeyContext = ({ customerId, customerIdType, sessionId, sessionType, actionId, actionMapId, actionMapVersion }: Data): Data | undefined =>
  customerId
    ? {
        customer: { id: customerId, idType: customerIdType },
        customerSession: sessionId ? { id: sessionId, type: sessionType } : undefined,
        triggeringAction: actionId ? { id: actionId, actionMap: { id: actionMapId, version: actionMapVersion } } : undefined
      }
    : undefined

/** `Left`: a sentence that names what is missing. What comes with the call wins over the configuration, which the core has merged into the interaction data already. */
export const creation = (
  { transport }: GuestChatConfig,
  { form, userData, interactionData, options }: Extract<Call, { type: 'start' }>,
  page: Data | undefined
): E.Either<string, Data> => {
  const deploymentId = options.deploymentKey || transport.deploymentKey
  const organizationId = options.organizationId || options.orgGuid || transport.organizationId || transport.orgGuid
  if (!deploymentId) return E.left('webchat.transport.deploymentKey: expected a string, found none.')
  if (!organizationId) return E.left('webchat.transport.orgGuid: expected a string, found none.')
  const { routing, journey, userData: more } = interactionData
  const { displayName, nickname, firstname: firstName, lastname: lastName, email, subject } = form
  return E.right({
    deploymentId,
    organizationId,
    routingTarget: routingTarget(plain(routing)),
    memberInfo: {
      displayName,
      role: 'CUSTOMER',
      // Custom fields are texts. Source: OpenAPI definition, `GuestMemberInfo.customFields`.
      customFields: some(
        {
          ...page,
          ...plain(more),
          ...userData,
          ...form.more,
          ...some({ phoneNumber: userData.phone, nickname, firstName, lastName, email, subject })
        },
        null, // an empty text of the page's own is one
        asText
      )
    },
    memberAuthToken: options.memberAuthToken || transport.memberAuthToken || undefined,
    journeyContext: journeyContext(plain(journey))
  })
}
