/** Asks before the chat ends. */
import type { State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { button, make, set, show, write } from './dom.js'

/** The question, in front of the window. */
export const createConfirm = ({ keep, end }: Actions) => {
  const stay = button({ class: 'secondary' }, keep, 'Keep chatting')
  const leave = button({ class: 'danger' }, end, 'Yes, end it')
  const element = make(
    'div',
    { class: 'confirm', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'chat-end-title', 'aria-describedby': 'chat-end-text' },
    make(
      'div',
      { class: 'confirm-card' },
      make('h3', { id: 'chat-end-title' }, 'End this chat?'),
      make('p', { id: 'chat-end-text' }, 'You can read it until you leave this page, and start a new one at any time.'),
      make('div', { class: 'confirm-actions' }, stay, leave)
    )
  )
  // The focus stays with the question until it is answered.
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return
    event.preventDefault()
    const other = document.activeElement === stay ? leave : stay
    other.focus()
  })
  return {
    element,
    focus: () => stay.focus(),
    draw: ({ confirming, ending }: State): void => {
      show(element, confirming)
      write(leave, ending ? 'Ending…' : 'Yes, end it')
      set(leave, 'aria-disabled', ending ? 'true' : undefined)
    }
  }
}
