/** What survives navigation. The names are an interface: sites delete `ConversationID` to kill a session. */
import type { Store } from '../Environment'
import type { Chat } from './Chat'

/** Source: observed behaviour of Genesys Widgets 9. */
const PREFIX = '_genesys.widgets.webchat.state.purecloud-v2-sockets.'

const KEYS = ['JWtoken', 'ConversationID', 'MemberID', 'WS_URL', 'LastMsgId'] as const

/** Ids become parts of addresses, and what a cookie says need not be what we wrote. */
const isId = (text: string | undefined): text is string => text !== undefined && /^[\w-]+$/.test(text)

export type Stored = { readonly _tag: 'None' } | { readonly _tag: 'Unusable' } | { readonly _tag: 'Chat'; readonly chat: Chat }

export const storage = (store: Store) => {
  const get = (key: (typeof KEYS)[number]): string | undefined => store.get(PREFIX + key) || undefined

  const read = (): Stored => {
    const [jwt, conversationId, memberId, uri] = KEYS.map(get)
    // Without its id nobody can want it back: killed, or never there.
    if (conversationId === undefined) return { _tag: 'None' }
    return isId(conversationId) && isId(memberId) && jwt !== undefined && /^[\w.~+/=-]+$/.test(jwt) && uri !== undefined && /^wss?:\/\/[^\s/]/i.test(uri)
      ? { _tag: 'Chat', chat: { conversationId, memberId, jwt, uri } }
      : { _tag: 'Unusable' }
  }

  const clear = (): void => KEYS.forEach((key) => store.remove(PREFIX + key))

  return {
    read,
    clear,
    /** Keeps the chat, and answers for it from then on. */
    keep: ({ conversationId, memberId, jwt, uri }: Chat) => {
      const values = [jwt, conversationId, memberId, uri]
      KEYS.forEach((key, i) => store.set(PREFIX + key, values[i] ?? ''))
      // A store that keeps nothing (blocked cookies) must not look like a killed session.
      const works = get('ConversationID') === conversationId
      const isOurs = (): boolean => get('ConversationID') === conversationId
      return {
        /** Somebody deleted it to end the session on this device. */
        killed: (): boolean => works && get('ConversationID') === undefined,
        reached: (messageId: string): void => {
          if (isOurs()) store.set(`${PREFIX}LastMsgId`, messageId)
        },
        /** Leaves alone what another page has begun since. */
        forget: (): void => {
          if (isOurs() || get('ConversationID') === undefined) clear()
        }
      }
    }
  }
}

export type Kept = ReturnType<ReturnType<typeof storage>['keep']>
