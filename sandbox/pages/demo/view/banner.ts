/** What stands above the transcript: the state of the connection, and errors in words. */
import { connectionOf } from '../model/connection.js'
import type { State } from '../model/State.js'
import type { Actions } from './Actions.js'
import { button, make, show, write } from './dom.js'
import { icon } from './icons.js'

const words = {
  online: '',
  offline: 'You are offline. What you write goes out by itself when you are back.',
  lost: 'The connection is lost. Reconnecting…',
  back: 'You are connected again.'
} as const

/** Both, for the top of the window. */
export const createBanner = ({ dismiss }: Actions) => {
  const told = make('p', { class: 'banner', role: 'status' })
  const problem = make('p', { role: 'alert' })
  const notice = make('div', { class: 'notice' }, icon('warning'), problem, button({ class: 'link' }, dismiss, 'Dismiss'))
  return {
    element: make('div', { class: 'banners' }, told, notice),
    draw: (state: State): void => {
      const now = connectionOf(state)
      const line = state.phase === 'active' ? words[now] : ''
      write(told, line)
      told.dataset['connection'] = now
      told.dataset['shown'] = String(line !== '')
      write(problem, state.notice?.says ?? '')
      show(notice, state.notice !== undefined)
    }
  }
}
