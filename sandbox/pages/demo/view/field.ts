/** One labelled field of the form. What is wrong with it is tied to it. */
import type { FieldName } from '../text/check.js'
import { check } from '../text/check.js'
import { make, set, show, write } from './dom.js'

/** A field on the page. */
export interface Field {
  readonly element: HTMLElement
  readonly input: HTMLInputElement
  /** Says what is wrong, if anything, and returns whether all is well. */
  readonly verify: () => boolean
}

/** What a field asks for. */
export interface FieldSpec {
  readonly name: FieldName
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
  readonly type?: string
  readonly autocomplete: string
}

/** Makes a field. It is checked when it is left, and from the first fault on at every letter. */
export const createField = ({ name, label, hint, required = false, type = 'text', autocomplete }: FieldSpec): Field => {
  const id = `chat-${name}`
  const input = make('input', { id, name, type, autocomplete, required, 'aria-describedby': `${id}-note`, spellcheck: type === 'text' ? undefined : 'false' })
  const problem = make('span', { class: 'problem', id: `${id}-problem` })
  const note = make('span', { class: 'note', id: `${id}-note` }, problem, make('span', { class: 'hint' }, hint ?? ''))
  const title = make('label', { for: id }, label)
  if (!required) title.append(make('span', { class: 'optional' }, ' (optional)'))
  let wasWrong = false

  const verify = (): boolean => {
    const wrong = check(name, input.value)
    if (wrong !== undefined) wasWrong = true
    write(problem, wrong ?? '')
    show(problem, wrong !== undefined)
    set(input, 'aria-invalid', wrong === undefined ? undefined : 'true')
    return wrong === undefined
  }

  show(problem, false)
  input.addEventListener('blur', () => {
    if (input.value !== '') verify()
  })
  // Once something was wrong, it is right as soon as it is right.
  input.addEventListener('input', () => {
    if (wasWrong) verify()
  })
  return { element: make('div', { class: `field field-${name}` }, title, input, note), input, verify }
}
