/** One chat, from its first connection to its end: everything is told in order, and once. */
import * as E from 'fp-ts/Either'
import { EMPTY, finalize, map, Observable, of, Subscription, switchMap, tap, timeout, timer } from 'rxjs'
import type { Call, Entry, Era, Inbound, Response } from '../../../lib'
import { inTime, refused } from '../../../lib/refused'
import { failure, success } from '../../../lib/Response'
import { NO_MORE, NO_SESSION } from '../../../lib/Transport'
import type { Answer } from '../../../lib/Transport'
import { oneByOne } from '../oneByOne'
import { reconnecting } from '../reconnecting'
import type { Answered } from '../rest'
import { socket } from '../socket'
import { together } from '../together'
import { createApi } from './api'
import type { Asked, Context, Listed } from './api'
import type { Member } from './codecs'
import { inOrder, isUnit } from './inOrder'
import type { Item } from './inOrder'
import { createRoom, ended, stateOf } from './room'
import type { Records } from './room'
import { LOST } from './storage'
import type { Chat, Kept } from './storage'
import { readFrame, unitOf } from './Unit'
import type { Unit } from './Unit'

/** Ms that a socket may take to open. */
const CONNECT = 10_000
/** Ms that a unit may wait for the record of its member. */
const PATIENCE = 5_000
/** Ms after which an own message that did not come back on the stream is looked for. */
const ECHO = 3_000
/** Ms that the end waits for what was said before it. */
const LAST_WORDS = 2_000
/** How many entries before the last one a gap is read from: the last ones may have come out of order. */
const OVERLAP = 10

interface Items {
  readonly items: ReadonlyArray<Item>
}

const itemsOf = (answer: E.Either<Response, Items>): ReadonlyArray<Item> => (E.isRight(answer) ? answer.right.items : [])

const replied: (answer: Answered) => Answer = E.map((response) => ({ response }))

export const none = refused(NO_SESSION, 'There is no active chat session.')

/** Perhaps the chat is over, the token of no more use, or an id not known any more: what is not documented is asked for. */
const isDoubtful = ({ status }: Response): boolean => [400, 401, 404].includes(status)

/**
 * Enters a chat. `created`: the answer that made it, for a guest of that name; without it, the chat is taken up again.
 * Left before it has answered, it is given up; after that it lives by itself, and tells `frames$` until its end.
 */
