/** Lists to choose one or several from. */
import { make, set } from '../view/dom.js'
import type { ListItem, ListSection } from './Element.js'
import type { Choose } from './Choose.js'

/** How many there are on the page: fields of different pickers have different names. */
let pickers = 0

interface Option {
  readonly item: ListItem
  readonly input: HTMLInputElement
}

interface Manner {
  /** Shared by the options of a section, of which only one can be chosen. */
  readonly name: string
  readonly multiple: boolean
  readonly disabled: boolean
}

const option = (item: ListItem, { name, multiple, disabled }: Manner): Option & { readonly element: HTMLElement } => {
  const input = make('input', { type: multiple ? 'checkbox' : 'radio', name, disabled })
  const words = make('span', { class: 'option-text' }, make('span', {}, item.text))
  if (item.subtitle !== undefined) words.append(make('span', { class: 'option-more' }, item.subtitle))
  return { item, input, element: make('label', { class: 'option' }, input, words) }
}

/** The elements of a list. */
export const createList = (sections: ReadonlyArray<ListSection>, choose: Choose): ReadonlyArray<HTMLElement> => {
  pickers += 1
  const id = `picker-${pickers}`
  const groups = sections.map(({ title, multiple, items }, i) => {
    const options = items.map((item) => option(item, { name: `${id}-${i}`, multiple, disabled: choose === undefined }))
    const legend = make('legend', {}, title ?? (multiple ? 'Choose any' : 'Choose one'))
    return { options, element: make('fieldset', {}, legend, ...options.map(({ element }) => element)) }
  })
  const options: ReadonlyArray<Option> = groups.flatMap((group) => group.options)
  const submit = make('button', { type: 'submit', class: 'primary', disabled: true }, 'Send choice')
  const element = make('form', { class: 'picker', 'aria-label': 'Choose from a list' }, ...groups.map((group) => group.element))
  if (choose) element.append(submit)
  const chosen = (): ReadonlyArray<ListItem> => options.filter(({ input }) => input.checked).map(({ item }) => item)
  element.addEventListener('change', () => set(submit, 'disabled', chosen().length === 0))
  element.addEventListener('submit', (event) => {
    event.preventDefault()
    if (chosen().length > 0) choose?.('listPicker', chosen())
  })
  return [element]
}
