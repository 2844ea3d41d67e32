/** The fault buttons, each with the one or two numbers that matter, and the faults in force. */
import type { ActiveFault } from '../../src/faults/ActiveFault.js'
import type { Fault } from '../../src/faults/Fault.js'
import { byId, make, show, syncList, write } from './dom.js'
import type { Chat } from './state.js'
import { preciseTime } from './times.js'

interface Offer {
  readonly title: string
  readonly says: string
  readonly inputs: ReadonlyArray<{ readonly name: string; readonly label: string; readonly value: number; readonly least: number; readonly most: number }>
  readonly order: (values: ReadonlyArray<number>) => Fault
}

const seconds = (value: number) => ({ name: 'seconds', label: 'seconds', value, least: 1, most: 600 })
const times = (value: number) => ({ name: 'times', label: 'times', value, least: 1, most: 1_000 })
/** In ms. */
const second = 1_000

const offers: ReadonlyArray<Offer> = [
  { title: 'Drop', says: 'Cuts the socket off.', inputs: [], order: () => ({ kind: 'drop' }) },
  { title: 'Silence', says: 'Half-open: nothing comes, nothing closes.', inputs: [seconds(20)], order: ([s = 1]) => ({ kind: 'silence', duration: s * second }) },
  { title: 'Refuse', says: 'Rejects new sockets.', inputs: [seconds(10)], order: ([s = 1]) => ({ kind: 'refuse', duration: s * second }) },
  { title: 'Poison', says: 'Sends malformed frames.', inputs: [], order: () => ({ kind: 'poison' }) },
  { title: 'Duplicate', says: 'Sends the next frames twice.', inputs: [times(3)], order: ([count = 1]) => ({ kind: 'duplicate', count }) },
  { title: 'Reorder', says: 'Swaps the next two frames.', inputs: [times(1)], order: ([count = 1]) => ({ kind: 'reorder', count }) },
  {
    title: 'Status', says: 'Answers the next requests with this.', inputs: [{ name: 'status', label: '', value: 503, least: 400, most: 599 }, times(1)],
    order: ([status = 503, count = 1]) => ({ kind: 'status', status, count, ...(status === 429 || status === 503 ? { retryAfter: 2 } : {}) })
  },
  { title: 'Slow', says: 'Holds each request back, for 30 seconds.', inputs: [seconds(3)], order: ([s = 1]) => ({ kind: 'slow', delay: s * second, duration: 30 * second }) },
  { title: 'Cut', says: 'Carries the next requests out and cuts them off before the answer.', inputs: [times(1)], order: ([count = 1]) => ({ kind: 'cut', count, after: true }) },
  { title: 'HTML', says: 'Answers the next requests with a page, as proxies do.', inputs: [times(1)], order: ([count = 1]) => ({ kind: 'body', what: 'html', count }) },
  { title: 'Offline', says: 'The server behind is away: GMS says status code 1.', inputs: [seconds(10)], order: ([s = 1]) => ({ kind: 'offline', duration: s * second }) },
  { title: 'Positions', says: 'The next replies repeat one position. GMS and Multicloud CX.', inputs: [times(1)], order: ([count = 1]) => ({ kind: 'index', how: 'repeated', count }) }
]

/** Builds the buttons. `order`: what they do. */
export const buildFaults = (order: (fault: Fault) => void): void => {
  byId('fault-forms', HTMLDivElement).append(...offers.map((offer) => {
    const fields = offer.inputs.map(({ name, label, value, least, most }) => {
      const input = make('input', '')
      if (label === '') input.setAttribute('aria-label', name)
      input.type = 'number'
      Object.assign(input, { name, value: String(value), min: String(least), max: String(most), required: true })
      return { input, label: make('label', '', input, ` ${label}`) }
    })
    const button = make('button', '', offer.title)
    const form = make('form', 'fault', button, make('p', '', offer.says), ...fields.map(({ label }) => label))
    form.setAttribute('aria-label', offer.title)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      order(offer.order(fields.map(({ input }) => input.valueAsNumber)))
    })
    return form
  }))
}

/** `nameOf`: whose chat it meets. */
const describe = ({ fault, left, since, until }: ActiveFault, nameOf: (conversationId: string) => string): string => {
  const parts: string[] = [fault.kind]
  if (fault.kind === 'status') parts.push(String(fault.status))
  if (left !== undefined) parts.push(`${left} left`)
  parts.push(`since ${preciseTime(since)}`)
  if (until !== undefined) parts.push(`until ${preciseTime(until)}`)
  parts.push(fault.conversationId === undefined ? 'every chat' : nameOf(fault.conversationId))
  return parts.join(' · ')
}

/** Why a fault for the chosen chat can do nothing; empty when it can. */
const reasonAgainst = (chat: Chat | undefined): string => {
  if (byId('aim', HTMLSelectElement).value !== 'this') return ''
  if (chat === undefined) return 'Choose a chat first, or every chat.'
  return chat.summary.phase === 'ended' ? 'This chat has ended. Choose another one, or every chat.' : ''
}

/** Draws which faults can be ordered: none where they would meet nobody. */
export const renderOffers = (chat: Chat | undefined): void => {
  const reason = reasonAgainst(chat)
  const line = byId('fault-reason', HTMLParagraphElement)
  write(line, reason)
  show(line, reason !== '')
  for (const button of byId('fault-forms', HTMLDivElement).querySelectorAll('button')) button.disabled = reason !== ''
}

/** What the list of faults is drawn with. */
export interface FaultsView {
  /** What the button of each does. */
  readonly clear: (id: string) => void
  /** Whose chat it meets. */
  readonly nameOf: (conversationId: string) => string
}

/** Draws the faults in force. */
export const renderFaults = (faults: ReadonlyArray<ActiveFault>, { clear, nameOf }: FaultsView): void => {
  syncList(byId('active-faults', HTMLUListElement), faults, {
    key: ({ id }) => id,
    create: ({ id, fault }) => {
      const button = make('button', 'quiet', 'Clear')
      button.type = 'button'
      button.setAttribute('aria-label', `Clear ${fault.kind}`)
      button.addEventListener('click', () => clear(id))
      return make('li', '', make('span', ''), button)
    },
    update: (element, active) => {
      const text = element.firstElementChild
      if (text) write(text, describe(active, nameOf))
    }
  })
  show(byId('no-faults', HTMLParagraphElement), faults.length === 0)
}
