/** What was said and who came and went while nobody listened: at first, after a gap, and further and further back. */
import * as E from 'fp-ts/Either'
import { forkJoin, map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Entry, Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import { ENDED, NO_MORE } from '../../../lib/Transport'
import type { Ask, PageInput } from '../conversation/Conversation'
import { passing, retryAfter } from '../rest'
import type { Api, Asked, Listed } from './api'
import type { Member } from './codecs'
import { encoded } from './encoded'
import type { Records } from './records'
import { createSeen } from './seen'
import { LOST } from './storage'
import { DISCONNECTED, stateOf } from './Unit'
import type { News, Unit, Unreadable } from './Unit'

/** How many messages before the last one a gap is read from: the last ones may have come out of order. */
const OVERLAP = 10
/** How often each request is tried before the chat has come about: after that, the conversation asks again by itself. */
const FIRST_TRIES = 3
/** Pages without anything to show that one request for older messages passes over, at the most. */
const MOST_EMPTY = 20

interface Terms {
  readonly api: Api
  readonly records: Records
  /** The guest's own id. */
  readonly self: string
  /** Nothing was said before a chat that begins here. */
  readonly beginsHere: boolean
  /** What was said before comes in pages, of which the last one comes first. */
  readonly inPages: boolean
  /** Ms since the epoch: the server's clock, and the local one. */
  readonly now: () => number
  readonly localNow: () => number
}

/** An older page: what it shows, and the answer to whoever asked for it. */
export interface Older {
  readonly response: Response
  readonly entries: ReadonlyArray<Entry>
  /** What of it could not be read. */
  readonly unreadable: ReadonlyArray<Unreadable>
}

/** The past of one chat. Pages lead onwards from a gap; older ones lead back. */
export interface History {
  /** The next page of what is missing. With its first page comes who is there, and whether the chat is over. */
  readonly page: (ask: Ask) => Observable<PageInput<News>>
  /** The next older page that has something to show. `shown`: what a message looks like, if it is shown at all. */
  readonly older: (shown: (unit: Unit) => Entry | undefined) => Asked<Older>
}

/** Perhaps the chat is over, the token of no more use, or an id not known any more: what is not documented is asked for. */
export const isDoubtful = ({ status }: Response): boolean => status === 400 || status === 401 || status === 404

/** That the chat is over is proved by the guest's own record, or by its not being there any more. */
const proofIn = (own: E.Either<Response, Member>): { readonly why: Response } | undefined => {
  if (E.isRight(own)) return own.right.state === DISCONNECTED ? { why: failure(ENDED, LOST) } : undefined
  return own.left.status === 401 || own.left.status === 404 ? { why: own.left } : undefined
}

const noMore: E.Either<Response, never> = E.left(failure(NO_MORE, 'No more messages to fetch.'))

const isAddressable = (id: string): boolean => encoded(id) !== undefined

/** Knows of one chat how far back it has been read. */
export const createHistory = ({ api, records, self, beginsHere, inPages, now, localNow }: Terms): History => {
  /** Before which message the history goes on, if it does. */
  let oldest: string | undefined
  /** Where it has gone on: never twice at the same place. */
  const passed = new Set<string>()

  /** What could not be read of the gap that is being read: a server that points in circles brings nothing new. */
  let unreadInGap = createSeen()

  const newOnly = (unreadable: ReadonlyArray<Unreadable>): ReadonlyArray<Unreadable> => unreadable.filter(({ entry }) => unreadInGap.isNew(entry))
  const newsIn = ({ items, unreadable }: Listed<Unit>): ReadonlyArray<News> => [...items, ...newOnly(unreadable)]

  const pageFailed = (why: Response): PageInput<News> => ({
    _tag: 'PageFailed',
    why,
    wait: retryAfter(why, localNow()),
    lasting: why.status >= 400 && !passing(why)
  })

  const paged = (page: E.Either<Response, Listed<Unit>>): PageInput<News> =>
    E.isLeft(page) ? pageFailed(page.left) : { _tag: 'Paged', page: { items: newsIn(page.right), next: page.right.next } }

  /** A page that leads back: ascending, with a note of where it goes on. */
  const back = ({ response, items, unreadable, next }: Listed<Unit>): Listed<Unit> => {
    const further = items.map(({ id }) => id ?? '').filter((id) => isAddressable(id) && !passed.has(id))
    oldest = next === undefined ? undefined : further.at(-1)
    return { response, items: [...items].reverse(), unreadable }
  }

  /** The states of members that nobody has been told of yet. */
  const newStates = (members: ReadonlyArray<Member>): ReadonlyArray<Unit> => {
    members.forEach(records.learn)
    return members.filter(({ id, state }) => records.toldState(id) !== state).map((member) => stateOf(member, now))
  }

  /** Messages, with what belongs to them: who is there, and whether the chat is over. `tries`: of each request. */
  const look = (messages$: Asked<Listed<Unit>>, tries: number): Observable<PageInput<News>> =>
    forkJoin({ own: api.own(tries), messages: messages$, everybody: api.members(tries) }).pipe(
      switchMap(({ own, messages, everybody }): Observable<PageInput<News>> => {
        const over = proofIn(own)
        if (over !== undefined) {
          const last$ = E.isRight(messages) ? api.whole(messages.right) : of(messages)
          return last$.pipe(
            map((all): PageInput<News> =>
              E.isRight(all) ? { _tag: 'Paged', page: { items: newsIn(all.right) }, over } : { _tag: 'Paged', page: { items: [] }, over: { ...over, isUnread: true } }
            )
          )
        }
        if (E.isLeft(own)) return of(pageFailed(own.left))
        if (E.isLeft(messages)) return of(pageFailed(messages.left))
        if (E.isLeft(everybody)) return of(pageFailed(everybody.left))
        const others = everybody.right.items.filter(({ id }) => id !== self)
        const states = newStates([own.right, ...others])
        const items = [...newsIn(messages.right), ...newOnly(everybody.right.unreadable), ...states]
        return of({ _tag: 'Paged', page: { items, next: messages.right.next } })
      })
    )

  /** What was said before this page was there: the last page of it, or everything. */
  const first = (): Observable<PageInput<News>> => {
    if (beginsHere) return of({ _tag: 'Paged', page: { items: [] } })
    return look(inPages ? api.before().pipe(map(E.map(back))) : api.after(undefined), FIRST_TRIES)
  }

  /** What was said since. An id that the server does not know any more is done without. */
  const since = (after: ReadonlyArray<string>): Observable<PageInput<News>> => {
    const known = after.filter(isAddressable)
    const overlapping = after.slice(OVERLAP).find(isAddressable)
    const from = overlapping ?? (beginsHere ? undefined : known.at(-1))
    const messages$ = api.after(from, 1)
    if (from === undefined) return look(messages$, 1)
    return look(messages$.pipe(switchMap((page) => (E.isLeft(page) && isDoubtful(page.left) ? api.after(undefined, 1) : of(page)))), 1)
  }

  /** `before`: what pages passed over so far could not be read of. */
  const older = (shown: (unit: Unit) => Entry | undefined, passedOver: ReadonlyArray<Unreadable> = [], most = MOST_EMPTY): Asked<Older> => {
    const before = oldest
    if (before === undefined) return of(noMore)
    return api.before(before).pipe(
      switchMap((page): Asked<Older> => {
        if (E.isLeft(page)) return of(page)
        passed.add(before)
        const { response, items, ...rest } = back(page.right)
        const entries = items.flatMap((unit) => shown(unit) ?? [])
        const unreadable = [...passedOver, ...rest.unreadable]
        return entries.length === 0 && most > 1 ? older(shown, unreadable, most - 1) : of(E.right({ response, entries, unreadable }))
      })
    )
  }

  return {
    page: ({ first: isFirst, cursor, after }) => {
      if (cursor !== undefined) return api.further(cursor, isFirst ? FIRST_TRIES : 1).pipe(map(paged))
      unreadInGap = createSeen()
      return isFirst ? first() : since(after)
    },
    older: (shown) => older(shown)
  }
}
