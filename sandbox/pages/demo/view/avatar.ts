/** The face of somebody: a picture where there is one, initials otherwise. Their name stands beside it. */
import type { Person } from '../model/State.js'
import { initials, tint } from '../text/names.js'
import { make } from './dom.js'
import { icon } from './icons.js'

const TINTS = 5

/** The face of this person. */
export const avatar = ({ name, party, avatar: url }: Person): HTMLElement => {
  const face = make('span', { class: `avatar tint-${tint(name, TINTS)}`, 'aria-hidden': 'true' }, party === 'Bot' ? icon('bot') : initials(name))
  if (url !== undefined && /^(https?:|\/)/.test(url)) {
    const picture = make('img', { src: url, alt: '', width: 32, height: 32 })
    picture.addEventListener('error', () => picture.remove())
    face.append(picture)
  }
  return face
}
