/** Text fields of the page: what is typed there, and when they are left. */
import type { Inputs } from '../../lib'
import { listen } from './listen'

/**
 * An element, or a jQuery-like collection of some. By its properties, not by its class: it may come from another frame.
 * `input` tells of every change by a person (keys, paste, dictation), and not of keys that change nothing.
 */
export const inputs: Inputs = (given) => {
  const { nodeType, 0: first } = Object(given)
  const field: HTMLTextAreaElement = Object(nodeType ? given : first) // or anything else; forms have numbered members, too
  return typeof field.selectionStart === 'number' // a text has a place for the next letter
    ? listen(field, ['input', 'blur'], ({ type }) => (type === 'blur' ? { type } : { type: 'key', text: field.value }))
    : undefined
}
