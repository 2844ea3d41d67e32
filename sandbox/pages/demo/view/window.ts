/** The chat window: a dialog beside the page, or all of the screen where that is small. */
import type { State } from '../model/State.js'
import type { Limit } from '../text/length.js'
import type { Actions } from './Actions.js'
import { createBanner } from './banner.js'
import { createClosing } from './closing.js'
import { createComposer } from './composer.js'
import { createConfirm } from './confirm.js'
import { createConversation } from './conversation.js'
import { make, set, show, write } from './dom.js'
import { createForm } from './form.js'
import { createHeader } from './header.js'

/** Also in window.css, where the window fills the screen. */
const SMALL = matchMedia('(max-width: 30em), (max-height: 30em)')

/** What a window is made of. */
export interface WindowParts {
  readonly title: string
  readonly actions: Actions
  /** How long a message may be. */
  readonly limit: Limit
  /** The elements of the page that a window over all of the screen covers. */
  readonly behind: () => Iterable<Element>
}

/** The window. */
export const createWindow = ({ title, actions, limit, behind }: WindowParts) => {
  const header = createHeader(title, actions)
  const banner = createBanner(actions)
  const form = createForm(actions)
  const conversation = createConversation(actions)
  const composer = createComposer(actions, limit)
  const closing = createClosing(actions)
  const confirm = createConfirm(actions)
  const loading = make('p', { class: 'loading', role: 'status' })
  const parts = make('div', { class: 'window-parts' }, header.element, banner.element, loading, form.element, conversation.element, composer.element, closing.element)
  const element = make('section', { class: 'window', role: 'dialog', 'aria-labelledby': 'chat-title' }, parts, confirm.element)

  /** Files dragged over the window can be dropped on it. */
  const drop = make('p', { class: 'drop', 'aria-hidden': 'true' }, 'Drop files here to send them')
  element.append(drop)
  let takesFiles = false
  const isOfFiles = (event: DragEvent): boolean => takesFiles && event.dataTransfer?.types.includes('Files') === true
  element.addEventListener('dragover', (event) => {
    if (!isOfFiles(event)) return
    event.preventDefault()
    show(drop, true)
  })
  element.addEventListener('dragleave', ({ relatedTarget }) => {
    const isInside = relatedTarget instanceof Node && element.contains(relatedTarget)
    if (!isInside) show(drop, false)
  })
  element.addEventListener('drop', (event) => {
    show(drop, false)
    if (!isOfFiles(event)) return
    event.preventDefault()
    actions.sendFiles([...(event.dataTransfer?.files ?? [])])
  })
  show(drop, false)

  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    if (confirm.element.hidden) actions.minimise()
    else actions.keep()
  })

  /** The page behind a window that covers it is out of reach. */
  const cover = ({ open, confirming }: Pick<State, 'open' | 'confirming'>): void => {
    const covers = open && SMALL.matches
    set(element, 'aria-modal', covers ? 'true' : undefined)
    // A question is answered first, too.
    for (const other of behind()) set(other, 'inert', covers || (open && confirming))
    document.documentElement.classList.toggle('covered', covers)
  }
  SMALL.addEventListener('change', () => cover({ open: !element.hidden, confirming: !confirm.element.hidden }))

  const focus = (phase: State['phase']): void => {
    switch (phase) {
      case 'form':
      case 'starting':
        return form.focus()
      case 'active':
        return composer.focus()
      case 'ended':
        return closing.focus()
      case 'loading':
      case 'unavailable':
        return element.querySelector<HTMLElement>('#chat-title')?.focus()
    }
  }

  return {
    element,
    input: composer.input,
    addDraft: composer.addDraft,
    focus,
    draw: (state: State, before: State): void => {
      const held = element.contains(document.activeElement)
      const { phase, open, confirming, capabilities } = state
      takesFiles = phase === 'active' && capabilities.upload && !confirming
      show(element, open)
      cover(state)
      write(loading, phase === 'unavailable' ? 'The chat is not available right now. Please come back later.' : 'One moment…')
      show(loading, phase === 'loading' || phase === 'unavailable')
      show(form.element, phase === 'form' || phase === 'starting')
      show(conversation.element, phase === 'active' || phase === 'ended')
      header.draw(state)
      banner.draw(state)
      form.draw(state, before)
      composer.draw(state, before)
      closing.draw(state)
      confirm.draw(state)
      set(parts, 'inert', confirming)
      conversation.draw(state, before)
      // The focus stays in the window when what held it goes.
      const opened = confirming && !before.confirming
      const closed = before.confirming && !confirming
      if (opened) confirm.focus()
      else if (open && held && (phase !== before.phase || closed)) focus(phase)
    }
  }
}
