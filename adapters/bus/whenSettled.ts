/** Waits until a page has said what it has to say: its configuration may stand after our script. */
import { attempt } from '../guarded'
import type { Page } from './Page'

/** Whether a site's widgets have a `webchat` section. Reading it may throw: then they have none that could be used. */
export const isConfigured = (widgets: unknown): boolean => Boolean(attempt(() => Object(widgets).webchat))

/** When the page has loaded; when it has already, after the scripts that run now. */
export const whenLoaded = (page: Page, then: () => void): void => {
  if (page.document.readyState === 'complete') page.setTimeout(then, 0)
  else page.addEventListener('load', then)
}

/**
 * While the document is read: at its end, as the incumbent's core always comes after the page's own scripts. Later: at
 * once when there is a configuration, else when the page has loaded, else after the scripts that run now.
 */
export const whenSettled = (page: Page, then: () => void): void => {
  if (page.document.readyState === 'loading') page.addEventListener('DOMContentLoaded', then)
  else if (isConfigured(page._genesys?.widgets)) then()
  else whenLoaded(page, then)
}
