/** One chat from its first connection to its end. */
import * as E from 'fp-ts/Either'
import { concat, defer, EMPTY, finalize, from, map, mergeAll, mergeMap, of, Subject, switchMap, take, takeWhile, timeout, timer } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { reconnecting } from '../reconnecting'
import type { Environment } from '../Environment'
import { watchedSocket } from '../socket'
import { together } from '../together'
import { createApi } from './api'
import type { Chat } from './Chat'
import type { Member } from './codecs'
import type { GuestChatConfig } from './config'
import { connection, say } from './connection'
import type { Fill, Item, Out } from './connection'
import { createDirectory } from './directory'
import { inOrder } from './inOrder'
import { stateOf } from './fromWire'
import type { Room } from './fromWire'
import { createMemory } from './memory'
import type { storage } from './storage'
import type { Line } from './Wire'

/** Ms that a socket may take to open. */
const CONNECT = 10_000
/** Ms after which an own message that did not come back on the stream is looked for. */
const ECHO = 3_000
/** Ms that the end waits for what was said before it. */
const LAST_WORDS = 2_000

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
  const room = (): Room => ({ self: chat.memberId, members, bots, now: scheduler.now() })
  const memory = createMemory(chat, stored, room)
  const recheck$ = new Subject<void>()

  /** What was said before the end and not heard: the end may overtake it. */
  let lastWords: ReadonlyArray<Item> = []

  const isEnd = (item: Item): boolean => item._tag === 'Right' && item.right._tag === 'Moved' && item.right.memberId === chat.memberId && item.right.state === 'DISCONNECTED'

  const outsOf = (item: Item): ReadonlyArray<Out> =>
    item._tag === 'Say' ? item.say() : item._tag === 'Left' ? [item] : [...(isEnd(item) ? lastWords.flatMap(outsOf) : []), ...memory.read(item.right)]

  /** The record of whom a unit speaks of; what was said, before the end is told. */
  const needs = (item: Item): Observable<unknown> | undefined =>
    isEnd(item)
      ? missed().pipe(
          timeout({ first: LAST_WORDS, scheduler, with: () => EMPTY }),
          map((answer) => (lastWords = E.isRight(answer) ? answer.right : []))
        )
      : item._tag === 'Right' && item.right.memberId !== undefined && (item.right._tag === 'Message' || (item.right._tag === 'Moved' && item.right.state === 'CONNECTED'))
        ? need(item.right.memberId)
        : undefined

  const others = (all: ReadonlyArray<Member>): ReadonlyArray<Member> => all.filter(({ id }) => id !== chat.memberId)

  const missed = (): Observable<E.Either<Response, ReadonlyArray<Item>>> => {
    const after = memory.overlap()
    return api
      .messages({ after })
      .pipe(switchMap((answer) => (E.isLeft(answer) && isUnknown(answer.left) && after !== undefined ? api.messages({}) : of(answer))))
  }

  /** What happened while nobody listened: the entries since, who is there, and whether it is over. */
  const fillGap: Fill = () =>
    memory.killed()
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
    let answered = false
    const fill: Fill = () =>
      regain().pipe(
        map((items) => {
          answered = true
          return items
        })
      )
    return concat(
      connect(fill, healthy),
      defer(() => (answered ? EMPTY : fillGap().pipe(mergeMap((items) => (E.isRight(items) ? items.right : [])))))
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
    ...memory,
    api,
    room,
    life,
    /** Something says that the chat may be over, or that something was missed. */
    recheck: (): void => recheck$.next(),
    /** Looks for an own message that has not come back. */
    expect: (id: string): void =>
      void lookUps.add(
        timer(ECHO, ECHO, scheduler)
          .pipe(take(3))
          .subscribe(() => !memory.has(id) && recheck$.next())
      ),
    remember: (lines: ReadonlyArray<Line>, everyone: ReadonlyArray<Member>): void => {
      everyone.forEach(learn)
      memory.remember(lines, others(everyone))
    }
  }
}
