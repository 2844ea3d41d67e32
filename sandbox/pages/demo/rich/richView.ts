/** The content of a structured message, element by element. What is offered can be chosen until the customer says something. */
import type { Item } from '../model/State.js'
import type { Actions } from '../view/Actions.js'
import { button, make } from '../view/dom.js'
import { createFile } from '../view/fileView.js'
import { answer } from './answer.js'
import type { AnswerKind } from './answer.js'
import { createCards } from './cardsView.js'
import { createDates } from './datesView.js'
import type { Choice, RichElement } from './Element.js'
import { createList } from './listView.js'

/** Sends what was chosen. Without it, nothing can be chosen any more. */
export type Choose = ((kind: AnswerKind, chosen: ReadonlyArray<Pick<Choice, 'text' | 'payload'>>) => void) | undefined

const quickReplies = (replies: ReadonlyArray<Choice>, choose: Choose): ReadonlyArray<HTMLElement> =>
  choose === undefined
    ? []
    : [
        make(
          'div',
          { class: 'choices', role: 'group', 'aria-label': 'Suggested answers' },
          ...replies.map((reply) => button({ class: 'choice' }, () => choose('quickReply', [reply]), reply.text))
        )
      ]

const view = (element: RichElement, choose: Choose, canFetch: boolean, actions: Actions): ReadonlyArray<HTMLElement> => {
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
      const file = createFile(element.file, true, canFetch, actions)
      file.draw({ state: 'sent' })
      return [file.element]
    }
    case 'answer':
      return []
    case 'other':
      return [make('p', { class: 'cannot' }, ...(element.text === undefined ? [] : [element.text, ' ']), 'This cannot be shown here. Please answer in your own words.')]
  }
}

export const createRich = (item: Item, open: boolean, canFetch: boolean, actions: Actions): ReadonlyArray<HTMLElement> => {
  const choose: Choose =
    open && item.from.party !== 'Client'
      ? (kind, chosen) => {
          const { text, more } = answer(kind, chosen, item.id)
          actions.send(text, more)
        }
      : undefined
  return item.elements.flatMap((element) => view(element, choose, canFetch, actions))
}
