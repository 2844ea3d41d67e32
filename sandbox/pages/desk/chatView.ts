/** The chosen chat: its head, its actions, its customer. */
import { byId, make, show, syncList, write } from './dom.js'
import { fullTime } from './times.js'
import type { Member } from '../../src/model/Conversation.js'
import type { Chat } from './state.js'
import { people, speaker } from './state.js'

const phases = { new: 'Opening', waiting: 'Waiting', open: 'Open', ended: 'Ended' } as const
const roles = { customer: 'customer', agent: 'agent', supervisor: 'supervisor', bot: 'bot', external: 'external party', queue: 'queue' } as const
const supervisions = { listen: 'listening', coach: 'coaching', bargeIn: 'taking part' } as const

/** One word for each state, wherever it is shown. The customer is connected as long as their page is. */
const presence = ({ role, state }: Member, streams: number): string => {
  if (role === 'customer') return streams > 0 ? 'connected' : 'not connected'
  if (state === 'alerting') return 'being asked'
  return state === 'connected' ? 'connected' : 'not connected'
}

/** ms after the last sign of it. */
const typingLasts = 4_000

/** Draws the head, with the actions that are possible. */
export const renderHead = (chat: Chat, myName: string): void => {
  const { customer, phase, streams, queue, backEnd } = chat.summary
  write(byId('chat-title', HTMLHeadingElement), customer.name)
  const line = phase === 'ended' ? 'Ended' : `${phases[phase]} · ${streams === 0 ? 'not connected' : 'connected'}`
  write(byId('chat-line', HTMLParagraphElement), `${line} · ${queue} · ${backEnd}`)
  const me = speaker(chat, myName)
  const alive = phase === 'waiting' || phase === 'open'
  show(byId('join', HTMLButtonElement), alive && !people(chat).some(({ name }) => name === myName))
  show(byId('supervise', HTMLSelectElement), alive)
  show(byId('how', HTMLSelectElement), chat.summary.can?.includes('pushUrl') === true)
  show(byId('transfer', HTMLButtonElement), alive && me !== undefined)
  show(byId('leave', HTMLButtonElement), alive && me !== undefined)
  show(byId('end', HTMLButtonElement), phase !== 'ended')
  const takesFiles = chat.summary.backEnd !== 'guest chat'
  show(byId('attach', HTMLButtonElement), takesFiles)
  show(byId('shelf', HTMLSelectElement), takesFiles)
  if (me === undefined) show(byId('transfer-form', HTMLFormElement), false)
  show(byId('composer', HTMLFormElement), alive && me !== undefined)
  write(byId('hint', HTMLParagraphElement), hint(chat, me?.name, myName))
}

const hint = ({ summary }: Chat, speakerName: string | undefined, myName: string): string => {
  if (summary.phase === 'ended') return `This chat ended on ${fullTime(summary.endedAt ?? summary.createdAt)}.`
  if (summary.phase === 'new') return 'The customer has not opened the stream yet.'
  if (speakerName === undefined) return 'Join to answer. An automatic agent steps back when you do.'
  return speakerName === myName ? 'Enter sends, Shift and Enter starts a new line.' : `You speak as ${speakerName}.`
}

/** ms for which the customer still counts as typing. */
const typingLeft = ({ typedAt, summary }: Chat, now: number): number =>
  typedAt === 0 || summary.phase === 'ended' ? 0 : typedAt + typingLasts - now

/** Draws whether the customer types. `now`: ms on this page's clock. Returns in how many ms the indicator is to be looked at again. */
export const renderTyping = (chat: Chat | undefined, now: number): number | undefined => {
  const line = byId('typing', HTMLParagraphElement)
  const left = chat === undefined ? 0 : typingLeft(chat, now)
  if (chat === undefined || left <= 0) {
    write(line, '')
    return undefined
  }
  write(line, `${chat.summary.customer.name} is typing…${chat.typed === '' ? '' : ` “${chat.typed}”`}`)
  return left
}

/** Draws what is known of the customer, and who is in the chat. */
export const renderCustomer = (chat: Chat): void => {
  const { customer, id, deploymentId } = chat.summary
  const known: ReadonlyArray<readonly [string, string | undefined]> = [
    ['Name', customer.name], ['First name', customer.firstName], ['Last name', customer.lastName], ['E-mail', customer.email], ['Phone', customer.phone],
    ['Signed in', customer.authenticated ? 'yes' : undefined], ...Object.entries(customer.data), ['Deployment', deploymentId], ['Conversation', id]
  ]
  const facts = known.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]))
  syncList(byId('facts', HTMLDListElement), facts, {
    key: ({ name }) => name,
    create: ({ name }) => make('div', '', make('dt', '', name), make('dd', '')),
    update: (element, { value }) => write(element.lastElementChild ?? element, value)
  })
  syncList(byId('members', HTMLUListElement), [...chat.members.values()], {
    key: ({ id }) => id,
    create: () => make('li', '', make('span', 'dot'), make('span', 'name'), make('span', 'state')),
    update: (element, member) => {
      const { name, role, state, automatic, supervision } = member
      const is = presence(member, chat.summary.streams)
      element.dataset['state'] = is
      write(element.children[1] ?? element, name)
      write(element.children[2] ?? element, `${automatic ? 'automatic ' : ''}${roles[role]}, ${supervision === undefined || state !== 'connected' ? is : supervisions[supervision]}`)
    }
  })
}
