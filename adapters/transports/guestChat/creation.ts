/** The body that opens a conversation. Pure. Field by field as Genesys Widgets 9 sends it. */
import * as E from 'fp-ts/Either'
import { isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Call } from '../../../lib/Transport'
import type { GuestChatConfig } from './config'

type Start = Extract<Call, { type: 'start' }>

const plain = (u: unknown): Data => (isPlain(u) ? u : {})

const filled = (u: unknown): u is string => typeof u === 'string' && u !== ''

/** Without what is not there. */
const some = (given: Data): Data => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== ''))

/** Custom fields are texts. Source: OpenAPI definition, `GuestMemberInfo.customFields`. */
const texts = (given: Data): Data =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
  )

const routingTarget = ({ targetType = 'QUEUE', targetAddress, skills, language, priority }: Data): Data =>
  some({
    targetType,
    targetAddress,
    skills: filled(skills) ? [skills] : skills,
    language,
    priority: filled(priority) ? Number(priority) : priority
  })

const journeyContext = (journey: Data): Data | undefined =>
  journey.customerId === undefined
    ? undefined
    : {
        customer: { id: journey.customerId, idType: journey.customerIdType },
        ...(journey.sessionId === undefined ? {} : { customerSession: { id: journey.sessionId, type: journey.sessionType } }),
        ...(journey.actionId === undefined
          ? {}
          : { triggeringAction: { id: journey.actionId, actionMap: { id: journey.actionMapId, version: journey.actionMapVersion } } })
      }

/** `Left`: a sentence that names what is missing. What comes with the call wins over the configuration. */
export const creation = (
  { transport }: GuestChatConfig,
  { form, userData, interactionData: given, options }: Start,
  page: Readonly<Record<string, string>>
): E.Either<string, Data> => {
  const deploymentId = [options.deploymentKey, transport.deploymentKey].find(filled)
  const organizationId = [options.organizationId, options.orgGuid, transport.organizationId, transport.orgGuid].find(filled)
  if (deploymentId === undefined) return E.left('webchat.transport.deploymentKey: expected a string, found none.')
  if (organizationId === undefined) return E.left('webchat.transport.orgGuid: expected a string, found none.')
  const interactionData = { ...transport.interactionData, ...given }
  return E.right(
    some({
      deploymentId,
      organizationId,
      routingTarget: routingTarget(plain(interactionData.routing)),
      memberInfo: {
        displayName: form.displayName,
        role: 'CUSTOMER',
        customFields: {
          ...page,
          ...texts({ ...plain(interactionData.userData), ...userData, ...form.more }),
          ...texts(some({ phoneNumber: userData.phone, nickname: form.nickname, firstName: form.firstname, lastName: form.lastname, email: form.email, subject: form.subject }))
        }
      },
      memberAuthToken: [options.memberAuthToken, transport.memberAuthToken].find(filled),
      journeyContext: journeyContext(plain(interactionData.journey))
    })
  )
}
