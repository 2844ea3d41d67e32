/** Initiates a new chat session with the chat server. */
import * as t from 'io-ts'
import { command, read, right } from '../Command'
import type { Unchecked } from '../Command'
import { isLeft, left } from '../Either'
import { object, optional } from '../codecs'
import { DataC, further, toData } from '../data'
import type { Data } from '../data'
import { call } from '../Effect'
import { kind } from '../explain'
import { invalidOption, invalidState } from '../Failure'
import { started } from '../outcome'
import { isTaken } from '../State'
import { beginning } from './parts/beginning'
import { mergeDeep } from './parts/mergeDeep'
import { nameFields, NAMES, readForm } from './parts/readForm'

/** Who the customer is. Each may also be written in camel case (`firstName`); numbers count as text. */
export interface CustomerNames {
  /** The name to show, before all others. */
  readonly nickname?: string
  readonly nickName?: string
  /** Shown as `first last` when there is no nickname; without any name it is `Customer`. */
  readonly firstname?: string
  readonly firstName?: string
  readonly lastname?: string
  readonly lastName?: string
  readonly email?: string
  /** What the chat is about. */
  readonly subject?: string
}

/** A form as a chat window has it. Its further fields are attached to the chat, beside `userData`. */
export interface StartChatForm extends CustomerNames {
  /** The same as the `userData` beside the form, which wins. */
  readonly userData?: Readonly<Record<string, unknown>>
  readonly [further: string]: unknown
}

/** All of it is for this chat only. Further fields go to the back end, as far as they are data: it knows which it takes. */
export interface StartChatOptions extends CustomerNames {
  /** The names may also stand in here. Those beside it win. */
  readonly form?: StartChatForm
  /** Attached to the chat: what JSON can hold. Its keys win over those of the configuration. */
  readonly userData?: Readonly<Record<string, unknown>> | null
  /** How the chat is routed: merged over that of the configuration, deeply; lists are replaced. */
  readonly interactionData?: Readonly<Record<string, unknown>>
  /** The deployment to ask, in place of the configured one (guest chat). */
  readonly deploymentKey?: string
  /** The organization, in place of the configured one (guest chat). */
  readonly organizationId?: string
  /** Another name of `organizationId`. */
  readonly orgGuid?: string
  /** A signed token of the customer, in place of the configured one (guest chat deployments that require authentication). */
  readonly memberAuthToken?: string
  /** A guest token of the page's own: takes the same conversation up on another device (web messaging). */
  readonly token?: string
  /** Proof of a signed-in customer, in place of the configured one (web messaging). */
  readonly auth?: Readonly<Record<string, unknown>>
}

const alreadyActive = invalidState('alreadyActive', 'There is already an active chat session.', 'There is already an active chat session')
const malformed = (path: string, userData: unknown) =>
  invalidOption(
    { path, expected: DataC.name, found: kind(userData) },
    'malformed data object provided in userData property.',
    'malformed data object provided in userData property'
  )

const Form = object({ ...nameFields, userData: t.unknown })
const noForm: t.TypeOf<typeof Form> = { userData: undefined }
const Options = object({ ...nameFields, form: optional(Form), userData: t.unknown, interactionData: optional(DataC) })

/** Answers with the response, and in its `data` what identifies the session. */
export const startChat = command((state, given: Unchecked<StartChatOptions>, { at }) => {
  const options = read(Options, given)
  if (isLeft(options)) return options
  if (isTaken(state)) return left(alreadyActive)
  const { form = noForm, userData, interactionData = {}, ...top } = options.right
  const { userData: userDataInForm, ...inForm } = form
  const own = toData(userData ?? {})
  if (own === undefined) return left(malformed('userData', userData))
  const ownInForm = toData(userDataInForm ?? {})
  if (ownInForm === undefined) return left(malformed('form.userData', userDataInForm))
  const attached: Data = { ...state.userData, ...ownInForm, ...own }
  const effect = call(
    {
      type: 'start',
      form: readForm({ top, form: inForm, attached: Object.keys(own) }),
      userData: attached,
      interactionData: mergeDeep(state.interactionData, interactionData),
      options: further(top, NAMES)
    },
    started
  )
  return right(beginning(state, { phase: 'starting', at, effect }))
})
