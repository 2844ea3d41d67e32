/** requestChat: reads who asks, and opens the conversation. */
import { z } from 'zod'
import type { Customer } from '../model/Conversation.js'
import { specialKinds } from '../model/Conversation.js'
import type { Fields } from '../wire/forms.js'
import { flatten, textOf } from '../wire/forms.js'
import { isRecord } from '../schema/Problem.js'
import type { Context } from './context.js'
import { failed, Refused, wrong } from './errors.js'
import { backEndName } from './name.js'
import type { Session } from './Session.js'
import { newSession } from './Session.js'

/** The user data key by which a customer asks for an asynchronous chat. */
const asyncKey = 'GCTI_Chat_AsyncMode'

const isEmail = (given: string): boolean => z.email().safeParse(given).success

/** A nickname, or a first and a last name; a first name alone is enough to be called by. */
const nameOf = (nickname: string | undefined, firstName: string | undefined, lastName: string | undefined): string => {
  if (nickname !== undefined) return nickname
  if (firstName !== undefined && lastName !== undefined) return `${firstName} ${lastName}`
  if (firstName !== undefined) throw failed({ code: 103, advice: 'lastName is required' }, true)
  if (lastName !== undefined) throw failed({ code: 102, advice: 'firstName is required' }, true)
  throw failed({ code: 161, advice: 'nickname is required' }, true)
}

/** Texts that are there, under the names the model has for them. */
const given = (fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))

const customerOf = (fields: Fields): Customer => {
  const firstName = textOf(fields, 'firstName')
  const lastName = textOf(fields, 'lastName')
  const email = textOf(fields, 'emailAddress')
  const name = nameOf(textOf(fields, 'nickname'), firstName, lastName)
  if (email !== undefined && !isEmail(email)) throw wrong(364, 'The e-mail address is not valid')
  const data = isRecord(fields['userData']) ? flatten(fields['userData']) : {}
  return { name, ...given({ firstName, lastName, email }), authenticated: false, data: { ...given({ subject: textOf(fields, 'subject') }), ...data } }
}

/** Whether the customer of this session may stay away as long as they like. */
export const isAsync = (data: Readonly<Record<string, string>>): boolean => data[asyncKey] === 'true'

/** Throws when there is no such service. */
export const mustBeService = ({ settings }: Context, service: string): void => {
  const { services } = settings()
  if (services.length > 0 && !services.includes(service)) throw new Refused(500, { errors: [{ code: 306, advice: 'The service was not found' }] })
}

/** Opens a chat. Empty identification fields and fields that nobody knows are ignored. */
export const requestChat = (context: Context, service: string, fields: Fields): Session => {
  const { switchboard, sessions, presence, options } = context
  mustBeService(context, service)
  const deployment = options.config?.deployments?.find(({ id }) => id === service)
  if (deployment?.disabled === true) throw failed({ code: 240, advice: 'A chat cannot be started now' }, true)
  const { id } = switchboard.open({
    backEnd: backEndName, deploymentId: service, queue: textOf(fields, 'endpoint') ?? service, customer: customerOf(fields), lasting: true, can: specialKinds,
    ...(deployment?.greeting === undefined ? {} : { greeting: deployment.greeting })
  })
  const session = newSession(service, id)
  sessions.add(session)
  presence.touch(id)
  switchboard.begin(id)
  return session
}
