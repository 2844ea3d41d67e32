/** Text fields of the page: what is typed there, and when they are left. */
import type { Inputs } from '../../lib'
import { listen } from './listen'

type TextField = HTMLInputElement | HTMLTextAreaElement

/** By its properties, not by its class: it may come from another frame. Fields for text have a place of the caret. */
const isTextField = (u: unknown): u is TextField => typeof Object(u).selectionStart === 'number' && 'addEventListener' in Object(u)

/** An element, or a jQuery-like collection of some. `input` tells of every change by a person (keys, paste, dictation), and not of keys that change nothing. */
export const inputs: Inputs = (given) => {
  const { nodeType, 0: first } = Object(given) // forms have numbered members, too
  const field: unknown = nodeType ? given : first
  return isTextField(field) ? listen(field, ['input', 'blur'], ({ type }) => (type === 'blur' ? { type } : { type: 'key', text: field.value })) : undefined
}
