/** What survives navigation. The names are an interface: sites delete `ConversationID` to kill a session. */
import * as E from 'fp-ts/Either'
import type { Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { NO_SESSION } from '../../../lib/Transport'
import type { Store } from '../Environment'

/** What identifies one guest chat, in the words of the incumbent's `getSessionData`. */
export interface Chat {
  readonly jwt: string
  readonly conversationId: string
  /** The guest's own. */
  readonly memberId: string
  /** Used verbatim: it holds a token and has had four shapes so far. */
  readonly WebSocketUrl: string
}

/** Source: observed behaviour of Genesys Widgets 9. */
const KEYS = ['JWtoken', 'ConversationID', 'MemberID', 'WS_URL', 'LastMsgId'].map((name) => `_genesys.widgets.webchat.state.purecloud-v2-sockets.${name}`)

export const storage = (store: Store) => {
  const get = (key: string): string => store.get(key) ?? ''
  const [, ID = '', , , LAST = ''] = KEYS

  const clear = (): void => KEYS.forEach((key) => store.remove(key))

  return {
    clear,
    read: (): E.Either<Response, Chat> => {
      const [jwt = '', conversationId = '', memberId = '', WebSocketUrl = ''] = KEYS.map(get)
      // Without its id nobody can want it back: killed, or never there.
      if (!conversationId) return E.left(failure(NO_SESSION, 'No chat session found to restore.'))
      // Ids become parts of addresses, and what a cookie says need not be what we wrote.
      const isId = /^[\w-]+$/
      return isId.test(conversationId) && isId.test(memberId) && /^[\w.~+/=-]+$/.test(jwt) && /^wss?:\/\/[^\s/]/i.test(WebSocketUrl)
        ? E.right({ jwt, conversationId, memberId, WebSocketUrl })
        : E.left(failure('storage', 'What was stored of the chat session cannot be used.'))
    },
    /** Keeps the chat, and answers for it from then on. */
    keep: ({ jwt, conversationId, memberId, WebSocketUrl }: Chat) => {
      const values = [jwt, conversationId, memberId, WebSocketUrl, '']
      KEYS.forEach((key, i) => store.set(key, values[i] ?? ''))
      // A store that keeps nothing (blocked cookies) must not look like a killed session.
      const works = get(ID) !== ''
      return {
        /** Somebody deleted it to end the session on this device. */
        killed: (): boolean => works && !get(ID),
        reached: (messageId: string): void => {
          if (get(ID) === conversationId) store.set(LAST, messageId)
        },
        /** Leaves alone what another page has begun since. */
        forget: (): void => {
          if ([conversationId, ''].includes(get(ID))) clear()
        }
      }
    }
  }
}
