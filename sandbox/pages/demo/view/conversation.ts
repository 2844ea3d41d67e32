/** The transcript with what belongs to it: older messages above, typing below, the way back to the latest. */
import { rowsOf } from '../model/rows.js'
import type { Person, State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { avatar } from './avatar.js'
import { button, make, set, show, write } from './dom.js'
import { icon } from './icons.js'
import { createLog } from './logView.js'

/** Who is this near to the end reads the latest. In px. */
const NEAR_END = 80

/** Who is this near to the top looks for older messages. In px. */
const NEAR_TOP = 40

/** Ms for which somebody stays at the top before more is loaded by that: the button is not taken away from under a finger. */
const REST = 400

const older = { unknown: '', none: '', looking: '', ready: 'Load earlier messages', loading: 'Loading…', failed: 'Load earlier messages', start: '' } as const

const typist = (person: Person): ReadonlyArray<HTMLElement> => [
  avatar(person), make('span', { class: 'dots' }, make('i'), make('i'), make('i')), make('span', {}, `${person.name} is typing`)
]

/** What the rows of the transcript are made of. */
const ofRows = ['items', 'phase', 'capabilities', 'connection', 'offline'] as const

/** Whether the rows of the transcript are others. */
const isAnother = (state: State, before: State): boolean => ofRows.some((part) => state[part] !== before[part])

/** Whether the transcript begins earlier than before. */
const isOlder = ({ items: [now] }: State, { items: [then] }: State): boolean => {
  if (now?.index === undefined || then?.index === undefined) return false
  return now.key !== then.key && now.index < then.index
}

/** The transcript and its surroundings. */
export const createConversation = (actions: Actions) => {
  const log = createLog(actions)
  const earlier = button({ class: 'earlier' }, actions.earlier)
  const beginning = make('p', { class: 'line' }, 'This is where the conversation begins')
  const waiting = make('div', { class: 'waiting' }, make('span', { class: 'pulse', 'aria-hidden': 'true' }), make('p', {}, ''))
  const typing = make('div', { class: 'typing', 'aria-hidden': 'true' })
  const scroller = make('div', { class: 'scroller', role: 'region', 'aria-label': 'Messages', tabindex: 0 }, earlier, beginning, log.element, waiting, typing)
  const latest = button({ class: 'latest' }, () => toEnd('smooth'), icon('down'), 'New messages')
  const element = make('div', { class: 'conversation' }, scroller, latest)
  let follows = true
  let top = 0

  const toEnd = (behavior: ScrollBehavior = 'instant'): void => scroller.scrollTo({ top: scroller.scrollHeight, behavior })

  let rest: ReturnType<typeof setTimeout> | undefined
  /** Whoever reached the button by keyboard asks by pressing it. */
  const loadAtTop = (): void => {
    const isAtTop = scroller.scrollTop < NEAR_TOP && scroller.scrollHeight > scroller.clientHeight
    if (isAtTop && !earlier.hidden && !earlier.matches(':focus-visible')) actions.earlier()
  }

  const awaitRest = (): void => {
    clearTimeout(rest)
    rest = setTimeout(loadAtTop, REST)
  }

  scroller.addEventListener('scroll', () => {
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END
    // Only who scrolls up leaves the end; what grows or shrinks does not count.
    if (atEnd) follows = true
    else if (scroller.scrollTop < top) follows = false
    top = scroller.scrollTop
    if (follows) show(latest, false)
    awaitRest()
  })
  // A keyboard that comes up, a composer that grows: the latest stays in sight.
  new ResizeObserver(() => {
    if (follows) toEnd()
  }).observe(scroller)

  const drawEarlier = ({ history, capabilities }: State): void => {
    const isOffered = capabilities.history && older[history] !== ''
    // Who asked for more by keyboard reads on where the button was.
    if (!isOffered && document.activeElement === earlier) scroller.focus({ preventScroll: true })
    if (isOffered) write(earlier, older[history])
    show(earlier, isOffered)
    set(earlier, 'aria-disabled', history === 'loading' ? 'true' : undefined)
    show(beginning, history === 'start')
  }

  const drawTyping = ({ typing: person }: State, before: State): void => {
    if (person?.name !== before.typing?.name) typing.replaceChildren(...(person ? typist(person) : []))
    show(typing, person !== undefined)
  }

  const drawWaiting = ({ phase, agents, capabilities, items }: State): void => {
    // Where a chat lasts, nobody need be there for it to go on.
    const goesOn = capabilities.async && items.some(({ from }) => from.party !== 'Client')
    show(waiting, phase === 'active' && agents.length === 0 && !goesOn)
    const words = waiting.lastElementChild
    if (words) write(words, capabilities.async ? 'Send your first message. The answer comes here.' : 'Finding somebody for you. You can write already.')
  }

  show(latest, false)

  return {
    element,
    draw: (state: State, before: State): void => {
      const bottom = scroller.scrollHeight - scroller.scrollTop
      const oldest = log.element.firstElementChild
      drawEarlier(state)
      // Who went on to the top meanwhile need not move once more.
      if (state.history === 'ready' && before.history === 'loading') awaitRest()
      drawWaiting(state)
      drawTyping(state, before)
      if (!isAnother(state, before)) {
        if (follows) toEnd()
        return
      }
      // A reload and a page of history bring what was said before: no news.
      const grewAbove = oldest !== null && isOlder(state, before)
      const quietly = before.items.length === 0 || grewAbove
      log.draw(rowsOf(state), state.capabilities.download, quietly)
      const mine = state.items.length > before.items.length && state.items.at(-1)?.delivery.state !== 'sent'
      if (state.items.length === 0 || before.items.length === 0) follows = true
      if (follows || mine) toEnd()
      else if (grewAbove) scroller.scrollTop = scroller.scrollHeight - bottom
      else if (state.items.length > before.items.length) show(latest, true)
    }
  }
}
