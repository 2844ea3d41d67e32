/** Who starts a chat: the names among the options of startChat, as pages write them. */
import { Field } from '../../codecs'
import { further } from '../../data'
import type { Data } from '../../data'
import type { Form } from '../../Transport'

/** As the public page writes them, and in the camel case seen in the wild. The first one that is not blank counts. */
export const NAMES: ReadonlyArray<string> = ['nickname', 'nickName', 'firstname', 'firstName', 'lastname', 'lastName', 'email', 'subject']

/** Their codecs, by name. */
export const nameFields = Object.fromEntries(NAMES.map((name) => [name, Field]))

type Names = Readonly<Record<string, string | undefined>>

/** Where names may stand. Those of `top` win over those in `form`. */
interface Given {
  readonly top: Names
  readonly form: Names
  /** Fields that are attached to the chat anyway: those of the form give way to them. */
  readonly attached: ReadonlyArray<string>
}

/** The name to show: nickname, else "first last", else first, else last, else `Customer`. */
const displayNameOf = ({ nickname = '', firstname = '', lastname = '' }: Names): string =>
  nickname.trim() || `${firstname.trim()} ${lastname.trim()}`.trim() || 'Customer'

/** Whether nothing can be read in it. */
const isBlank = (text = ''): boolean => text.trim() === ''

/** The form as transports get it: names as they were given, and `displayName` made of them. */
export const readForm = ({ top, form, attached }: Given): Form => {
  const said: Record<string, string | undefined> = {}
  for (const names of [top, form])
    for (const name of NAMES) {
      const key = name.toLowerCase()
      if (isBlank(said[key])) said[key] = names[name] ?? said[key]
    }
  const more: Data = further(form, [...NAMES, ...attached])
  return { ...said, displayName: displayNameOf(said), more }
}
