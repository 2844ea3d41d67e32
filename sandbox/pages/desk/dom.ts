/** Safe building blocks: text goes in as text, never as markup. */

export const byId = <E extends HTMLElement>(id: string, kind: new () => E): E => {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} with the id ${id}.`)
  return found
}

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

export const show = (element: HTMLElement, visible: boolean): void => {
  if (element.hidden === visible) element.hidden = !visible
}

/** Makes a list show exactly these items, keeping the elements (and the focus) of those that stay. */
export const syncList = <A>(parent: HTMLElement, items: ReadonlyArray<A>, key: (item: A) => string, create: (item: A) => HTMLElement, update: (element: HTMLElement, item: A) => void): void => {
  const wanted = new Set(items.map(key))
  for (const child of [...parent.children]) if (child instanceof HTMLElement && !wanted.has(child.dataset['key'] ?? '')) child.remove()
  const present = new Map([...parent.children].flatMap((child) => (child instanceof HTMLElement ? [[child.dataset['key'] ?? '', child] as const] : [])))
  items.forEach((item, index) => {
    const id = key(item)
    const element = present.get(id) ?? create(item)
    element.dataset['key'] = id
    update(element, item)
    const there = parent.children[index]
    if (there !== element) parent.insertBefore(element, there ?? null)
  })
}
