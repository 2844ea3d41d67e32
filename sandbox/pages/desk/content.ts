/** Rich content and files in the desk's transcript: what the customer sees, without its use. */
import type { RichElement } from '../demo/rich/Element.js'
import { readElements } from '../demo/rich/read.js'
import { safeUrl } from '../demo/text/links.js'
import { make } from './dom.js'

const picture = (address: string | undefined): ReadonlyArray<HTMLElement> => {
  const url = address === undefined ? undefined : safeUrl(address)
  if (url === undefined) return []
  const image = make('img', '')
  image.alt = ''
  image.src = url
  image.addEventListener('error', () => image.remove())
  return [image]
}

const options = (texts: ReadonlyArray<string>): ReadonlyArray<HTMLElement> =>
  texts.length === 0 ? [] : [make('ul', 'options', ...texts.map((text) => make('li', '', text)))]

const titled = (title: string, ...more: ReadonlyArray<HTMLElement>): HTMLElement => make('div', 'rich', make('b', '', title), ...more)

const file = ({ name, type, url }: Extract<RichElement, { kind: 'file' }>['file']): HTMLElement => {
  const address = url === undefined ? undefined : safeUrl(url)
  const link = make('a', '', name)
  if (address !== undefined) Object.assign(link, { href: address, download: name, target: '_blank', rel: 'noopener' })
  return make('div', 'rich', ...(type?.startsWith('image/') === true ? picture(url) : []), address === undefined ? make('b', '', name) : link)
}

const view = (element: RichElement): ReadonlyArray<HTMLElement> => {
  switch (element.kind) {
    case 'quickReplies':
      return [titled('Quick replies', ...options(element.replies.map(({ text }) => text)))]
    case 'cards':
      return element.cards.map(({ title, description, image, actions }) =>
        titled(title, ...picture(image), ...(description === undefined ? [] : [make('span', '', description)]), ...options(actions.map(({ text }) => text))))
    case 'dates':
      return [titled(element.title, ...options(element.times.map(({ at }) => new Date(at).toLocaleString())))]
    case 'list':
      return element.sections.map(({ title, items }) => titled(title ?? 'List', ...options(items.map(({ text }) => text))))
    case 'file':
      return [file(element.file)]
    case 'answer':
      return [titled('Chosen', ...options([element.text]))]
    case 'other':
      return [titled(element.text ?? 'Something that the demo cannot show')]
  }
}

/** The elements of a message's content. */
export const contentView = (content: ReadonlyArray<unknown>): ReadonlyArray<HTMLElement> => readElements(content).flatMap(view)
