/** Watches a text field of the page: what is typed there, and when it is left. */
import { fromEvent, map, merge } from 'rxjs'
import type { Inputs, InputSignal } from '../../lib'
import { isObject } from '../../lib/data'

/** What is used of a text field, whichever element it is. */
type TextField = Pick<HTMLTextAreaElement, 'value' | 'selectionStart' | 'addEventListener' | 'removeEventListener'>

/**
 * Elements are recognised by what they have, not by their class: one of another frame has another class. In a text field `selectionStart`
 * is the place of the next letter. It is null in a checkbox and its like, and no other element has it.
 */
const isTextField = (u: unknown): u is TextField =>
  isObject(u) && 'selectionStart' in u && typeof u.selectionStart === 'number' && 'addEventListener' in u

/** The element itself, or the first of a jQuery-like collection. Elements have a `nodeType`; a form has numbered members, too. */
const elementOf = (given: unknown): unknown => {
  if (!isObject(given) || 'nodeType' in given) return given
  return '0' in given ? given[0] : undefined
}

/**
 * `given`: a text field, or a jQuery-like collection with one in front. `undefined` for anything else.
 * The event `input` tells of every change by a person (keys, paste, dictation), and not of keys that change nothing.
 */
export const inputs: Inputs = (given) => {
  const field = elementOf(given)
  if (!isTextField(field)) return undefined
  const typed$ = fromEvent(field, 'input').pipe(map((): InputSignal => ({ type: 'key', text: field.value })))
  const left$ = fromEvent(field, 'blur').pipe(map((): InputSignal => ({ type: 'blur' })))
  return merge(typed$, left$)
}
