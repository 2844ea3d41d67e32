/** Marks the back end in use in the sandbox's own bar: the link to the address that this page has. */
import { set } from './dom.js'

const backEndIn = (address: string): string => new URL(address).searchParams.get('backend') ?? ''

/** Once, when the page is there. */
export const markBackEnd = (): void => {
  const here = backEndIn(window.location.href)
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.back-ends a')) set(link, 'aria-current', backEndIn(link.href) === here ? 'page' : undefined)
}
