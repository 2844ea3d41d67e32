/** Initiates a new chat session with the chat server. */
import * as t from 'io-ts'
import { command } from '../Command'
import { Field, object, optional } from '../codecs'
import { copyJson, DataC, toData } from '../data'
import { call } from '../Effect'
import { isTaken } from '../State'
import { beginning } from './parts/beginning'
import { further } from './parts/further'
import type { Form } from '../Transport'

const NAMES = ['nickname', 'firstname', 'lastname', 'email', 'subject'] as const

/** As seen in the wild. */
const camelCase = (name: string): string => name.replace('name', 'Name')

const fields: Record<string, typeof Field> = Object.fromEntries(NAMES.flatMap((name) => [name, camelCase(name)]).map((name) => [name, Field]))

const consumed = [...Object.keys(fields), 'form', 'userData', 'interactionData']

type Given = Readonly<Record<string, unknown>>

/** Top level wins over `form`; lower case over camel case. */
const readForm = (top: Given, form: Given = {}): Form => {
  const said = Object.fromEntries(
    NAMES.map((name) => [name, top[name] ?? top[camelCase(name)] ?? form[name] ?? form[camelCase(name)]])
  ) as Readonly<Partial<Record<(typeof NAMES)[number], string>>> // by the codec
  const { nickname = '', firstname = '', lastname = '' } = said
  return { ...said, displayName: nickname.trim() || `${firstname} ${lastname}`.trim() || 'Customer', more: further(form, consumed) }
}

export const startChat = command({
  options: object({ ...fields, form: optional(object(fields)), userData: t.unknown, interactionData: optional(DataC) }),
  rejects: (state, { userData }) =>
    (isTaken(state) && ['There is already an active chat session.', 'There is already an active chat session']) ||
    (!toData(userData ?? {}) && ['malformed data object provided in userData property.', 'malformed data object provided in userData property']),
  step: (state, options, { at }) => {
    const [next, events] = beginning(state, 'starting', at)
    return [
      next,
      call(
        {
          type: 'start',
          form: readForm(options, options.form),
          userData: { ...state.userData, ...toData(options.userData) },
          interactionData: { ...state.interactionData, ...options.interactionData },
          options: further(options, consumed)
        },
        ({ response, session }) => ({ ...response, data: copyJson(session?.shown ?? {}) })
      ),
      events
    ]
  }
})
