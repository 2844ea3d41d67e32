/** Initiates a new chat session with the chat server. */
import * as t from 'io-ts'
import { command, decoding } from '../Command'
import { Field, object, optional } from '../codecs'
import { DataC, further, toData } from '../data'
import { call } from '../Effect'
import { started } from '../outcome'
import { isTaken } from '../State'
import type { Form } from '../Transport'
import { beginning } from './parts/beginning'

/** As the page writes them, and in the camel case seen in the wild. The first one given counts. */
const NAMES = ['nickname', 'nickName', 'firstname', 'firstName', 'lastname', 'lastName', 'email', 'subject']

const fields = Object.fromEntries(NAMES.map((name) => [name, Field]))

type Names = Readonly<Record<string, string | undefined>>

/** Top level wins over `form`. */
const readForm = (top: Names, form: Names = {}): Form => {
  const said: Record<string, string | undefined> = {}
  for (const given of [top, form])
    for (const name of NAMES) {
      const key = name.toLowerCase()
      said[key] ??= given[name]
    }
  const displayName = said.nickname?.trim() || [said.firstname, said.lastname].join(' ').trim() || 'Customer'
  return { ...said, displayName, more: further(form, NAMES) }
}

const Options = object({ ...fields, form: optional(object(fields)), userData: t.unknown, interactionData: optional(DataC) })

export const startChat = command(decoding(Options, (state, { form, userData, interactionData, ...top }, { at }) =>
  (isTaken(state) && ['There is already an active chat session.', 'There is already an active chat session']) ||
  (!toData(userData ?? {}) && ['malformed data object provided in userData property.', 'malformed data object provided in userData property']) ||
  beginning(
    state,
    'starting',
    at,
    call(
      {
        type: 'start',
        form: readForm(top, form),
        userData: { ...state.userData, ...toData(userData) },
        interactionData: { ...state.interactionData, ...interactionData },
        options: further(top, NAMES)
      },
      started
    )
  )
))
