/** Reads the content of a structured message: web messaging's elements, by their `contentType`. */
import { fields, list, number, text } from '../bus/read.js'
import type { Card, CardAction, Choice, ListItem, RichElement } from './Element.js'

const choice = (value: unknown): ReadonlyArray<Choice> => {
  const { text: words, payload, image } = fields(value)
  const shown = text(words)
  return shown === undefined ? [] : [{ text: shown, payload: text(payload) ?? shown, image: text(image) }]
}

const action = (value: unknown): ReadonlyArray<CardAction> => {
  const { type, text: words, url } = fields(value)
  if (type !== 'Link') return choice(value).map((chosen): CardAction => ({ kind: 'postback', ...chosen }))
  const target = text(url)
  return target === undefined ? [] : [{ kind: 'link', text: text(words) ?? target, url: target }]
}

const card = (value: unknown): ReadonlyArray<Card> => {
  const { title, description, image, actions, defaultAction } = fields(value)
  const heading = text(title)
  if (heading === undefined) return []
  const given = list(actions).flatMap(action)
  return [{ title: heading, description: text(description), image: text(image), actions: given.length > 0 ? given : action(defaultAction) }]
}

const dates = (value: unknown): RichElement => {
  const { title, subtitle, availableTimes } = fields(value)
  return {
    kind: 'dates',
    title: text(title) ?? 'Choose a time',
    subtitle: text(subtitle),
    times: list(availableTimes).flatMap((time) => {
      const { dateTime, duration } = fields(time)
      const payload = text(dateTime)
      const at = payload === undefined ? NaN : Date.parse(payload)
      const seconds = number(duration)
      if (payload === undefined || Number.isNaN(at)) return []
      return [{ at, payload, minutes: seconds === undefined ? undefined : Math.round(seconds / 60) }]
    })
  }
}

const listItem = (value: unknown): ReadonlyArray<ListItem> => {
  const { id, title, subtitle, imageUrl } = fields(value)
  const shown = text(title)
  if (shown === undefined) return []
  return [{ text: shown, payload: text(id) ?? shown, subtitle: text(subtitle), image: text(imageUrl) }]
}

const picker = (value: unknown): RichElement => ({
  kind: 'list',
  sections: list(fields(value)['sections']).map((section) => {
    const { title, multipleSelection, items } = fields(section)
    return { title: text(title), multiple: multipleSelection === true, items: list(items).flatMap(listItem) }
  })
})

const attachment = (value: unknown): ReadonlyArray<RichElement> => {
  const { id, filename, fileSize, mime, url } = fields(value)
  const known = text(id)
  if (known === undefined) return []
  return [{ kind: 'file', file: { id: known, name: text(filename) ?? 'File', size: number(fileSize), type: text(mime), url: text(url) } }]
}

const element = (value: unknown): ReadonlyArray<RichElement> => {
  const given = fields(value)
  switch (given['contentType']) {
    case 'QuickReply':
    case 'QuickReplyV2':
      return [{ kind: 'quickReplies', replies: choice(given['quickReply'] ?? given['quickReplyV2']) }]
    case 'Card':
      return [{ kind: 'cards', cards: card(given['card']) }]
    case 'Carousel':
      return [{ kind: 'cards', cards: list(fields(given['carousel'])['cards']).flatMap(card) }]
    case 'DatePicker':
      return [dates(given['datePicker'])]
    case 'ListPicker':
      return [picker(given['listPicker'])]
    case 'Attachment':
      return attachment(given['attachment'])
    case 'ButtonResponse':
      return [{ kind: 'answer', text: text(fields(given['buttonResponse'])['text']) ?? '' }]
    case 'Text':
      return []
  }
  return [{ kind: 'other', text: text(fields(given['form'])['introduction']) }]
}

/** The elements of `content`. Quick replies come one by one and are shown as one row of buttons. */
export const readElements = (content: unknown): ReadonlyArray<RichElement> => {
  const elements: RichElement[] = []
  for (const next of list(content).flatMap(element)) {
    const last = elements.at(-1)
    if (last?.kind === 'quickReplies' && next.kind === 'quickReplies') {
      elements[elements.length - 1] = { ...last, replies: [...last.replies, ...next.replies] }
    } else {
      elements.push(next)
    }
  }
  return elements
}
