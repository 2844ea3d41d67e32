/** Text fields of the page: what is typed there, and when they are left. */
import type { Inputs } from '../../lib'
import { membersOf } from './collection'
import { listen } from './listen'

const TEXT_LIKE = /^(TEXTAREA|INPUT(text|search|email|tel|url|number|password)$)/

type TextField = HTMLInputElement | HTMLTextAreaElement

/** By its properties, not by its class: it may come from another frame. */
const isTextField = (u: unknown): u is TextField => {
  const { nodeName, type, addEventListener } = Object(u)
  return typeof addEventListener === 'function' && TEXT_LIKE.test(nodeName + type)
}

/** `input` tells of every change by a person (keys, paste, dictation), and not of keys that change nothing. */
export const inputs: Inputs = (given) => {
  const [field] = membersOf(given)
  return isTextField(field) ? listen(field, ['input', 'blur'], ({ type }) => (type === 'blur' ? { type } : { type: 'key', text: field.value })) : undefined
}
