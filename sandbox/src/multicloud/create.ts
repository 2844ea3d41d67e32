/** Creating a session: reads who asks, and opens the conversation; or hands out the session that the given token already has. */
import type { Customer } from '../model/Conversation.js'
import { specialKinds } from '../model/Conversation.js'
import { isRecord } from '../schema/Problem.js'
import type { Fields } from '../wire/forms.js'
import { flatten, textOf } from '../wire/forms.js'
import type { Context } from './context.js'
import { Refused } from './errors.js'
import { backEndName } from './name.js'
import type { Session } from './sessions.js'

/** Fields of the create request that are no part of the form. */
const own: ReadonlySet<string> = new Set(['endpoint', 'userData', 'clientType', 'stream', 'firstName', 'lastName', 'nickname', 'email'])

const customerOf = (data: Fields): Customer => {
  const name = textOf(data, 'nickname')?.trim() ?? ''
  if (name === '') throw new Refused('INVALID_NICKNAME', 'A nickname is required')
  const [firstName, lastName, email] = [textOf(data, 'firstName'), textOf(data, 'lastName'), textOf(data, 'email')]
  const form = Object.fromEntries(Object.entries(flatten(data)).filter(([key]) => !own.has(key) && !key.startsWith('userData[')))
  return {
    name, authenticated: false, data: { ...form, ...(isRecord(data['userData']) ? flatten(data['userData']) : {}) },
    ...(firstName === undefined ? {} : { firstName }), ...(lastName === undefined ? {} : { lastName }), ...(email === undefined ? {} : { email })
  }
}

/** The session that goes on under this token. */
const resumed = ({ sessions, tokens, switchboard }: Context, token: string): Session => {
  const claims = tokens.read(token)
  if (claims === undefined) throw new Refused('AUTHENTICATION_REQUIRED', 'The client key is not valid')
  const session = sessions.find(claims.sessionId)
  const isOver = session === undefined || session.left || session.expired || switchboard.peek(session.id)?.endedAt !== undefined
  if (isOver) throw new Refused('INVALID_SESSION', 'The session is over')
  return session
}

/** Creates a session, or resumes the one of the token. */
export const create = (context: Context, data: Fields, token: string | undefined): Session => {
  const { switchboard, sessions, tokens, presence, settings, options } = context
  const endpoint = textOf(data, 'endpoint')
  const { endpoints, tokenSeconds } = settings()
  const deployment = options.config?.deployments?.find(({ id }) => id === endpoint)
  const exists = endpoint !== undefined && (endpoints.length === 0 || endpoints.includes(endpoint)) && deployment?.disabled !== true
  if (!exists) throw new Refused('INVALID_ENDPOINT', 'The endpoint is not known')
  if (token !== undefined) return resumed(context, token)
  const { id, customerId } = switchboard.open({
    backEnd: backEndName, deploymentId: endpoint, queue: endpoint, customer: customerOf(data), lasting: true, can: specialKinds,
    ...(deployment?.greeting === undefined ? {} : { greeting: deployment.greeting })
  })
  const session: Session = { id, endpoint, token: tokens.mint(id, customerId, tokenSeconds), told: 0, left: false, expired: false }
  sessions.add(session)
  presence.touch(id)
  switchboard.begin(id)
  return session
}
