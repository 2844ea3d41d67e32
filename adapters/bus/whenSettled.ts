/** Waits until a page has said what it has to say: its configuration may stand after our script. */
import type { Page } from './Page'

/** Ms after the page has loaded in which the incumbent's core may still come. */
const GRACE = 5_000

const whenLoaded = (page: Page, then: () => void): void => {
  if (page.document.readyState === 'complete') page.setTimeout(then, 0)
  else page.addEventListener('load', then)
}

/**
 * While the document is read: at its end, as the incumbent's core always comes after the page's own scripts. Later: at
 * once when there is a configuration, else when the page has loaded, else after the scripts that run now.
 */
export const whenSettled = (page: Page, then: () => void): void => {
  if (page.document.readyState === 'loading') page.document.addEventListener('DOMContentLoaded', then, { once: true })
  else if (page._genesys?.widgets?.webchat) then()
  else whenLoaded(page, then)
}

export const afterLoad = (page: Page, then: () => void): void => whenLoaded(page, () => void page.setTimeout(then, GRACE))
