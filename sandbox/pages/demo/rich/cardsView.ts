/** Cards: one stands alone, several stand in a row that scrolls. */
import { safeUrl } from '../text/links.js'
import { button, make } from '../view/dom.js'
import { icon } from '../view/icons.js'
import { outbound } from '../view/words.js'
import type { Card, CardAction } from './Element.js'
import type { Choose } from './Choose.js'

const actionView = (action: CardAction, choose: Choose): ReadonlyArray<HTMLElement> => {
  if (action.kind === 'postback') return [button({ class: 'card-action', disabled: choose === undefined }, () => choose?.('button', [action]), action.text)]
  const url = safeUrl(action.url)
  if (url === undefined) return []
  const link = outbound(url, action.text, icon('link'))
  link.className = 'card-action'
  return [link]
}

const cardView = ({ title, description, image, actions }: Card, choose: Choose): HTMLElement => {
  const element = make('article', { class: 'card' })
  const url = image === undefined ? undefined : safeUrl(image)
  if (url !== undefined) {
    const picture = make('img', { src: url, alt: '', loading: 'lazy' })
    picture.addEventListener('error', () => picture.remove())
    element.append(picture)
  }
  element.append(make('h3', {}, title))
  if (description !== undefined) element.append(make('p', {}, description))
  const offered = actions.flatMap((action) => actionView(action, choose))
  if (offered.length > 0) element.append(make('div', { class: 'card-actions' }, ...offered))
  return element
}

/** The elements of these cards. */
export const createCards = (cards: ReadonlyArray<Card>, choose: Choose): ReadonlyArray<HTMLElement> => {
  const views = cards.map((card) => cardView(card, choose))
  if (views.length < 2) return views
  const row = make('div', { class: 'cards', role: 'group', 'aria-label': `${views.length} cards`, tabindex: 0 }, ...views)
  const turn = (direction: number) => (): void => row.scrollBy({ left: direction * row.clientWidth * 0.8, behavior: 'smooth' })
  return [
    make(
      'div',
      { class: 'carousel' },
      row,
      make(
        'div',
        { class: 'turns' },
        button({ class: 'quiet square', 'aria-label': 'Previous card' }, turn(-1), icon('left')),
        button({ class: 'quiet square', 'aria-label': 'Next card' }, turn(1), icon('right'))
      )
    )
  ]
}
