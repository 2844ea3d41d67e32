/** One chat, from its first connection to its end: it is entered, answers calls, and tells what happens in it. */
import * as E from 'fp-ts/Either'
import { finalize, map, Observable, Subscription, tap } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Response } from '../../../lib'
import { refused } from '../../../lib/timeouts'
import { success } from '../../../lib/Response'
import { NO_SESSION } from '../../../lib/Transport'
import { ENDED } from '../conversation/Conversation'
import { talk } from '../conversation/talk'
import type { Environment } from '../Environment'
import type { Answered } from '../rest'
import { createApi } from './api'
import type { ServerClock } from './clock'
import type { GuestChatConfig } from './config'
import { createHistory, isDoubtful } from './history'
import { meant } from './meaning'
import type { Beginning, Step } from './meaning'
import { createRecords } from './records'
import { entryOf, telling } from './roster'
import { shownOf } from './storage'
import type { Kept, Session, Storage } from './storage'
import { CONNECTED, unitOf } from './Unit'
import { createWire } from './wire'

/** Answers calls. What is called when it is over finds no session. */
export interface Chat {
  readonly call: (call: Call) => Observable<Progress | Answer>
}

/** What the chats of one transport have in common. */
export interface Context {
  readonly environment: Environment & { readonly scheduler: SchedulerLike }
  readonly config: GuestChatConfig
  readonly stored: Storage
  readonly clock: ServerClock
  /** Ends with the transport. */
  readonly open: Subscription
  readonly tell: (inbound: Inbound) => void
  /** What the transport can do: sites hear of it with each attempt to take up a chat. Source: observed behaviour of Genesys Widgets 9. */
  readonly capable: Inbound
  /** Told of each chat that comes about, before anybody hears of it. */
  readonly entered: (chat: Chat) => void
}

export const noChat = refused(NO_SESSION, 'There is no active chat session.')

const replied = (answer: Answered): Answer => E.map((response: Response) => ({ response }))(answer)

const ended: Inbound = E.right({ _tag: 'Ended' })

/**
 * Enters a chat: one that has just been made (`beginning`), or one that is taken up again. Left before it has answered, it
 * is given up; after that it lives by itself, and is told until its end.
 */
export const enter = (context: Context, session: Session, beginning?: Beginning): Observable<Answer> =>
  new Observable((caller) => {
    const { environment, config, stored, clock, open } = context
    const { scheduler, random, online$, wakes$ } = environment
    const { pagination: inPages, botEventsEnabled: bots } = config.transport
    const self = session.memberId
    const terms = { session, bots }
    const coming = beginning === undefined ? undefined : unitOf({ kind: CONNECTED, memberId: self, original: beginning.member }, clock.now)
    const guest = beginning === undefined ? {} : { displayName: beginning.displayName, state: CONNECTED }
    const life = new Subscription()
    /** There once the chat has come about. */
    let kept: Kept | undefined
    let lastMessageId = session.lastMessageId

    const api = createApi({ environment, config, session, now: clock.now })
    const records = createRecords({ id: self, role: 'CUSTOMER', ...guest })
    const history = createHistory({ api, records, self, beginsHere: beginning !== undefined, inPages, now: clock.now, localNow: () => scheduler.now() })
    const isKilled = (): boolean => kept?.isKilled() ?? false
    const suspect = (): void => conversation.suspect()
    const wire = createWire({ environment, config, session, api, history, records, clock, isKilled, suspect })
    const conversation = talk(wire, { scheduler, random, online$, wakes$ })

    /** Lets go of the chat: what is told of it is nobody's from here on. */
    const close = (): void => {
      kept?.forget()
      life.unsubscribe()
    }

    /** First forgotten, then told: who hears of the end may begin anew. */
    const end = (): void => {
      close()
      context.tell(ended)
    }

    const tell = (frame: Inbound): void => {
      if (!life.closed) context.tell(frame)
    }

    /** Nothing is asked in a session that was ended on this device. */
    const unlessKilled = (asked$: Observable<Progress | Answer>): Observable<Progress | Answer> => {
      if (!isKilled()) return asked$
      end()
      return noChat
    }

    /** That typing stopped cannot be said. Source: OpenAPI definition. */
    const type = (): Observable<Answer> =>
      api.typing().pipe(
        tap((answer) => {
          if (E.isLeft(answer) && isDoubtful(answer.left)) suspect()
        }),
        map(replied)
      )

    /** The entries are told when whoever asked has their answer. */
    const older = (): Observable<Answer> => {
      let frame: Inbound | undefined
      return history.older((unit) => entryOf(terms, { unit, record: records.get(unit.memberId) })).pipe(
        map((page): Answer => {
          if (E.isLeft(page)) return page
          const { response, entries } = page.right
          if (entries.length > 0) frame = telling('older', entries, { ...session, lastMessageId })
          return E.right({ response })
        }),
        finalize(() => {
          if (frame !== undefined) tell(frame)
        })
      )
    }

    const call = (given: Call): Observable<Progress | Answer> => {
      if (life.closed) return noChat
      switch (given.type) {
        case 'end':
          close()
          return api.leave().pipe(map(replied))
        case 'sendMessage':
          return unlessKilled(conversation.say(given.text))
        case 'sendTyping':
          return unlessKilled(type())
        case 'fetchHistory':
          return older()
        default:
          return refused('unsupported', given.type)
      }
    }

    const answer = (reply: Answer): void => {
      caller.next(reply)
      caller.complete()
    }

    /** It has come about. */
    const come = (): void => {
      const reached = { ...session, lastMessageId }
      kept = stored.keep(reached)
      context.entered({ call })
      answer(E.right({ response: beginning?.response ?? success(), session: { shown: shownOf(reached) } }))
    }

    const take = ({ told, roster, frames }: Step): void => {
      if (roster.lastMessageId !== lastMessageId) {
        lastMessageId = roster.lastMessageId
        kept?.reached(lastMessageId)
      }
      if (told._tag === 'Entered') come()
      for (const frame of frames) tell(frame)
      if (told._tag === 'Entered' && beginning === undefined) tell(context.capable)
      if (told._tag !== 'Over') return
      if (kept !== undefined) end()
      else answer(E.left(told.why ?? ENDED))
    }

    open.add(life)
    life.add(() => kept?.leave())
    // Given up while it was made: only left again.
    if (!caller.closed) life.add(conversation.told$.pipe(meant({ terms, api, records, scheduler, coming })).subscribe(take))

    return () => {
      if (kept !== undefined) return
      life.unsubscribe()
      // Nothing is left behind when a chat does not come about.
      if (beginning !== undefined) open.add(api.leave().subscribe())
    }
  })
