/** Who starts a chat: the names among the options of startChat, as pages write them. */
import { Field } from '../../codecs'
import { further } from '../../data'
import type { Data } from '../../data'
import type { Form } from '../../Transport'

/** As the public page writes them, and in the camel case seen in the wild. The first one given counts. */
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
  nickname.trim() || `${firstname} ${lastname}`.trim() || 'Customer'

export const readForm = ({ top, form, attached }: Given): Form => {
  const said: Record<string, string | undefined> = {}
  for (const names of [top, form])
    for (const name of NAMES) {
      const key = name.toLowerCase()
      said[key] ??= names[name]
    }
  const more: Data = further(form, [...NAMES, ...attached])
  return { ...said, displayName: displayNameOf(said), more }
}
