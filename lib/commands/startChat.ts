/** Initiates a new chat session with the chat server. */
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { command } from '../Command'
import { Field, optional } from '../codecs'
import { copyJson, DataC } from '../data'
import type { Data } from '../data'
import { call } from '../Effect'
import { says } from '../Rejection'
import { isTaken } from '../State'
import { beginning } from './parts/beginning'
import { further } from './parts/further'
import type { Form } from '../Transport'

const fields = { nickname: Field, firstname: Field, lastname: Field, email: Field, subject: Field }
const camelCase = { nickName: Field, firstName: Field, lastName: Field }

const Options = t.type({
  ...fields,
  ...camelCase,
  form: optional(t.type({ ...fields, ...camelCase }, 'an object')),
  interactionData: optional(DataC)
}, 'an object')

type Options = t.TypeOf<typeof Options>
type Names = Omit<Options, 'form' | 'interactionData'>

const CONSUMED = [...Object.keys(fields), ...Object.keys(camelCase), 'form', 'userData', 'interactionData']
const blank: Names = { nickname: undefined, firstname: undefined, lastname: undefined, email: undefined, subject: undefined, nickName: undefined, firstName: undefined, lastName: undefined }

const displayName = (nickname = '', firstname = '', lastname = ''): string =>
  [nickname, `${firstname} ${lastname}`].map((name) => name.trim()).find((name) => name !== '') ?? 'Customer'

/** Top level wins over `form`; lower case over the camel case seen in the wild. */
const readForm = (top: Options): Form => {
  const form: Names = top.form ?? blank
  const nickname = top.nickname ?? top.nickName ?? form.nickname ?? form.nickName
  const firstname = top.firstname ?? top.firstName ?? form.firstname ?? form.firstName
  const lastname = top.lastname ?? top.lastName ?? form.lastname ?? form.lastName
  return {
    displayName: displayName(nickname, firstname, lastname),
    nickname,
    firstname,
    lastname,
    email: top.email ?? form.email,
    subject: top.subject ?? form.subject,
    more: further(top.form ?? {}, CONSUMED)
  }
}

const userDataOf = (options: object): E.Either<unknown, Data> => {
  const { userData } = options as { userData?: unknown } // the codec lets further fields through
  return userData === undefined || userData === null ? E.right({}) : DataC.decode(userData)
}

export const startChat = command({
  options: Options,
  requires: [
    [(state) => !isTaken(state), says('There is already an active chat session.', 'There is already an active chat session')],
    [
      (_, options) => E.isRight(userDataOf(options)),
      says('malformed data object provided in userData property.', 'malformed data object provided in userData property')
    ]
  ],
  step: (state, options, { at }) => {
    const userData = userDataOf(options)
    const [next, events] = beginning(state, 'starting', at)
    return [
      next,
      call(
        {
          type: 'start',
          form: readForm(options),
          userData: { ...state.userData, ...(E.isRight(userData) ? userData.right : {}) },
          interactionData: { ...state.interactionData, ...options.interactionData },
          options: further(options, CONSUMED)
        },
        ({ response, session }) => ({ ...response, data: copyJson(session?.shown ?? {}) })
      ),
      events
    ]
  }
})
