/** The list of chats: waiting, open, ended. */
import { byId, make, show, syncList, write } from './dom.js'
import { clockTime } from './times.js'
import type { Chat, DeskState } from './state.js'

const groups = ['waiting', 'open', 'ended'] as const
type Group = (typeof groups)[number]

const groupOf = ({ summary }: Chat): Group => (summary.phase === 'new' ? 'waiting' : summary.phase)

const lastWords = ({ messages, summary }: Chat): string => {
  const last = messages.filter(({ kind }) => kind === 'text').at(-1)
  if (last) return `${last.memberId === summary.customerId ? '' : '↩ '}${last.text}`
  return summary.phase === 'new' ? 'Opening…' : summary.queue
}

const create = (chat: Chat, select: (id: string) => void): HTMLElement => {
  const button = make('button', 'item', make('span', 'name'), make('time', 'at'), make('span', 'last'), make('span', 'unread'))
  button.type = 'button'
  button.addEventListener('click', () => select(chat.summary.id))
  return make('li', '', button)
}

const update = (element: HTMLElement, chat: Chat, selected: boolean): void => {
  const part = (name: string): Element => element.querySelector(`.${name}`) ?? element
  write(part('name'), chat.summary.customer.name)
  write(part('at'), clockTime(chat.messages.at(-1)?.at ?? chat.summary.createdAt))
  write(part('last'), lastWords(chat))
  write(part('unread'), chat.unread > 0 ? `${chat.unread} new` : '')
  const button = element.firstElementChild
  if (selected) button?.setAttribute('aria-current', 'true')
  else button?.removeAttribute('aria-current')
}

/** Draws the list. `select`: what a click on a chat does. */
export const renderList = (state: DeskState, select: (id: string) => void): void => {
  const focused = document.activeElement?.closest('li')?.dataset['key']
  for (const group of groups) {
    const chats = [...state.chats.values()].filter((chat) => groupOf(chat) === group)
    // Who waits longest is first; of the others, the newest.
    if (group !== 'waiting') chats.reverse()
    write(byId(`${group}-count`, HTMLSpanElement), String(chats.length))
    const list = byId(group, HTMLUListElement)
    syncList(list, chats, {
      key: ({ summary }) => summary.id,
      create: (chat) => create(chat, select),
      update: (element, chat) => update(element, chat, chat.summary.id === state.selected)
    })
    show(list, chats.length > 0)
  }
  show(byId('no-chats', HTMLParagraphElement), state.chats.size === 0)
  // A chat that moved to another group took its element, not its focus, along.
  if (focused !== undefined && document.activeElement === document.body) {
    document.querySelector<HTMLButtonElement>(`.chats li[data-key="${CSS.escape(focused)}"] button`)?.focus()
  }
}
