/** The content of a structured message, element by element. What is offered can be chosen until the customer says something. */
import type { Item } from '../model/State.js'
import type { Actions } from '../view/Actions.js'
import { button, make } from '../view/dom.js'
import { createFile } from '../view/fileView.js'
import { answer } from './answer.js'
import { createCards } from './cardsView.js'
import type { Choose } from './Choose.js'
import { createDates } from './datesView.js'
import type { Choice, RichElement } from './Element.js'
import { createList } from './listView.js'

/** What the content can be used for now. */
export interface RichUse {
  /** Its choices can still be answered. */
  readonly open: boolean
  /** The service can hand files over itself. */
  readonly canFetch: boolean
  readonly actions: Actions
}

const quickReplies = (replies: ReadonlyArray<Choice>, choose: Choose): ReadonlyArray<HTMLElement> => {
  if (choose === undefined) return []
  const buttons = replies.map((reply) => button({ class: 'choice' }, () => choose('quickReply', [reply]), reply.text))
  return [make('div', { class: 'choices', role: 'group', 'aria-label': 'Suggested answers' }, ...buttons)]
}

const view = (element: RichElement, choose: Choose, { canFetch, actions }: RichUse): ReadonlyArray<HTMLElement> => {
  switch (element.kind) {
    case 'quickReplies':
      return quickReplies(element.replies, choose)
    case 'cards':
      return createCards(element.cards, choose)
    case 'dates':
      return createDates(element, choose)
    case 'list':
      return createList(element.sections, choose)
    case 'file': {
      const file = createFile(element.file, { arrived: true, canFetch }, actions)
      file.draw({ state: 'sent' })
      return [file.element]
    }
    case 'answer':
      return []
    case 'other': {
      const introduction = element.text === undefined ? [] : [element.text, ' ']
      return [make('p', { class: 'cannot' }, ...introduction, 'This cannot be shown here. Please answer in your own words.')]
    }
  }
}

/** The elements of a message's content. */
export const createRich = (item: Item, use: RichUse): ReadonlyArray<HTMLElement> => {
  const send: Choose = (kind, chosen) => {
    const { text, more } = answer(kind, chosen, item.id)
    use.actions.send(text, more)
  }
  const choose = use.open && item.from.party !== 'Client' ? send : undefined
  return item.elements.flatMap((element) => view(element, choose, use))
}
