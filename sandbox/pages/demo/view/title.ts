/** Unread messages in the title of the page. */
import type { State } from '../model/State.js'

export const createTitle = () => {
  const own = document.title
  return {
    draw: ({ unread }: State): void => {
      const title = unread === 0 ? own : `(${unread}) ${own}`
      if (document.title !== title) document.title = title
    }
  }
}
