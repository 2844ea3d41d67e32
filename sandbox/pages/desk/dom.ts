/** Safe building blocks: text goes in as text, never as markup. */

/** The page's element with this id. Throws when it is not there or of another kind. */
export const byId = <E extends HTMLElement>(id: string, kind: new () => E): E => {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} with the id ${id}.`)
  return found
}

/** Makes an element. */
export const make = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: ReadonlyArray<Node | string>): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  element.append(...children)
  return element
}

/** Writes only what differs, so that a screen reader hears only news. */
export const write = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text
}

/** Shows or hides, where it differs. */
export const show = (element: HTMLElement, visible: boolean): void => {
  if (element.hidden === visible) element.hidden = !visible
}

/** How a list shows its items. */
export interface ListManner<A> {
  /** What tells an item from others. */
  readonly key: (item: A) => string
  /** Makes the element of an item that is new. */
  readonly create: (item: A) => HTMLElement
  /** Writes an item into its element, a new one too. */
  readonly update: (element: HTMLElement, item: A) => void
}

/** Makes a list show exactly these items, keeping the elements (and the focus) of those that stay. */
export const syncList = <A>(parent: HTMLElement, items: ReadonlyArray<A>, { key, create, update }: ListManner<A>): void => {
  const wanted = new Set(items.map(key))
  const present = new Map<string, HTMLElement>()
  for (const child of [...parent.children]) {
    if (!(child instanceof HTMLElement)) continue
    const held = child.dataset['key'] ?? ''
    if (wanted.has(held)) present.set(held, child)
    else child.remove()
  }
  items.forEach((item, index) => {
    const id = key(item)
    const element = present.get(id) ?? create(item)
    element.dataset['key'] = id
    update(element, item)
    const there = parent.children[index]
    if (there !== element) parent.insertBefore(element, there ?? null)
  })
}
