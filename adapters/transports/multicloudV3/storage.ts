/** What survives navigation. The names are an interface: sites delete `session` to end a chat on this device. */
import type { Store } from '../Environment'
import { sessionIn } from './token'
import type { Session } from './token'

/** Source: observed behaviour of Genesys Widgets 9. */
const PREFIX = '_genesys.widgets.webchat.state.pureengage-v3-rest.'
const NAMES = ['keys', 'session', 'index'] as const

/** A chat that is kept. */
export interface Kept {
  /** Somebody has ended it on this device: another tab, or the site. What another tab has begun since is another chat. */
  readonly isGone: () => boolean
  /** The message that came last, by its index. */
  readonly reached: (index: string) => void
  /** It is over. Leaves alone what another tab has begun since. */
  readonly forget: () => void
}

/** `keepsToken`: whether the token is stored here; else the page keeps it. */
export const storage = (store: Store, { keepsToken }: { readonly keepsToken: boolean }) => {
  const get = (name: (typeof NAMES)[number]): string => store.get(PREFIX + name) ?? ''
  const set = (name: (typeof NAMES)[number], value: string): void => store.set(PREFIX + name, value)
  const clear = (): void => NAMES.forEach((name) => store.remove(PREFIX + name))

  /** Forgets the chat, unless another one is stored by now. */
  const forget = (sessionId: string): void => {
    const stored = get('session')
    if (stored === '' || stored === sessionId) clear()
  }

  return {
    forget,
    /** The id of the chat that is stored; empty when there is none. */
    sessionId: (): string => get('session'),
    /** The chat that is stored with its token; `undefined`: none that can be taken up. */
    read: (): Session | undefined => {
      const session = sessionIn(get('keys'))
      return session?.sessionId === get('session') ? session : undefined
    },
    /** Keeps the chat, and answers for it from then on. */
    keep: ({ token, sessionId }: Session): Kept => {
      if (keepsToken) set('keys', token)
      set('session', sessionId)
      // A store that keeps nothing (blocked cookies) must not look like a chat that was ended.
      const works = get('session') === sessionId
      const isGone = (): boolean => works && get('session') !== sessionId
      return {
        isGone,
        reached: (index) => {
          if (!isGone()) set('index', index)
        },
        forget: () => forget(sessionId)
      }
    }
  }
}

/** What is kept for all chats of a site. */
export type Storage = ReturnType<typeof storage>
