/** Says to screen readers what is to be seen, and no more often than is bearable. */
import type { State } from '../model/State.js'
import { make } from './dom.js'

/** Ms between two sentences about typing. */
const TYPING_EVERY = 20_000

/** Ms after which a sentence is taken away again: it is news only once. */
const GONE_AFTER = 5_000

const news = (state: State, before: State): string | undefined => {
  if (state.phase !== before.phase) {
    if (state.phase === 'active') return before.phase === 'loading' ? 'Your chat is back.' : 'The chat has started.'
    if (state.phase === 'ended') return 'The chat has ended.'
  }
  if (state.unread > before.unread) return `${state.unread} unread ${state.unread === 1 ? 'message' : 'messages'} in the chat.`
  return undefined
}

/** `now`: ms, of any clock that goes on. */
export const createAnnouncer = (now: () => number = () => Date.now()) => {
  const element = make('p', { class: 'unseen', role: 'status' })
  let typingTold = -TYPING_EVERY
  let gone: ReturnType<typeof setTimeout> | undefined

  const say = (words: string): void => {
    element.textContent = words
    clearTimeout(gone)
    gone = setTimeout(() => {
      element.textContent = ''
    }, GONE_AFTER)
  }

  return {
    element,
    draw: (state: State, before: State): void => {
      const told = news(state, before)
      if (told !== undefined) return say(told)
      const { typing, open } = state
      if (!typing || before.typing || !open || now() - typingTold < TYPING_EVERY) return
      typingTold = now()
      say(`${typing.name} is typing.`)
    }
  }
}
