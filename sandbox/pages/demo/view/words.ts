/** A text with its links, as nodes. */
import type { Piece } from '../text/links.js'
import { pieces } from '../text/links.js'
import { make, unseen } from './dom.js'

/** A link that leads away, in a window of its own. */
export const outbound = (url: string, ...children: ReadonlyArray<Node | string>): HTMLAnchorElement =>
  make('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children, unseen(' (opens in a new window)'))

const nodeOf = ({ text, url }: Piece): Node => {
  if (url === undefined) return document.createTextNode(text)
  return url.startsWith('mailto:') ? make('a', { href: url }, text) : outbound(url, text)
}

/** The nodes that show this text. */
export const words = (text: string): ReadonlyArray<Node> => pieces(text).map(nodeOf)
