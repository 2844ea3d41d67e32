/** Tells the agent what the customer looks at, as sites do: as data of the chat, and, where the back end has such a thing, as a notice. */
import type { Service } from './bus/service.js'

/** From now on, each link of the site's main navigation that is followed is told. Before a chat it goes with the next one. */
export const tellWhatIsLookedAt = (service: Service): void => {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('header nav a')) {
    link.addEventListener('click', () => {
      const looksAt = link.textContent
      // Back ends without one of the two refuse it, and the chat goes on.
      service.ask('updateUserData', { looksAt })
      service.ask('sendCustomNotice', { message: `looks at ${looksAt}` })
    })
  }
}
