/** The create request: checked in the order in which a person would fix it, each fault with its own code. */
import { z } from 'zod'
import type { DeploymentConfig, SandboxConfig } from '../config/SandboxConfig.js'
import type { Customer, Opening } from '../model/Conversation.js'
import { isRecord } from '../schema/Problem.js'
import { isAbsent, readBody } from './body.js'
import type { Wrong } from './errors.js'
import { Refused } from './errors.js'
import { Journey, journeyWrongs } from './Journey.js'

/** What a create request asks for. */
export interface Creation {
  readonly opening: Opening
  readonly organizationId: string
}

/** What can be wrong. The schemas below name the entries. */
const wrongs: Readonly<Record<string, Wrong>> = {
  // [U] the code for an organisation that is missing or not known.
  organization: { code: 'chat.error.bad.request', fieldName: 'organizationId' },
  // [U] the code for a deployment that is not known: the same as for one that cannot be an id.
  deployment: { code: 'chat.error.pattern.createconversationrequest.deploymentid', fieldName: 'deploymentId' },
  noTarget: { code: 'chat.error.notnull.createconversationrequest.routingtarget', fieldName: 'routingTarget' },
  target: { code: 'chat.error.createconversationrequest.routingtarget', fieldName: 'routingTarget' },
  queue: { code: 'chat.error.invalid.queue' },
  name: { code: 'chat.error.notnull.createconversationrequest.memberinfo.displayname', fieldName: 'memberInfo.displayName' },
  customFields: { code: 'bad.request', fieldName: 'memberInfo.customFields' },
  ...journeyWrongs
}

const named = (wrong: string) => z.string(wrong).refine((given) => given.trim() !== '', wrong)

/** A text that is there; anything else counts as left out. */
const optional = z.string().min(1).optional().catch(undefined)

const Parties = (config: SandboxConfig) =>
  z.object({
    organizationId: named('organization').refine((id) => config.organizations?.includes(id) !== false, 'organization'),
    deploymentId: named('deployment').refine((id) => config.deployments?.some((known) => known.id === id) !== false, 'deployment'),
    memberAuthToken: named('blank').optional().catch(undefined)
  })

/** We hold no key of the customer's site: a token counts when it looks like one. */
const memberToken = /^[\w-]+\.[\w-]+\.[\w-]*$/

/** Clients in the field send `queue` in lower case. */
const Target = (config: SandboxConfig) => {
  const exists = (queue: string): boolean => config.queues?.some((known) => known.toLowerCase() === queue.toLowerCase()) !== false
  return z.object(
    { targetType: z.string('target').regex(/^queue$/i, 'target'), targetAddress: named('target').refine(exists, 'queue') },
    { error: ({ input }) => (isAbsent(input) ? 'noTarget' : 'target') }
  )
}

/**
 * The published type is map<str,str>; numbers and booleans are taken as their text [U], anything else is refused.
 * No schema for maps: it would drop a field with the name __proto__, which is data here like any other.
 */
const CustomFields = z.unknown().optional().transform((input, context): Readonly<Record<string, string>> => {
  if (isAbsent(input)) return {}
  const given = isRecord(input) ? Object.entries(input).filter(([, value]) => value !== null) : undefined
  if (given === undefined || !given.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))) {
    context.addIssue('customFields')
    return {}
  }
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]))
})

/** Unknown keys are ignored: clients send `role` here, and old ones `profileImageUrl`. */
const MemberInfo = z.object(
  {
    displayName: named('name'), customFields: CustomFields,
    avatarImageUrl: optional, profileImageUrl: optional, firstName: optional, lastName: optional, email: optional, phoneNumber: optional
  },
  'name'
)

const Request = (config: SandboxConfig) => z.object({ routingTarget: Target(config), memberInfo: MemberInfo, journeyContext: Journey })

const customerOf = (info: z.output<typeof MemberInfo>, authenticated: boolean): Customer => {
  const { displayName, customFields, avatarImageUrl, profileImageUrl, firstName, lastName, email, phoneNumber } = info
  const given = Object.entries({ avatar: avatarImageUrl ?? profileImageUrl, firstName, lastName, email, phone: phoneNumber }).filter(([, value]) => value !== undefined)
  return { name: displayName, ...Object.fromEntries(given), authenticated, data: customFields }
}

const mustAdmit = (deployment: DeploymentConfig, origin: string | undefined, token: string | undefined): void => {
  if (deployment.disabled === true) throw new Refused({ code: 'chat.deployment.disabled' })
  if (origin !== undefined && deployment.allowedOrigins?.includes(origin) === false) throw new Refused({ code: 'origin.not.allowed' })
  if (deployment.authenticationRequired === true && token === undefined) throw new Refused({ code: 'chat.deployment.require.auth' })
}

/**
 * Reads a create request. Throws `Refused`.
 * @param origin of the page that asks, if it is one
 */
export const readCreation = (input: unknown, config: SandboxConfig, origin: string | undefined): Creation => {
  const { organizationId, deploymentId, memberAuthToken } = readBody(Parties(config), input, wrongs)
  const deployment = config.deployments?.find(({ id }) => id === deploymentId)
  if (deployment !== undefined) mustAdmit(deployment, origin, memberAuthToken)
  if (memberAuthToken !== undefined && !memberToken.test(memberAuthToken)) throw new Refused({ code: 'chat.deployment.bad.auth' })

  const { routingTarget, memberInfo } = readBody(Request(config), input, wrongs)
  return {
    organizationId,
    opening: {
      backEnd: 'guest chat', deploymentId, queue: routingTarget.targetAddress, customer: customerOf(memberInfo, memberAuthToken !== undefined),
      ...(deployment?.greeting === undefined ? {} : { greeting: deployment.greeting })
    }
  }
}