export const enter = (context: Context, chat: Chat, created?: Response, displayName?: string): Observable<Answer> =>
  new Observable((caller) => {
    const { config: { transport }, stored, open, frames$, scheduler } = context
    const api = createApi(context, chat)
    const telling = (era: Era, ...given: ReadonlyArray<Entry>): Inbound => E.right({ _tag: 'Entries', era, entries: given, session: { shown: { ...chat } } })
    const records: Records = new Map()
    const { entries, live, members } = createRoom(records, chat.memberId, transport.botEventsEnabled, scheduler, telling)
    const learn = (member: Member): void => void records.set(member.id, member)
    const life = new Subscription()
    const inTurn = oneByOne()

    /** The ids of the entries that have come, in their order. */
    const seen = new Set<string>()
    /** Before which entry the history goes on, if it does: nothing was said before a chat that begins here. */
    let oldest: string | undefined | false
    /** There once the chat has come about. */
    let kept: Kept | undefined

    const isNew = (id: string): boolean => {
      if (seen.size === seen.add(id).size) return false
      chat.lastMessageId = id
      kept?.reached()
      return true
    }

    const answer = (reply: Answer): void => void of(reply).subscribe(caller)

    /** Lets go of the chat: its frames are nobody's from here on. */
    const close = (): void => {
      kept?.forget()
      life.unsubscribe()
    }

    const tell = (inbound: Inbound): void => {
      if (life.closed) return
      // First forgotten, then told: who hears of the end may begin anew.
      if (inbound === ended) close()
      frames$.next(inbound)
    }

    const read = (item: Item): ReadonlyArray<Inbound> => {
      if (!isUnit(item)) return [item]
      if (kept?.killed()) return [ended]
      return item.id === undefined || isNew(item.id) ? live(item) : []
    }

    const self = { id: chat.memberId, role: 'CUSTOMER', displayName }
    learn(self)

    const enqueue = inOrder(
      records,
      (id) => api.member(id).pipe(inTime(PATIENCE, scheduler)),
      life,
      (item, done) => {
        const told = read(item)
        if (isUnit(item) && told.includes(ended)) return lastWords()
        told.forEach(tell)
        done()
      }
    )

    // What happened while nobody listened.

    const missed = () =>
      api.after([...seen].at(-1 - OVERLAP)).pipe(switchMap((given) => (E.isLeft(given) && isDoubtful(given.left) ? api.after() : of(given))))

    /** The end may have overtaken what was said before it. Everything else is told no more. */
    const lastWords = (): void =>
      void life.add(
        missed()
          .pipe(inTime(LAST_WORDS, scheduler))
          .subscribe((words) => [...itemsOf(words).flatMap(read), ended].forEach(tell))
      )

    /** What a page shows. */
    const turn = ({ items, more }: Listed<Unit>): ReadonlyArray<Entry> => {
      oldest = more && items[0]?.id
      return items.flatMap(entries)
    }

    /**
     * What is to be told: the guest's own coming when the chat begins here; all that was said and who is there when it is
     * taken up again; after that what is new, and whether it is over.
     */
    const look = (): Asked<Items> => {
      if (!kept && created) return of(E.right({ items: [telling('live', ...entries(unitOf(created.member, 'CONNECTED', self)))] }))
      return together(api.member(chat.memberId), kept ? missed() : transport.pagination ? api.before() : api.after(), api.members()).pipe(
        map(([own, messages, everyone]): E.Either<Response, Items> => {
          const gone = E.isRight(own) ? own.right.state === 'DISCONNECTED' : [401, 404].includes(own.left.status)
          if (gone && kept) return E.right({ items: [...itemsOf(messages), ended] })
          if (E.isLeft(own)) return own
          if (gone) return E.left(failure('ended', LOST))
          if (E.isLeft(messages)) return messages
          if (E.isLeft(everyone)) return everyone
          const all = [own.right, ...everyone.right.items]
          all.forEach(learn)
          const states = all.map(stateOf)
          if (kept) return E.right({ items: [...messages.right.items, ...states] })
          states.forEach(live)
          messages.right.items.forEach(({ id = '' }) => isNew(id))
          return E.right({ items: [E.right({ _tag: 'Roster', members: members() }), telling('restored', ...turn(messages.right))] })
        })
      )
    }

    /** Something says that the chat may be over, or that something was missed. */
    const recheck = (): void => void life.add(look().subscribe((given) => itemsOf(given).forEach(enqueue)))

    /** Looks for an own message that does not come back. */
    const expect = (id: string): void =>
      void life.add(timer(ECHO, scheduler).subscribe(() => seen.has(id) || recheck()))

    /** What arrives while what belongs before it is being asked for. */
    let held: Item[] | undefined

    const receive = (item: Item): void => (held ? void held.push(item) : enqueue(item))

    /** One connection. While the socket cannot be had, at least what can be read is told, and the end noticed. */
    const connection = (healthy: () => void): Observable<never> =>
      new Observable((subscriber) => {
        let up = true
        held = []

        const fill = (): void => {
          subscriber.add(
            look().subscribe((given) => {
              const failed = E.isLeft(given) ? given : !up && E.left(failure('socket', 'The server could not be reached.'))
              if (failed && !kept) return answer(failed)
              const after = held
              const again = kept
              held = undefined
              if (!again) {
                kept = stored.keep(chat)
                context.call = call
                answer(E.right({ response: created ?? success(), session: { shown: { ...chat } } }))
              }
              itemsOf(given).forEach(enqueue)
              if (failed) return subscriber.complete()
              healthy()
              if (again) enqueue(E.right({ _tag: 'Regained' }))
              after?.forEach(enqueue)
            })
          )
        }

        subscriber.add(
          socket(context, chat.WebSocketUrl)
            .pipe(timeout({ first: CONNECT, each: transport.socketHeartbeatTrackerInterval, scheduler, with: () => EMPTY }))
            .subscribe({
              next: (news) => {
                if (news._tag === 'Opened') fill()
                if (news._tag === 'Received') {
                  const unit = readFrame(news.data, chat.conversationId)
                  receive(E.isLeft(unit) ? unit : unit.right)
                }
              },
              // Why is not decided by the code, which is undocumented on purpose, but by asking. Source: Genesys' forum.
              complete: () => {
                up = false
                if (held) fill()
                else {
                  enqueue(E.right({ _tag: 'Lost' }))
                  subscriber.complete()
                }
              }
            })
        )
      })

    /** Never sent twice: what the server refuses, also for a while (429), is the caller's to decide. */
    const ask = (request$: Observable<Answered>): Observable<Answer> => {
      if (kept?.killed()) {
        tell(ended)
        return none
      }
      return request$.pipe(
        tap((given) => E.isLeft(given) && isDoubtful(given.left) && recheck()),
        map(replied)
      )
    }

    /** The next older page that has something to show. Source of the end, a missing `next`: OpenAPI definition. */
    const older = (): Observable<Answer> => {
      if (!oldest) return refused(NO_MORE, 'No more messages to fetch.')
      return api.before(oldest).pipe(
        switchMap((page) => {
          if (E.isLeft(page)) return of(page)
          const given = turn(page.right)
          // First the answer, then the entries.
          return given.length > 0 ? of(E.right({ response: page.right.response })).pipe(finalize(() => tell(telling('older', ...given)))) : older()
        })
      )
    }

    const call = (given: Call): Observable<Answer> => {
      if (life.closed) return none
      switch (given.type) {
        case 'end':
          close()
          return api.leave().pipe(map(replied))
        case 'sendMessage':
          // In line: requests side by side may overtake each other.
          return ask(api.send(given.text).pipe(inTurn(), tap((answered) => E.isRight(answered) && expect(String(answered.right.id)))))
        case 'sendTyping':
          // That typing stopped cannot be said. Source: OpenAPI definition.
          return ask(api.typing())
        case 'fetchHistory':
          return older()
      }
      return refused('unsupported', given.type)
    }

    open.add(life)
    // Given up while it was made: only left again.
    if (!caller.closed) life.add(reconnecting({ ...context, base: transport.socketReconnectInterval })(connection).subscribe())

    return () => {
      if (kept) return
      life.unsubscribe()
      // Nothing is left behind when a chat does not come about.
      if (created) open.add(api.leave().subscribe())
    }
  })
