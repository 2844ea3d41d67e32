/** The fields of the forms that Multicloud CX v3 is sent, in the order in which Genesys Widgets 9 sends them. Pure. */
import { isObject } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Call } from '../../../lib/Transport'
import type { MulticloudV3Config } from './config'

/** A name, and what stands under it. */
export type Field = readonly [name: string, value: string]

/** Data as form fields: `data[a][b]`, `data[a][0]`. What is nothing is left out. */
export const dataFields = (name: string, value: unknown): ReadonlyArray<Field> => {
  if (value === undefined || value === null) return []
  if (!isObject(value)) return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => dataFields(`${name}[${key}]`, inner))
}

type Start = Extract<Call, { type: 'start' }>

/** What a request for a session says beside who asks. `page`: facts of the page, under what the site attaches. */
const placeFields = ({ endpoint, stream, clientType }: Pick<MulticloudV3Config, 'endpoint' | 'stream' | 'clientType'>, userData: Data): ReadonlyArray<Field> => [
  ...dataFields('data[endpoint]', endpoint),
  ...dataFields('data[userData]', userData),
  ...dataFields('data[clientType]', clientType),
  ...dataFields('data[stream]', stream)
]

/** The contact centre knows a telephone number by another name. Source: observed behaviour of Genesys Widgets 9. */
const withPhoneNumber = (userData: Data): Data => (userData.phone === undefined ? userData : { ...userData, PhoneNumber: userData.phone })

/** That begin a chat. `page`: facts of the page; what the site attaches wins over them. */
export const startFields = (config: MulticloudV3Config, { form, userData }: Start, page: Data): ReadonlyArray<Field> => {
  const { firstname, lastname, displayName, email, subject, more } = form
  return [
    ...dataFields('data[firstName]', firstname),
    ...dataFields('data[lastName]', lastname),
    ...dataFields('data[nickname]', displayName),
    ...placeFields(config, withPhoneNumber({ ...page, ...userData })),
    ...dataFields('data[email]', email),
    ...dataFields('data[subject]', subject),
    ...dataFields('data', more)
  ]
}

/** That ask for the session of a token again. */
export const resumeFields = (config: MulticloudV3Config, page: Data): ReadonlyArray<Field> => placeFields(config, page)

/** What is said. */
export interface Saying {
  readonly type: string
  readonly text: string
}

/** `text` is the word of other back ends for what is `Text` here. Source: observed behaviour of Genesys Widgets 9. */
export const sayingOf = (text: string, { type }: Data): Saying => {
  const isOwn = typeof type === 'string' && type !== '' && type !== 'text'
  return { type: isOwn ? type : 'Text', text }
}

/** That say something, or tell of typing. */
export const sayingFields = ({ type, text }: Saying): ReadonlyArray<Field> => [
  ['data[type]', type],
  ['data[text]', text]
]
