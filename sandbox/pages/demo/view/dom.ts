/** Safe building blocks: text goes in as text, never as markup. */

/** What stands in a tag. `true` is an attribute without a value; `false` and undefined are none. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Changes one attribute, where it differs. */
export const set = (element: Element, name: string, value: string | number | boolean | undefined): void => {
  if (value === undefined || value === false) element.removeAttribute(name)
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? '' : String(value))
}

/** Makes an element. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  Object.entries(attributes).forEach(([name, value]) => set(element, name, value))
  element.append(...children)
  return element
}

/** Makes a button that submits nothing. */
export const button = (attributes: Attributes, pressed: () => void, ...children: ReadonlyArray<Node | string>): HTMLButtonElement => {
  const element = make('button', { type: 'button', ...attributes }, ...children)
  element.addEventListener('click', pressed)
  return element
}

/** For those who do not see the page. */
export const unseen = (text: string): HTMLSpanElement => make('span', { class: 'unseen' }, text)

/** Writes only what differs: a live region tells news only. */
export const write = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text
}

/** Shows or hides, where it differs. */
export const show = (element: HTMLElement, visible: boolean): void => {
  if (element.hidden === visible) element.hidden = !visible
}
