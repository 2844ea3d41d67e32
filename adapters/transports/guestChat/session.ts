/** One chat, from its first connection to its end: everything is told in order, and once. */
import * as E from 'fp-ts/Either'
import { EMPTY, finalize, map, Observable, of, Subject, Subscription, switchMap, take, tap, timeout, timer } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Entry, Era, Inbound, Response } from '../../../lib'
import { failure, success } from '../../../lib/Response'
import { NO_MORE, NO_SESSION } from '../../../lib/Transport'
import type { Answer } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { oneByOne } from '../oneByOne'
import { reconnecting } from '../reconnecting'
import type { Answered } from '../rest'
import { socket } from '../socket'
import { together } from '../together'
import type { Api, Asked, Listed } from './api'
import type { Member } from './codecs'
import type { GuestChatConfig } from './config'
import { entryOf, fromWire, isEnd, roster, stateOf } from './fromWire'
import type { Room } from './fromWire'
import type { storage } from './storage'
import { readFrame } from './Unit'
import type { Unit } from './Unit'

/** What every chat of one transport works with. */
export interface Context {
  readonly environment: Environment & { readonly scheduler: SchedulerLike }
  readonly config: GuestChatConfig
  readonly stored: ReturnType<typeof storage>
}

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

/** What is told in its turn: a unit that is still to be read, or what is told as it is. */
type Item = Unit | Inbound
type Items = ReadonlyArray<Item>

const ended: Inbound = E.right({ _tag: 'Ended' })

const isUnit = (item: Item | undefined): item is Unit => item !== undefined && 'kind' in item

const orNone = (answer: E.Either<Response, Items>): Items => (E.isRight(answer) ? answer.right : [])

const replied: (answer: Answered) => Answer = E.map((response) => ({ response }))

export const none = of(E.left(failure(NO_SESSION, 'There is no active chat session.')))

/** Perhaps the chat is over, the token of no more use, or an id not known any more: what is not documented is asked for. */
const isDoubtful = ({ status }: Response): boolean => status === 400 || status === 401 || status === 404

/**
 * Opens the stream. `created`: the answer that made the chat; without it, the chat is taken up again.
 * `answer`: hears once whether it has come about. `tell`: hears everything after that, the end last.
 */
