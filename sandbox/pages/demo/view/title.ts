/** Unread messages in the title of the page. */
import type { State } from '../model/State.js'

/** The title as the page has it, with the number before it. */
export const createTitle = () => {
  const own = document.title
  return {
    draw: ({ unread }: State): void => {
      const title = unread === 0 ? own : `(${unread}) ${own}`
      if (document.title !== title) document.title = title
    }
  }
}
