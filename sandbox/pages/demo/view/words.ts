/** A text with its links, as nodes. */
import { pieces } from '../text/links.js'
import { make, unseen } from './dom.js'

export const outbound = (url: string, ...children: ReadonlyArray<Node | string>): HTMLAnchorElement =>
  make('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children, unseen(' (opens in a new window)'))

export const words = (text: string): ReadonlyArray<Node> =>
  pieces(text).map(({ text: shown, url }) =>
    url === undefined ? document.createTextNode(shown) : url.startsWith('mailto:') ? make('a', { href: url }, shown) : outbound(url, shown)
  )
