/** A file in the transcript: what it is, how far its way is, and how to get it. */
import type { FileInfo } from '../model/FileInfo.js'
import type { Delivery } from '../model/State.js'
import { safeUrl } from '../text/links.js'
import { fileSize } from '../text/times.js'
import type { Actions } from './Actions.js'
import { button, make, set, show, unseen } from './dom.js'
import { icon } from './icons.js'

const facts = ({ size }: FileInfo): string => (size === undefined ? 'File' : fileSize(size))

/** Pictures that every browser shows. No SVG: one may hold scripts. */
const PICTURE = /^image\/(?:png|jpeg|gif|webp|avif)$/

/** The picture that the file is; undefined when it is none that can be shown. One whose address is no longer good is taken away. */
const createPicture = ({ type, url, preview }: FileInfo): HTMLImageElement | undefined => {
  const address = preview ?? (url === undefined ? undefined : safeUrl(url))
  if (address === undefined || type === undefined || !PICTURE.test(type)) return undefined
  const picture = make('img', { class: 'file-picture', src: address, alt: '' })
  picture.addEventListener('error', () => picture.remove())
  return picture
}

/** How a file can be got. */
export interface FileUse {
  /** The service knows it. */
  readonly arrived: boolean
  /** The service can hand the file over itself; its link may have expired meanwhile. */
  readonly canFetch: boolean
}

/** A file, with a bar for its way. */
export const createFile = (file: FileInfo, { arrived, canFetch }: FileUse, { download }: Actions) => {
  const label: ReadonlyArray<Node | string> = [
    icon('file'),
    make('span', { class: 'file-text' }, make('span', { class: 'file-name' }, file.name), make('span', { class: 'file-facts' }, facts(file)))
  ]
  const url = file.url === undefined ? undefined : safeUrl(file.url)
  const element = make('div', { class: 'file' })
  const bar = make('progress', { max: 1, 'aria-label': `Sending ${file.name}` })

  const access = (): HTMLElement => {
    if (arrived && canFetch) return button({ class: 'file-link' }, () => download(file), unseen('Download '), ...label)
    if (!arrived || url === undefined) return make('span', { class: 'file-link' }, ...label)
    const target = { class: 'file-link', href: url, download: file.name, target: '_blank', rel: 'noopener noreferrer' }
    return make('a', target, unseen('Download '), ...label)
  }
  const way = access()
  const picture = createPicture(file)
  if (picture) way.prepend(picture)
  element.append(way, bar)

  return {
    element,
    draw: (delivery: Delivery): void => {
      show(bar, delivery.state === 'pending' || delivery.state === 'waiting')
      set(bar, 'value', delivery.state === 'pending' ? delivery.progress : undefined)
    }
  }
}
