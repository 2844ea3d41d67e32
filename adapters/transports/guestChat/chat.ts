/** One chat, from its first connection to its end: it is entered, answers calls, and tells what happens in it. */
import * as E from 'fp-ts/Either'
import { finalize, map, Observable, Subscription, switchMap, tap } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Response } from '../../../lib'
import { refused } from '../../../lib/timeouts'
import { success } from '../../../lib/Response'
import { NO_SESSION, UNSUPPORTED } from '../../../lib/Transport'
import { ENDED } from '../conversation/Conversation'
import { createLastWords } from '../conversation/lastWords'
import { talk } from '../conversation/talk'
import type { Environment } from '../Environment'
import type { Answered } from '../rest'
import { createApi } from './api'
import type { ServerClock } from '../clock'
import type { GuestChatConfig } from './config'
import { createHistory, isDoubtful } from './history'
import { meant } from './meaning'
import type { Beginning, Step } from './meaning'
import { createRecords } from './records'
import { entryOf, telling } from './roster'
import { createSeen } from './seen'
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
  /** What the transport can do: sites hear of it with each chat that is taken up. Source: observed behaviour of Genesys Widgets 9. */
  readonly capable: Inbound
  /** Told of each chat that comes about, before anybody hears of it. */
  readonly entered: (chat: Chat) => void
}

/** What is answered to calls for which there is no chat. */
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
    const lastWords = createLastWords(scheduler)
    /** The customer has ended it: nobody hears of it any more, and only what was said before still goes out. */
    let isLeaving = false
    /** There once the chat has come about. */
    let kept: Kept | undefined
    let lastMessageId = session.lastMessageId

    const api = createApi({ environment, config, session, now: clock.now })
    const records = createRecords({ id: self, role: 'CUSTOMER', ...guest })
    const reported = createSeen()
    const history = createHistory({ api, records, self, beginsHere: beginning !== undefined, inPages, now: clock.now, localNow: () => scheduler.now() })
    const isKilled = (): boolean => kept !== undefined && !isLeaving && kept.isKilled()
    const suspect = (): void => conversation.suspect()
    const wire = createWire({ environment, config, session, api, history, clock, isKilled, suspect })
    const conversation = talk(wire, { scheduler, random, online$, wakes$ })

    /** First forgotten, then told: who hears of the end may begin anew. */
    const end = (): void => {
      kept?.forget()
      life.unsubscribe()
      context.tell(ended)
    }

    const tell = (frame: Inbound): void => {
      if (!life.closed && !isLeaving) context.tell(frame)
    }

    /** Ended by the customer. Forgotten at once, left when what was said before has gone out. */
    const leave = (): Observable<Answer> => {
      isLeaving = true
      kept?.forget()
      return lastWords.spoken$.pipe(
        tap(() => life.unsubscribe()),
        switchMap(() => api.leave()),
        map(replied),
        finalize(() => life.unsubscribe())
      )
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
      const frames: Inbound[] = []
      return history.older((unit) => entryOf(terms, { unit, record: records.get(unit.memberId) })).pipe(
        map((page): Answer => {
          if (E.isLeft(page)) return page
          const { response, entries, unreadable } = page.right
          if (entries.length > 0) frames.push(telling('older', entries, { ...session, lastMessageId }))
          for (const { entry, malformed } of unreadable) {
            if (reported.isNew(entry)) frames.push(E.left(malformed))
          }
          return E.right({ response })
        }),
        finalize(() => frames.forEach(tell))
      )
    }

    const call = (given: Call): Observable<Progress | Answer> => {
      if (life.closed || isLeaving) return noChat
      switch (given.type) {
        case 'end':
          return leave()
        case 'sendMessage':
          return unlessKilled(lastWords.counted(conversation.say(given.text)))
        case 'sendTyping':
          return unlessKilled(type())
        case 'fetchHistory':
          return older()
        default:
          return refused(UNSUPPORTED, given.type)
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
      if (isLeaving) return
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
    if (!caller.closed) life.add(conversation.told$.pipe(meant({ terms, api, records, reported, scheduler, coming })).subscribe(take))

    return () => {
      if (kept !== undefined) return
      life.unsubscribe()
      // Nothing is left behind when a chat does not come about.
      if (beginning !== undefined) open.add(api.leave().subscribe())
    }
  })
