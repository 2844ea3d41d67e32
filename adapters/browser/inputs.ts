/** Watches a text field of the page: what is typed there, and when it is left. */
import { Observable } from 'rxjs'
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
 * Listens to a field without holding it: one that the page has removed is let go, although nobody says that it was.
 * Only the field's own listeners, and no closure here, may know more of it than the weak reference.
 */
const signalsOf = (known: WeakRef<TextField>): Observable<InputSignal> =>
  new Observable((subscriber) => {
    const type = (): void => {
      const field = known.deref()
      if (field) subscriber.next({ type: 'key', text: field.value })
    }
    const leave = (): void => subscriber.next({ type: 'blur' })
    known.deref()?.addEventListener('input', type)
    known.deref()?.addEventListener('blur', leave)
    return () => {
      known.deref()?.removeEventListener('input', type)
      known.deref()?.removeEventListener('blur', leave)
    }
  })

/**
 * `given`: a text field, or a jQuery-like collection with one in front. `undefined` for anything else.
 * The event `input` tells of every change by a person (keys, paste, dictation), and not of keys that change nothing.
 */
export const inputs: Inputs = (given) => {
  const field = elementOf(given)
  return isTextField(field) ? signalsOf(new WeakRef(field)) : undefined
}
