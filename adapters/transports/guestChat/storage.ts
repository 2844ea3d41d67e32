/** What survives navigation. The names are an interface: sites delete `ConversationID` to kill a session. */
import * as E from 'fp-ts/Either'
import { timer } from 'rxjs'
import type { SchedulerLike, Subscription } from 'rxjs'
import type { Data } from '../../../lib/data'
import type { Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { NO_SESSION, STORAGE } from '../../../lib/Transport'
import type { Store } from '../Environment'

/** Source: observed behaviour of Genesys Widgets 9. */
const PREFIX = '_genesys.widgets.webchat.state.purecloud-v2-sockets.'

const NAMES = { jwt: 'JWtoken', conversationId: 'ConversationID', memberId: 'MemberID', WebSocketUrl: 'WS_URL', lastMessageId: 'LastMsgId' }

/** Without the id of the conversation nothing is there for anybody: it comes last, and goes first. */
const FIELDS = ['jwt', 'memberId', 'WebSocketUrl', 'lastMessageId', 'conversationId'] as const

type Field = keyof typeof NAMES

/**
 * One guest chat, in the words of the incumbent's `getSessionData`. `jwt`: who has it is the guest. `memberId`: the
 * guest's own. `WebSocketUrl`: used verbatim, it holds a token and has had four shapes so far. `lastMessageId`: of the
 * message that came last.
 */
export type Session = Readonly<Record<Field, string>>

/** What goes with events. A literal, for this is made for each message. */
export const shownOf = (session: Session, lastMessageId = session.lastMessageId): Data => ({
  conversationId: session.conversationId,
  jwt: session.jwt,
  memberId: session.memberId,
  WebSocketUrl: session.WebSocketUrl,
  lastMessageId
})

/** The `statusText` of a restore that failed. Ours. */
export const LOST = 'The chat session could not be restored.'

/** Ms between two writes of the last message's id. */
const SELDOM = 1_000

/** What identifies the chat must have these shapes: ids become parts of addresses, and what a cookie says need not be what we wrote. */
const SHAPES: Readonly<Record<Exclude<Field, 'lastMessageId'>, RegExp>> = {
  jwt: /^[\w.~+/=-]+$/,
  conversationId: /^[\w-]+$/,
  memberId: /^[\w-]+$/,
  WebSocketUrl: /^wss?:\/\/[^\s/]\S*$/i
}

/** A chat that is kept. */
export interface Kept {
  /** It was ended on this device: somebody deleted it, and may have begun another one since, in another tab. */
  readonly isKilled: () => boolean
  /** A message of this id has come. Written now and then. */
  readonly reached: (lastMessageId: string) => void
  /** The page goes: what has not been written is. */
  readonly leave: () => void
  /** It is over. Leaves alone what another page has begun since. */
  readonly forget: () => void
}

/** The chat that a site's pages share. `scheduler`: by it what comes often is written seldom. */
export const storage = (store: Store, scheduler: SchedulerLike) => {
  const get = (field: Field): string => store.get(PREFIX + NAMES[field]) ?? ''
  const set = (field: Field, value: string): void => store.set(PREFIX + NAMES[field], value)
  const clear = (): void => [...FIELDS].reverse().forEach((field) => store.remove(PREFIX + NAMES[field]))

  /** Leaves alone what another page has begun since. */
  const forget = (conversationId: string): void => {
    const stored = get('conversationId')
    if (stored === '' || stored === conversationId) clear()
  }

  return {
    forget,
    /** The chat that is stored. What cannot be one is forgotten at once: nobody can come back to it. */
    read: (): E.Either<Response, Session> => {
      const session: Session = {
        jwt: get('jwt'),
        conversationId: get('conversationId'),
        memberId: get('memberId'),
        WebSocketUrl: get('WebSocketUrl'),
        lastMessageId: get('lastMessageId')
      }
      const isWhole = (Object.keys(SHAPES) as ReadonlyArray<keyof typeof SHAPES>).every((field) => SHAPES[field].test(session[field])) // those keys and no others
      if (isWhole) return E.right(session)
      clear()
      // Without its id nobody can want it back: killed, or never there.
      return E.left(session.conversationId === '' ? failure(NO_SESSION, 'No chat session found to restore.') : failure(STORAGE, LOST))
    },
    /** Keeps the chat, and answers for it from then on. */
    keep: (session: Session): Kept => {
      const { conversationId } = session
      FIELDS.forEach((field) => set(field, session[field]))
      const stored = (): string => get('conversationId')
      // A store that keeps nothing (blocked cookies) must not look like a killed session.
      const works = stored() !== ''
      let alarm: Subscription | undefined
      /** What has not been written. */
      let latest: string | undefined

      const write = (): void => {
        alarm?.unsubscribe()
        alarm = undefined
        if (latest !== undefined && stored() === conversationId) set('lastMessageId', latest)
        latest = undefined
      }

      return {
        isKilled: () => works && stored() !== conversationId,
        reached: (lastMessageId) => {
          latest = lastMessageId
          alarm ??= timer(SELDOM, scheduler).subscribe(write)
        },
        leave: write,
        forget: () => {
          latest = undefined
          write()
          forget(conversationId)
        }
      }
    }
  }
}

/** What `storage` makes. */
export type Storage = ReturnType<typeof storage>
