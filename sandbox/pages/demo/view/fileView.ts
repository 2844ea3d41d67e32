/** A file in the transcript: what it is, how far its way is, and how to get it. */
import type { Delivery, FileInfo } from '../model/State.js'
import { safeUrl } from '../text/links.js'
import { fileSize } from '../text/times.js'
import type { Actions } from './Actions.js'
import { button, make, set, show, unseen } from './dom.js'
import { icon } from './icons.js'

const facts = ({ size }: FileInfo): string => (size === undefined ? 'File' : fileSize(size))

/** `canFetch`: the service can hand the file over itself; its link may have expired meanwhile. */
export const createFile = (file: FileInfo, arrived: boolean, canFetch: boolean, { download }: Actions) => {
  const label: ReadonlyArray<Node | string> = [
    icon('file'),
    make('span', { class: 'file-text' }, make('span', { class: 'file-name' }, file.name), make('span', { class: 'file-facts' }, facts(file)))
  ]
  const url = file.url === undefined ? undefined : safeUrl(file.url)
  const element = make('div', { class: 'file' })
  const bar = make('progress', { max: 1, 'aria-label': `Sending ${file.name}` })

  if (arrived && canFetch) element.append(button({ class: 'file-link' }, () => download(file), unseen('Download '), ...label))
  else if (arrived && url !== undefined) element.append(make('a', { class: 'file-link', href: url, download: file.name, target: '_blank', rel: 'noopener noreferrer' }, unseen('Download '), ...label))
  else element.append(make('span', { class: 'file-link' }, ...label))
  element.append(bar)

  return {
    element,
    draw: (delivery: Delivery): void => {
      show(bar, delivery.state === 'pending')
      set(bar, 'value', delivery.state === 'pending' ? delivery.progress : undefined)
    }
  }
}
