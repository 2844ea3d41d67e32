/** The create request: checked in the order in which a person would fix it, each fault with its own code. */
import type { DeploymentConfig, SandboxConfig } from '../config/SandboxConfig.js'
import { isRecord } from '../decode/decode.js'
import type { Customer, Opening } from '../model/Conversation.js'
import type { ErrorCode, Wrong } from './errors.js'
import { journeyFault } from './journey.js'

export type Creation =
  | { readonly ok: true; readonly opening: Opening; readonly organizationId: string }
  | { readonly ok: false; readonly wrong: Wrong }

const named = (input: unknown): string | undefined => (typeof input === 'string' && input.trim() !== '' ? input : undefined)
const refuse = (code: ErrorCode, fieldName?: string): Creation => ({ ok: false, wrong: { code, ...(fieldName === undefined ? {} : { fieldName }) } })

/** The published type is map<str,str>; numbers and booleans are taken as their text [U], anything else is refused. */
const customFields = (input: unknown): Readonly<Record<string, string>> | undefined => {
  if (input === undefined || input === null) return {}
  if (!isRecord(input)) return undefined
  const entries: [string, string][] = []
  for (const [key, value] of Object.entries(input)) {
    if (value === null) continue
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
    entries.push([key, String(value)])
  }
  return Object.fromEntries(entries)
}

/** Unknown keys are ignored: clients send `role` here, and old ones `profileImageUrl`. */
const readCustomer = (info: Readonly<Record<string, unknown>>, name: string, data: Customer['data'], authenticated: boolean): Customer => {
  const optional = { avatar: info['avatarImageUrl'] ?? info['profileImageUrl'], firstName: info['firstName'], lastName: info['lastName'], email: info['email'], phone: info['phoneNumber'] }
  const given = Object.entries(optional).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '')
  return { name, ...Object.fromEntries(given), authenticated, data }
}

const deploymentFault = (deployment: DeploymentConfig, origin: string | undefined, token: unknown): ErrorCode | undefined => {
  if (deployment.disabled === true) return 'chat.deployment.disabled'
  if (origin !== undefined && deployment.allowedOrigins?.includes(origin) === false) return 'origin.not.allowed'
  if (deployment.authenticationRequired === true && named(token) === undefined) return 'chat.deployment.require.auth'
  return undefined
}

export const readCreation = (input: unknown, config: SandboxConfig, origin: string | undefined): Creation => {
  if (!isRecord(input)) return refuse('bad.request')
  const organizationId = named(input['organizationId'])
  // [U] the code for an organisation that is missing or not known.
  if (organizationId === undefined || config.organizations?.includes(organizationId) === false) return refuse('chat.error.bad.request', 'organizationId')

  const deploymentId = named(input['deploymentId'])
  const deployment = config.deployments?.find(({ id }) => id === deploymentId)
  // [U] the code for a deployment that is not known: the same as for one that cannot be an id.
  if (deploymentId === undefined || (config.deployments && !deployment)) return refuse('chat.error.pattern.createconversationrequest.deploymentid', 'deploymentId')

  const memberAuthToken = input['memberAuthToken']
  const fault = deployment && deploymentFault(deployment, origin, memberAuthToken)
  if (fault) return refuse(fault)
  // We hold no key of the customer's site: a token counts when it looks like one.
  if (named(memberAuthToken) !== undefined && !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(String(memberAuthToken))) return refuse('chat.deployment.bad.auth')

  const target = input['routingTarget']
  if (target === undefined || target === null) return refuse('chat.error.notnull.createconversationrequest.routingtarget', 'routingTarget')
  const queue = isRecord(target) ? named(target['targetAddress']) : undefined
  // Clients in the field send `queue` in lower case.
  if (!isRecord(target) || String(target['targetType']).toUpperCase() !== 'QUEUE' || queue === undefined) return refuse('chat.error.createconversationrequest.routingtarget', 'routingTarget')
  if (config.queues?.some((known) => known.toLowerCase() === queue.toLowerCase()) === false) return refuse('chat.error.invalid.queue')

  const info = input['memberInfo']
  const name = isRecord(info) ? named(info['displayName']) : undefined
  if (!isRecord(info) || name === undefined) return refuse('chat.error.notnull.createconversationrequest.memberinfo.displayname', 'memberInfo.displayName')
  const data = customFields(info['customFields'])
  if (data === undefined) return refuse('bad.request', 'memberInfo.customFields')

  const journey = journeyFault(input['journeyContext'])
  if (journey) return refuse(journey)

  return {
    ok: true,
    organizationId,
    opening: {
      backEnd: 'guest chat', deploymentId, queue, customer: readCustomer(info, name, data, named(memberAuthToken) !== undefined),
      ...(deployment?.greeting === undefined ? {} : { greeting: deployment.greeting })
    }
  }
}
