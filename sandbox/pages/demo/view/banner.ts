/** What stands above the transcript: the state of the connection, and errors in words. */
import type { State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { button, make, show, write } from './dom.js'
import { icon } from './icons.js'

const connection = {
  online: '',
  lost: 'The connection is lost. Reconnecting…',
  back: 'You are connected again.'
} as const

/** Both, for the top of the window. */
export const createBanner = ({ dismiss }: Actions) => {
  const words = make('p', { class: 'banner', role: 'status' })
  const problem = make('p', { role: 'alert' })
  const notice = make('div', { class: 'notice' }, icon('warning'), problem, button({ class: 'link' }, dismiss, 'Dismiss'))
  return {
    element: make('div', { class: 'banners' }, words, notice),
    draw: ({ connection: now, phase, notice: told }: State): void => {
      const line = phase === 'active' ? connection[now] : ''
      write(words, line)
      words.dataset['connection'] = now
      words.dataset['shown'] = String(line !== '')
      write(problem, told ?? '')
      show(notice, told !== undefined)
    }
  }
}
