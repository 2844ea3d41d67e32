/** One message: who, what, when, and whether it arrived. */
import type { Row } from '../model/rows.js'
import type { Item } from '../model/State.js'
import { createRich } from '../rich/richView.js'
import { clockTime, fullTime } from '../text/times.js'
import type { Actions } from './Actions.js'
import { avatar } from './avatar.js'
import { button, make, show, unseen, write } from './dom.js'
import { createFile } from './fileView.js'
import { icon } from './icons.js'
import { words } from './words.js'

/** A row with a message. */
export type MessageRow = Extract<Row, { kind: 'message' }>

/** Everything of a message that does not change while it stays. */
export const messageBody = ({ item, open }: MessageRow): string =>
  JSON.stringify([item.text, item.from, item.file, item.elements, item.id !== undefined, item.elements.length > 0 && open])

const stateWords = ({ item, tellsSent, waits }: MessageRow): string => {
  if (waits) return 'Waiting for the connection'
  switch (item.delivery.state) {
    case 'waiting':
    case 'pending':
      return 'Sending…'
    case 'failed':
      return `Not sent. ${item.delivery.why.says}`
    case 'sent':
      return tellsSent ? 'Sent' : ''
  }
}

const spoken = ({ elements, text, file }: Item): string => {
  const answers = elements.flatMap((element) => (element.kind === 'answer' ? [element.text] : []))
  // Back ends without a text of their own for a file give its name.
  if (file && text === file.name) return ''
  return text === '' ? answers.join(', ') : text
}

/** `first`: what is drawn when it is built. `canFetch`: the service can hand files over itself. */
export const createMessage = (first: MessageRow, actions: Actions, canFetch: boolean) => {
  const { item, mine } = first
  const said = spoken(item)
  const file = item.file === undefined ? undefined : createFile(item.file, { arrived: item.id !== undefined, canFetch }, actions)
  const name = make('span', { class: 'name', 'aria-hidden': 'true' }, item.from.name)
  const time = make('time', { datetime: new Date(item.at).toISOString(), title: fullTime(item.at) }, clockTime(item.at))
  const state = make('span', { class: 'state' })
  const retry = button({ class: 'link' }, () => actions.retry(item.key), icon('retry'), 'Try again')
  const discard = button({ class: 'link' }, () => actions.discard(item.key), 'Remove')
  const meta = make('div', { class: 'meta' }, time, state, retry, discard)
  const body = make('div', { class: 'body' }, name, unseen(mine ? 'You said: ' : `${item.from.name} said: `))
  if (said !== '') body.append(make('p', { class: 'bubble', dir: 'auto' }, ...words(said)))
  if (file) body.append(file.element)
  body.append(...createRich(item, { open: first.open, canFetch, actions }), meta)
  const element = make('div', { class: 'message' }, mine ? '' : avatar(item.from), body)

  return {
    element,
    draw: (row: MessageRow): void => {
      const { delivery } = row.item
      Object.assign(element.dataset, { side: row.mine ? 'mine' : 'theirs', head: row.head, tail: row.tail, delivery: delivery.state })
      show(name, row.head && !row.mine)
      write(state, stateWords(row))
      show(state, state.textContent !== '')
      show(retry, delivery.state === 'failed' && delivery.why.again && row.alive)
      show(discard, delivery.state === 'failed' && row.alive)
      show(meta, row.tail || delivery.state !== 'sent')
      file?.draw(delivery)
    }
  }
}