export const createSession = (
  { environment, config, stored }: Context,
  api: Api,
  self: Member,
  created: Response | undefined,
  answer: (given: Answer) => void,
  tell: (inbound: Inbound) => void
) => {
  const { scheduler } = environment
  const { socketHeartbeatTrackerInterval, socketReconnectInterval, botEventsEnabled, pagination } = config.transport
  const { chat } = api
  const life = new Subscription()
  const recheck$ = new Subject<void>()
  const inTurn = oneByOne()

  const members = new Map<string | undefined, Member | undefined>([[self.id, self]])
  const room: Room = { self: self.id, members, presence: new Map(), bots: botEventsEnabled, clock: scheduler }
  const learn = (member: Member): void => void members.set(member.id, member)

  /** The ids of the entries that have come, in their order. */
  const order: string[] = []
  const seen = new Set<string>()
  let kept: ReturnType<Context['stored']['keep']> | undefined
  /** Before which the history goes on, and whether it does. */
  let oldest: string | undefined
  let more = true

  const data = () => ({ shown: { ...chat, lastMessageId: order.at(-1) ?? '' } })
  const entries = (era: Era, given: ReadonlyArray<Entry>): Inbound => E.right({ _tag: 'Entries', era, entries: given, session: data() })

  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false
    seen.add(id)
    order.push(id)
    kept?.reached(id)
    return true
  }

  const read = (unit: Unit): ReadonlyArray<Inbound> => {
    if (unit.id !== undefined && kept?.killed()) return [ended]
    return unit.id === undefined || isNew(unit.id) ? fromWire(room, unit, data()).map((frame) => E.right(frame)) : []
  }

  // In order: a unit waits for the record of its member, and those behind it for their turn.

  const queue: Item[] = []
  const asked = new Set<string | undefined>()
  let busy = false

  /** A record that could not be had is asked for again with the next unit, which does not wait. */
  const waits = (item: Item | undefined): boolean => isUnit(item) && asked.has(item.memberId) && !members.has(item.memberId)

  const proceed = (): void => {
    if (busy) return
    busy = true
    while (queue.length > 0 && !waits(queue[0])) {
      const item = queue.shift()
      if (item) (isUnit(item) ? read(item) : [item]).forEach(tell)
    }
    busy = false
  }

  const lookUp = (id: string): void => {
    asked.add(id)
    const answered = (record?: Member): void => {
      asked.delete(id)
      members.set(id, record)
      proceed()
    }
    life.add(
      api
        .member(id)
        .pipe(timeout({ first: PATIENCE, scheduler, with: () => of(undefined) }))
        .subscribe((given) => answered(given && E.isRight(given) ? given.right : undefined))
    )
  }

  const enqueue = (item: Item): void => {
    queue.push(item)
    if (isUnit(item) && item.memberId && (item.id !== undefined || item.kind === 'CONNECTED') && !members.get(item.memberId) && !asked.has(item.memberId))
      lookUp(item.memberId)
    proceed()
  }

  // What happened while nobody listened.

  const missed = (): Asked<Items> => {
    const after = order.at(-1 - OVERLAP)
    return api.after(after).pipe(
      switchMap((given) => (after && E.isLeft(given) && isDoubtful(given.left) ? api.after(undefined) : of(given))),
      map(E.map(({ items }) => items))
    )
  }

  /** The entries since, who is there, and whether it is over. */
  const gap = (): Asked<Items> =>
    kept?.killed()
      ? of(E.right([ended]))
      : together(api.self(), missed(), api.members()).pipe(
          map(([own, messages, everyone]): E.Either<Response, Items> => {
            const gone = E.isRight(own) ? own.right.state === 'DISCONNECTED' : own.left.status === 401 || own.left.status === 404
            if (gone) return E.right([...orNone(messages), ended])
            if (E.isLeft(own)) return own
            if (E.isLeft(messages)) return messages
            if (E.isLeft(everyone)) return everyone
            everyone.right.items.forEach(learn)
            return E.right([...messages.right, ...everyone.right.items.map(stateOf)])
          })
        )

  /** Ascending by time; entries without a time stay where they are. */
  const turn = ({ items, more: next }: Listed<Unit>): ReadonlyArray<Unit> => {
    const lines = [...items].sort((a, b) => a.at - b.at || 0)
    oldest = lines[0]?.id
    more = next !== undefined && lines.length > 0
    return lines
  }

  /** The guest's own coming; or who is there and what was said, when the chat is taken up again. */
  const first = (): Asked<Items> => {
    if (created) {
      kept = stored.keep(chat)
      return of(E.right([entries('live', entryOf(room, { kind: 'CONNECTED', memberId: self.id, at: NaN, id: `${self.id}-joined`, original: created.member }))]))
    }
    return together(api.members(), pagination ? api.before(undefined) : api.after(undefined)).pipe(
      map(([everyone, page]): E.Either<Response, Items> => {
        if (E.isLeft(everyone)) return everyone
        if (E.isLeft(page)) return page
        kept = stored.keep(chat)
        everyone.right.items.forEach((member) => {
          learn(member)
          fromWire(room, stateOf(member), data())
        })
        const lines = turn(page.right)
        lines.forEach(({ id = '' }) => isNew(id))
        return E.right([E.right({ _tag: 'Roster', members: roster(room) }), entries('restored', lines.flatMap((line) => entryOf(room, line)))])
      })
    )
  }

  let up = false
  /** What arrives while something that belongs before it is being asked for. */
  let held: Item[] | undefined

  const receive = (item: Item): void => {
    if (held) held.push(item)
    else if (isUnit(item) && isEnd(room, item)) {
      // It may have overtaken what was said before it.
      held = []
      life.add(
        missed()
          .pipe(timeout({ first: LAST_WORDS, scheduler, with: () => of(E.right([])) }))
          .subscribe((words) => [...orNone(words), item].forEach(enqueue))
      )
    } else enqueue(item)
  }

  /** One connection. While the socket cannot be had, at least what can be read is told, and the end noticed. */
  const connection = (healthy: () => void): Observable<never> =>
    new Observable((subscriber) => {
      let [open, filling] = [true, false]
      held = []

      const fill = (): void => {
        filling = true
        subscriber.add(
          (up ? gap() : first()).subscribe((given) => {
            const items = orNone(given)
            if (E.isLeft(given) && !up) return answer(given)
            if (E.isLeft(given) || !open) {
              items.forEach(enqueue)
              return subscriber.complete()
            }
            const [after, again] = [held ?? [], up]
            held = undefined
            up = true
            healthy()
            if (!again) answer(E.right({ response: created ?? success(), session: data() }))
            items.forEach(enqueue)
            if (again) enqueue(E.right({ _tag: 'Regained' }))
            after.forEach(receive)
          })
        )
      }

      subscriber.add(
        socket(environment, chat.WebSocketUrl)
          .pipe(timeout({ first: CONNECT, each: socketHeartbeatTrackerInterval, scheduler, with: () => EMPTY }))
          .subscribe({
            next: (news) => {
              if (news._tag === 'Opened') return fill()
              const unit = news._tag === 'Received' ? readFrame(news.data, chat.conversationId) : E.right(undefined)
              if (E.isLeft(unit)) receive(unit)
              else if (unit.right) receive(unit.right)
            },
            // Why is not decided by the code, which is undocumented on purpose, but by asking. Source: Genesys' forum.
            complete: () => {
              open = false
              if (!up) answer(E.left(failure('socket', 'The event stream could not be opened.')))
              else if (!held) {
                enqueue(E.right({ _tag: 'Lost' }))
                subscriber.complete()
              } else if (!filling) fill()
            }
          })
      )
    })

  life.add(recheck$.pipe(switchMap(gap)).subscribe((given) => orNone(given).forEach(enqueue)))
  life.add(reconnecting({ ...environment, base: socketReconnectInterval })(connection).subscribe())

  /** Never sent twice: what the server refuses, also for a while (429), is the caller's to decide. */
  const ask = (request$: Observable<Answered>): Observable<Answer> => {
    if (kept?.killed()) {
      recheck$.next()
      return none
    }
    return request$.pipe(
      tap((given) => E.isLeft(given) && isDoubtful(given.left) && recheck$.next()),
      map(replied)
    )
  }

  /** Looks for an own message that does not come back. */
  const expect = (id: unknown): void =>
    void life.add(
      timer(ECHO, ECHO, scheduler)
        .pipe(take(3))
        .subscribe(() => typeof id === 'string' && !seen.has(id) && recheck$.next())
    )

  /** The next older page that has something to show. Source of the end, a missing `next`: OpenAPI definition. */
  const older = (): Observable<Answer> => {
    const before = oldest ?? order[0]
    if (!more || !before) return of(E.left(failure(NO_MORE, 'No more messages to fetch.')))
    return api.before(before).pipe(
      switchMap((page) => {
        if (E.isLeft(page)) return of(page)
        const given = turn(page.right)
          // The guest's own coming was told when the chat began.
          .filter(({ kind, memberId }) => !created || kind !== 'member-join' || memberId !== self.id)
          .flatMap((line) => entryOf(room, line))
        // First the answer, then the entries.
        return given.length > 0 ? of(E.right({ response: page.right.response })).pipe(finalize(() => tell(entries('older', given)))) : older()
      })
    )
  }

  return {
    life,
    older,
    /** Own messages keep their order: requests side by side may overtake each other. */
    say: (text: string) => ask(api.say(text).pipe(inTurn(), tap((given) => E.isRight(given) && expect(given.right.id)))),
    typing: () => ask(api.typing()),
    leave: () => api.leave().pipe(map(replied)),
    /** Lets go of the chat: its frames are nobody's from here on. */
    close: (): void => {
      kept?.forget()
      life.unsubscribe()
    }
  }
}
