/** The fields of GMS's forms, in the order in which Genesys Widgets 9 sends them. Pure. */
import { isObject } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Call } from '../../../lib/Transport'

/** What identifies a chat. `sessionID`: the server's `chatId`. Empty texts before there is one. */
export interface Keys {
  readonly sessionID: string
  readonly secureKey: string
  readonly alias: string
  readonly userId: string
}

/** Before there is a chat. */
export const noKeys: Keys = { sessionID: '', secureKey: '', alias: '', userId: '' }

/** A name, and what stands under it. */
export type Field = readonly [name: string, value: string]

/** Every request begins with these. */
export const keyFields = ({ alias, secureKey, userId }: Keys): ReadonlyArray<Field> => [
  ['alias', alias],
  ['secureKey', secureKey],
  ['userId', userId]
]

const asText = (u: unknown): string => (u === null || u === undefined ? '' : String(u))

/** Data as form fields: `userData[a][b]`, and `userData[a][]` for lists. */
export const dataFields = (name: string, value: unknown): ReadonlyArray<Field> => {
  if (!isObject(value)) return [[name, asText(value)]]
  if (!Array.isArray(value)) return Object.entries(value).flatMap(([key, inner]) => dataFields(`${name}[${key}]`, inner))
  return value.flatMap((inner: unknown, place) => dataFields(isObject(inner) ? `${name}[${place}]` : `${name}[]`, inner))
}

const userDataFields = (userData: Data): ReadonlyArray<Field> => dataFields('userData', userData)

interface Circumstances {
  /** Facts of the page: they win over what the site attaches. Source: observed behaviour of Genesys Widgets 9. */
  readonly page: Data
  /** Of the site, such as `en`; `undefined` when it is not known. */
  readonly language: string | undefined
  /** `undefined`: none is configured. */
  readonly endpoint: string | undefined
  /** Whether chats are asynchronous unless `startChat` says otherwise. */
  readonly isAsync?: boolean
}

/** The name under which the chat server knows the customer: it wants one, or the first and the last name. Source: GMS Chat API v2. */
const nicknameOf = ({ nickname = '', firstname = '', lastname = '', displayName }: Extract<Call, { type: 'start' }>['form']): string => {
  const isKnown = nickname !== '' || (firstname !== '' && lastname !== '')
  return isKnown ? nickname : displayName
}

/** What a chat begins with. */
export interface Beginning {
  readonly nickname: string
  readonly firstName: string
  readonly lastName: string
  readonly emailAddress: string
  readonly subject: string
  /** Always empty. */
  readonly text: string
  readonly userData: Data
  readonly endpoint?: string
}

/** What a chat begins with, in the order of Genesys Widgets 9. */
export const beginningOf = ({ form, userData, options }: Extract<Call, { type: 'start' }>, { page, language, endpoint: configured, isAsync = false }: Circumstances): Beginning => {
  const isAsyncHere = typeof options.async === 'boolean' ? options.async : isAsync
  const attached: Data = {
    ...(isAsyncHere && { GCTI_Chat_AsyncMode: 'true' }),
    ...(language !== undefined && { GCTI_LanguageCode: language }),
    ...form.more,
    ...userData,
    ...page
  }
  const endpoint = typeof options.endpoint === 'string' ? options.endpoint : configured
  return {
    nickname: nicknameOf(form),
    firstName: form.firstname ?? '',
    lastName: form.lastname ?? '',
    emailAddress: form.email ?? '',
    subject: form.subject ?? '',
    text: '',
    userData: attached,
    ...(endpoint !== undefined && { endpoint })
  }
}

/** That begin a chat. */
export const startFields = ({ userData, endpoint, ...names }: Beginning): ReadonlyArray<Field> => [
  ...keyFields(noKeys),
  ...Object.entries<string>(names),
  ...userDataFields(userData),
  ...(endpoint === undefined ? [] : [['endpoint', endpoint] as const])
]

/** That ask for news from `position` on. `preview`: what the customer is typing. Typing takes the same. */
export const refreshFields = (position: number, preview: string): ReadonlyArray<Field> => [
  ['transcriptPosition', String(position)],
  ['message', preview]
]

/** What is said, with what belongs to it. */
export interface Saying {
  readonly text: string
  readonly messageType: string
  /** JSON text; absent when there are none. */
  readonly eventAttributes?: string
}

/** The message that this one answers: `parentMessageID`, as sites write it, or in the spelling of the other back ends. */
const parentOf = ({ parentMessageID, parentMessageId }: Data): string | undefined => {
  const parent = parentMessageID ?? parentMessageId
  return typeof parent === 'string' || typeof parent === 'number' ? String(parent) : undefined
}

/** With the blank after the colon that Genesys Widgets 9 sends. Attributes that the caller gives are sent as they are. */
const attributesOf = (options: Data): string | undefined => {
  const { eventAttributes } = options
  if (isObject(eventAttributes)) return JSON.stringify(eventAttributes)
  const parent = parentOf(options)
  return parent === undefined ? undefined : `{"general-properties": {"related-event-id":${JSON.stringify(parent)}}}`
}

/** `options`: what the caller of sendMessage gave beside the text. */
export const sayingOf = (text: string, options: Data): Saying => ({
  text,
  messageType: typeof options.type === 'string' && options.type !== '' ? options.type : 'text',
  eventAttributes: attributesOf(options)
})

/** That say something. */
export const sendFields = ({ text, messageType, eventAttributes }: Saying): ReadonlyArray<Field> => [
  ['message', text],
  ['messageType', messageType],
  ...(eventAttributes === undefined ? [] : [['eventAttributes', eventAttributes] as const])
]

/** That somebody looks at the chat again: the server's timer for idle chats begins anew. */
export const wakeFields: ReadonlyArray<Field> = [['eventAttributes', '{"purpose":"cancel-idle-timer"}']]

/** That send a notice of the site's own. */
export const noticeFields = (text: string): ReadonlyArray<Field> => [['message', text]]

/** That change what is attached to the chat: what is new only. */
export const updateFields = userDataFields
