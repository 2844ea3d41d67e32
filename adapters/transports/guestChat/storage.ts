/** What survives navigation. The names are an interface: sites delete `ConversationID` to kill a session. */
import * as E from 'fp-ts/Either'
import type { Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { NO_SESSION } from '../../../lib/Transport'
import type { Store } from '../Environment'

/** Source: observed behaviour of Genesys Widgets 9. */
const PREFIX = '_genesys.widgets.webchat.state.purecloud-v2-sockets.'

const NAMES = { jwt: 'JWtoken', conversationId: 'ConversationID', memberId: 'MemberID', WebSocketUrl: 'WS_URL', lastMessageId: 'LastMsgId' }

export const LOST = 'The chat session could not be restored.'

type Field = keyof typeof NAMES

/**
 * One guest chat, in the words of the incumbent's `getSessionData`. `memberId`: the guest's own. `WebSocketUrl`: used
 * verbatim, it holds a token and has had four shapes so far.
 */
export type Chat = Record<Field, string>

export const storage = (store: Store) => {
  const fields = Object.keys(NAMES) as ReadonlyArray<Field> // those and no others
  const get = (field: Field): string => store.get(PREFIX + NAMES[field]) ?? ''
  const set = (chat: Chat, field: Field): void => store.set(PREFIX + NAMES[field], chat[field])
  const clear = (): void => fields.forEach((field) => store.remove(PREFIX + NAMES[field]))

  return {
    clear,
    read: (): E.Either<Response, Chat> => {
      const chat = Object.fromEntries(fields.map((field) => [field, get(field)])) as Chat // each of them
      // Without its id nobody can want it back: killed, or never there.
      if (!chat.conversationId) return E.left(failure(NO_SESSION, 'No chat session found to restore.'))
      // Ids become parts of addresses, and what a cookie says need not be what we wrote.
      return /^[\w.~+/=-]+ [\w-]+ [\w-]+ wss?:\/\/[^\s/]\S*$/i.test([chat.jwt, chat.conversationId, chat.memberId, chat.WebSocketUrl].join(' '))
        ? E.right(chat)
        : E.left(failure('storage', LOST))
    },
    /** Keeps the chat, and answers for it from then on. */
    keep: (chat: Chat) => {
      fields.forEach((field) => set(chat, field))
      const id = (): string => get('conversationId')
      // A store that keeps nothing (blocked cookies) must not look like a killed session.
      const works = id() !== ''
      return {
        /** Somebody deleted it to end the session on this device. */
        killed: (): boolean => works && !id(),
        /** Another entry has come. */
        reached: (): void => {
          if (id() === chat.conversationId) set(chat, 'lastMessageId')
        },
        /** Leaves alone what another page has begun since. */
        forget: (): void => {
          if (!id() || id() === chat.conversationId) clear()
        }
      }
    }
  }
}

export type Kept = ReturnType<ReturnType<typeof storage>['keep']>
