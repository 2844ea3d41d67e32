/** The button that opens the chat, with what came in meanwhile. */
import type { State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { button, make, set, show, write } from './dom.js'
import { icon } from './icons.js'

/** The button. */
export interface Launcher {
  readonly element: HTMLElement
  readonly draw: (state: State) => void
  readonly focus: () => void
}

/** Makes the button. */
export const createLauncher = ({ open }: Actions): Launcher => {
  const badge = make('span', { class: 'badge', 'aria-hidden': 'true' })
  const label = make('span', { class: 'launcher-label' })
  const element = button({ class: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, open, icon('chat'), label, badge)
  return {
    element,
    focus: () => element.focus(),
    draw: ({ phase, unread, open: isOpen }) => {
      const name = phase === 'active' || phase === 'ended' ? 'Continue the chat' : 'Chat with us'
      write(label, name)
      set(element, 'aria-label', unread === 0 ? name : `${name}, ${unread} unread ${unread === 1 ? 'message' : 'messages'}`)
      write(badge, unread > 99 ? '99+' : String(unread))
      show(badge, unread > 0)
      show(element, !isOpen)
    }
  }
}
