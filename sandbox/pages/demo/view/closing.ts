/** What takes the composer's place once the chat has ended. */
import type { State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { button, make, show } from './dom.js'

/** The end of a chat, and the way to a new one. */
export const createClosing = ({ again }: Actions) => {
  const fresh = button({ class: 'primary wide' }, again, 'Start a new chat')
  const element = make('div', { class: 'closing' }, make('p', {}, 'This chat has ended. Thank you for talking to us.'), fresh)
  return {
    element,
    focus: () => fresh.focus(),
    draw: ({ phase }: State): void => show(element, phase === 'ended')
  }
}
