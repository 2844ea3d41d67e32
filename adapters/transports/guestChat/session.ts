/** One chat from its first connection to its end: everything that is remembered of it is here. */
import * as E from 'fp-ts/Either'
import { concat, defer, EMPTY, finalize, from, map, mergeAll, mergeMap, of, Subject, switchMap, take, takeWhile, timer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { reconnecting } from '../reconnecting'
import type { Environment } from '../Environment'
import { watchedSocket } from '../socket'
import { together } from '../together'
import { createApi } from './api'
import { sessionOf } from './Chat'
import type { Chat } from './Chat'
import type { Member } from './codecs'
import type { GuestChatConfig } from './config'
import { connection, say } from './connection'
import type { Fill, Item, Out } from './connection'
import { createDirectory } from './directory'
import { inOrder } from './inOrder'
import { fromWire, stateOf } from './fromWire'
import type { Room } from './fromWire'
import { moved, nobody } from './presence'
import type { storage } from './storage'
import type { Kept } from './storage'
import type { Line } from './Wire'

/** Ms that a socket may take to open. */
const CONNECT = 10_000
/** Ms after which an own message that did not come back on the stream is looked for. */
const ECHO = 3_000
/** How many messages before the last one a gap is read from: the last ones may have come out of order. */
const OVERLAP = 10

const ended = say(E.right({ _tag: 'Ended' }))

const isLast = (out: Out): boolean => (out._tag === 'Answer' ? E.isLeft(out.answer) : out._tag === 'Right' && out.right._tag === 'Ended')

/** The guest's own record says that the chat is over, or that its token is of no more use. */
const isGone = (self: E.Either<Response, Member>): boolean =>
  E.isRight(self) ? self.right.state === 'DISCONNECTED' : self.left.status === 401 || self.left.status === 404

/** Perhaps the server does not know the id from which to read. Its answer to that is not documented. */
const isUnknown = ({ status }: Response): boolean => status === 400 || status === 404

export type Session = ReturnType<typeof createSession>

export const createSession = (
  environment: Environment & { readonly scheduler: SchedulerLike },
  config: GuestChatConfig,
  stored: ReturnType<typeof storage>,
  chat: Chat,
  self: Member
) => {
  const { scheduler } = environment
  const { socketHeartbeatTrackerInterval: silence, socketReconnectInterval: base, botEventsEnabled: bots } = config.transport
  const api = createApi(environment, config, chat)
  const { members, learn, lookUps, need } = createDirectory(api, scheduler, self)
  const recheck$ = new Subject<void>()
  const seen = new Set<string>()
  const order: string[] = []
  let presence = nobody
  let kept: Kept | undefined
  let began = false

  const room = (): Room => ({ self: chat.memberId, members, bots, now: scheduler.now() })
  const data = () => sessionOf(chat, order[order.length - 1] ?? '')
  const killed = (): boolean => kept?.killed() ?? false

  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false
    seen.add(id)
    order.push(id)
    kept?.reached(id)
    return true
  }

  const outsOf = (item: Item): ReadonlyArray<Out> => {
    if (item._tag === 'Say') return item.say()
    if (item._tag === 'Left') return [item]
    const unit = item.right
    if (unit._tag === 'Message') {
      if (killed()) return [E.right({ _tag: 'Ended' })]
      if (!isNew(unit.id)) return []
    }
    const [frames, next] = fromWire(room(), presence, unit, data())
    presence = next
    return frames.map((frame) => E.right(frame))
  }

  /** Whose record a unit needs. */
  const needs = (item: Item): Observable<unknown> | undefined =>
    item._tag === 'Right' && item.right.memberId !== undefined && (item.right._tag === 'Message' || (item.right._tag === 'Moved' && item.right.state === 'CONNECTED'))
      ? need(item.right.memberId)
      : undefined

  const others = (all: ReadonlyArray<Member>): ReadonlyArray<Member> => all.filter(({ id }) => id !== chat.memberId)

  const missed = (): Observable<E.Either<Response, ReadonlyArray<Item>>> => {
    const after = order[order.length - 1 - OVERLAP]
    return api
      .messages({ after })
      .pipe(switchMap((answer) => (E.isLeft(answer) && isUnknown(answer.left) && after !== undefined ? api.messages({}) : of(answer))))
  }

  /** What happened while nobody listened: the entries since, who is there, and whether it is over. */
  const fillGap: Fill = () =>
    killed()
      ? of(E.right([ended]))
      : together(api.self(), missed(), api.members()).pipe(
          map(([own, messages, everyone]): E.Either<Response, ReadonlyArray<Item>> => {
            if (isGone(own)) return E.right([...(E.isRight(messages) ? messages.right : []), ended])
            if (E.isLeft(own)) return own
            if (E.isLeft(messages)) return messages
            if (E.isLeft(everyone)) return everyone
            everyone.right.forEach(learn)
            return E.right([...messages.right, ...others(everyone.right).map((member) => E.right(stateOf(member)))])
          })
        )

  const regain: Fill = () => fillGap().pipe(map(E.map((items) => [...items, say(E.right({ _tag: 'Regained' }))])))

  const connect = (fill: Fill, filled: () => void): Observable<Item> =>
    connection(watchedSocket(environment, chat.uri, { connect: CONNECT, silence }), chat.conversationId, fill, filled)

  /** Tries the socket; while it cannot be had, at least what can be read is told, and the end noticed. */
  const again = (healthy: () => void): Observable<Item> => {
    let up = false
    const filled = (): void => {
      up = true
      healthy()
    }
    return concat(
      connect(regain, filled),
      defer(() => (up ? EMPTY : fillGap().pipe(mergeMap((items) => (E.isRight(items) ? items.right : [])))))
    )
  }

  /** `first`: what the first connection begins with. Without it there is no session, and the answer says why. */
  const life = (first: Fill): Observable<Out> => {
    let up = false
    let why = failure('socket', 'The event stream could not be opened.')
    const begin: Fill = () =>
      first().pipe(
        map((items) => {
          if (E.isLeft(items)) why = items.left
          return items
        })
      )
    const connections = reconnecting({ ...environment, base })((healthy) =>
      up
        ? again(healthy)
        : concat(
            connect(begin, () => {
              up = true
              healthy()
            }),
            defer(() => (up ? EMPTY : of(say({ _tag: 'Answer', answer: E.left(why) }))))
          )
    )
    const checks = recheck$.pipe(
      switchMap(fillGap),
      mergeMap((items) => (E.isRight(items) ? from(items.right) : EMPTY))
    )
    return of(connections, checks).pipe(
      mergeAll(),
      inOrder(needs),
      mergeMap(outsOf),
      takeWhile((out) => !isLast(out), true),
      finalize(() => lookUps.unsubscribe())
    )
  }

  return {
    api,
    room,
    data,
    life,
    learn,
    killed,
    /** Something says that the chat may be over, or that something was missed. */
    recheck: (): void => recheck$.next(),
    /** Looks for an own message that has not come back. */
    expect: (id: string): void =>
      void lookUps.add(
        timer(ECHO, ECHO, scheduler)
          .pipe(take(3))
          .subscribe(() => !seen.has(id) && recheck$.next())
      ),
    /** The chat began here. */
    begin: (): void => void (began = true),
    keep: (): void => void (kept = stored.keep(chat)),
    forget: (): void => kept?.forget(),
    /** Takes over what the history and the list of members told. */
    remember: (units: ReadonlyArray<Line>, everyone: ReadonlyArray<Member>): void => {
      everyone.forEach(learn)
      others(everyone).forEach((member) => {
        presence = moved(presence, member.id, member.state === 'CONNECTED', stateOf(member).at)[0]
      })
      units.forEach(({ id }) => isNew(id))
    },
    /** The guest's own coming, when this session told it. */
    isTold: ({ kind, memberId }: Line): boolean => began && kind === 'member-join' && memberId === chat.memberId,
    /** The first entry of the chat that came over the wire. */
    first: (): string | undefined => order[0]
  }
}

