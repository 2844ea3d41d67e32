/** The top of the window: who is there, and the ways out. */
import { isCutOff } from '../model/connection.js'
import type { State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { button, make, show, write } from './dom.js'
import { icon } from './icons.js'

const names = (agents: ReadonlyArray<string>): string => (agents.length > 2 ? `${agents.length} people` : agents.join(' and '))

const line = (state: State): string => {
  const { phase, agents, capabilities } = state
  switch (phase) {
    case 'loading':
      return 'One moment…'
    case 'form':
    case 'starting':
      return 'Usually answers within minutes'
    case 'active':
      if (isCutOff(state)) return 'Not connected'
      if (agents.length > 0) return `You are talking to ${names(agents)}`
      return capabilities.async ? 'Write whenever you like' : 'Waiting for somebody to answer'
    case 'ended':
      return 'This chat has ended'
    case 'unavailable':
      return 'Not available'
  }
}

/** The header of a window with this title. */
export const createHeader = (title: string, { askEnd, minimise }: Actions) => {
  const status = make('p', { class: 'window-status' })
  const end = button({ class: 'quiet', 'aria-label': 'End chat' }, askEnd, icon('end'), make('span', { 'aria-hidden': 'true' }, 'End'))
  const element = make(
    'header',
    { class: 'window-head' },
    make('div', { class: 'window-titles' }, make('h2', { id: 'chat-title', tabindex: -1 }, title), status),
    end,
    button({ class: 'quiet square', 'aria-label': 'Minimise chat' }, minimise, icon('minimise'))
  )
  return {
    element,
    draw: (state: State): void => {
      write(status, line(state))
      element.dataset['presence'] = state.agents.length > 0 && !isCutOff(state) ? 'here' : 'away'
      show(end, state.phase === 'active')
    }
  }
}
