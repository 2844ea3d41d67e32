/** Guest chat's requests and answers. Only reading is repeated here, after passing troubles. A message that may not have arrived is the conversation's to say again: see `wire.ts`. */
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import { map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Malformed } from '../../../lib'
import { isPlain } from '../../../lib/data'
import { refused } from '../../../lib/timeouts'
import { failure } from '../../../lib/Response'
import { MALFORMED } from '../../../lib/Transport'
import type { Response } from '../../../lib/Response'
import type { Environment } from '../Environment'
import { read } from '../read'
import { passing, persistently, request } from '../rest'
import type { Answered, Request } from '../rest'
import { List, Member } from './codecs'
import type { GuestChatConfig } from './config'
import { encoded } from './encoded'
import type { Session } from './storage'
import { readMessage, timeOf } from './Unit'
import type { Unit, Unreadable } from './Unit'

/** One answer, in time. */
export type Asked<A> = Observable<E.Either<Response, A>>

/** A page of a list. */
export interface Listed<A> {
  readonly response: Response
  /** In the server's order. */
  readonly items: ReadonlyArray<A>
  /** Entries that could not be read. */
  readonly unreadable: ReadonlyArray<Unreadable>
  /** Where the next page is, relative to the origin; absent when there is none. */
  readonly next?: string
}

interface Place {
  readonly environment: Pick<Environment, 'fetch' | 'random' | 'scheduler'>
  readonly config: GuestChatConfig
}

/** A success whose body is not what it must be is a failure. */
export const decoded =
  <A extends object>(codec: Decoder<unknown, A>) =>
  (response: Response): E.Either<Response, Response & A> => {
    const body = read(codec, response, 'response')
    return E.isLeft(body)
      ? E.left(failure(MALFORMED, 'The server sent something that could not be understood.', { status: response.status, ...body.left }))
      : E.right({ ...response, ...body.right })
  }

/** Source of paths and parameters: Genesys Cloud guest chat API, OpenAPI definition of 2025-11. */
const CONVERSATIONS = '/api/v2/webchat/guest/conversations'

/** How often reading is tried when somebody waits for it. */
const TRIES = 3
/** Pages of one list that are read in a row, at the most: 100 entries each. */
const MOST_PAGES = 200

/** `to`: relative to the origin of the API. */
const send = ({ environment, config }: Place, { to, patience = config.ajaxTimeout, ...given }: Omit<Request, 'url'> & { readonly to: string; readonly patience?: number }): Observable<Answered> =>
  request(environment, patience)({ ...given, url: config.transport.dataURL.replace(/\/+$/, '') + to })

/** Begins a chat. Waits longer than anybody does: the member that it makes would stay. */
export const create = (place: Place, body: unknown): Observable<Answered> =>
  send(place, { method: 'POST', to: CONVERSATIONS, body, patience: 2 * place.config.ajaxTimeout })

/** An id with half of a surrogate pair in it: nobody can ask for it. */
const noAddress = refused(MALFORMED, 'The server sent an id that no address can hold.')

/** The requests of one chat. `now`: ms since the epoch on the server's clock, for messages without a time of their own. */
export const createApi = ({ environment, config, session, now }: Place & { readonly session: Session; readonly now: () => number }) => {
  const headers = { authorization: `Bearer ${session.jwt}` }
  const ask = (method: Request['method'], to: string, body?: unknown): Observable<Answered> => send({ environment, config }, { method, to, headers, body })
  const get = (from: string, { tries = TRIES, again = passing } = {}): Observable<Answered> => ask('GET', from).pipe(persistently(environment, { tries, again }))

  /** Its time is the server's, or else now. */
  const unreadableOf = (entry: unknown, malformed: Malformed): Unreadable => {
    const at = timeOf(isPlain(entry) ? entry['timestamp'] : undefined)
    return { at: Number.isNaN(at) ? now() : at, malformed, entry }
  }

  /** An entity that cannot be read takes no other with it. `one`: reads it; `place`: where it stood. */
  const page = <A>(from: string, one: (entity: unknown, place: string) => E.Either<Malformed, A>, tries?: number): Asked<Listed<A>> =>
    get(from, { tries }).pipe(
      map((answer) => {
        const list = E.chain(decoded(List))(answer)
        if (E.isLeft(list)) return list
        const { entities, nextUri, next = nextUri } = list.right
        const items: A[] = []
        const unreadable: Unreadable[] = []
        entities.forEach((entity, index) => {
          const it = one(entity, `response.entities.${index}`)
          if (E.isRight(it)) items.push(it.right)
          else unreadable.push(unreadableOf(entity, it.left))
        })
        return E.right({ response: list.right, items, unreadable, next: entities.length > 0 && next?.startsWith('/') ? next : undefined })
      })
    )

  /** A page with all that follow it, as long as each brings something new: a server that points in circles is not followed. */
  const withRest = <A extends { readonly id?: string }>(first: Listed<A>, ask: (next: string) => Asked<Listed<A>>, most = MOST_PAGES): Asked<Listed<A>> => {
    const { response, items, unreadable, next } = first
    const whole = of(E.right({ response, items, unreadable }))
    if (next === undefined || most === 0) return whole
    return ask(next).pipe(
      switchMap((further): Asked<Listed<A>> => {
        if (E.isLeft(further)) return of(further)
        const known = new Set(items.map(({ id }) => id))
        const fresh = further.right.items.filter(({ id }) => !known.has(id))
        return fresh.length === 0 ? whole : withRest({ ...further.right, items: [...items, ...fresh], unreadable: [...unreadable, ...further.right.unreadable] }, ask, most - 1)
      })
    )
  }

  const chat = `${CONVERSATIONS}/${encodeURIComponent(session.conversationId)}`
  const everybody = `${chat}/members`
  const own = `${everybody}/${encodeURIComponent(session.memberId)}`
  const messages = `${chat}/messages`

  const pageOfMembers = (from: string, tries?: number): Asked<Listed<Member>> => page(from, (entity, place) => read(Member, entity, place), tries)
  const pageOfMessages = (from: string, tries?: number): Asked<Listed<Unit>> => page(from, (entity, place) => readMessage(entity, now, place), tries)

  return {
    /** The guest's own record. */
    own: (tries?: number): Asked<Member> => get(own, { tries }).pipe(map(E.chain(decoded(Member)))),
    /** The record of another member. It may not be there yet: it is asked for again. */
    member: (id: string): Asked<Member> => {
      const part = encoded(id)
      if (part === undefined) return noAddress
      return get(`${everybody}/${part}`, { again: (response) => passing(response) || response.status === 404 }).pipe(map(E.chain(decoded(Member))))
    },
    /** Everybody who is or was there. */
    members: (tries?: number): Asked<Listed<Member>> =>
      pageOfMembers(everybody, tries).pipe(
        switchMap((first) => (E.isLeft(first) ? of(first) : withRest(first.right, (next) => pageOfMembers(next, tries))))
      ),
    /** The page before a message, or the last one. Descending. */
    before: (id = ''): Asked<Listed<Unit>> =>
      pageOfMessages(`${messages}?sortOrder=descending&maxResults=${config.transport.maxMessagePageSize}&before=${encoded(id) ?? ''}`),
    /** The first page after a message, or from the beginning. Ascending. */
    after: (id: string | undefined, tries?: number): Asked<Listed<Unit>> =>
      pageOfMessages(id === undefined ? messages : `${messages}?after=${encoded(id) ?? ''}`, tries),
    /** A further page of messages. */
    further: pageOfMessages,
    /** A page of messages with all that follow it. */
    whole: (first: Listed<Unit>): Asked<Listed<Unit>> => withRest(first, (next) => pageOfMessages(next, 1)),
    /** `text`: goes out as it is. */
    send: (text: string): Observable<Answered> => ask('POST', `${own}/messages`, { body: text }),
    typing: (): Observable<Answered> => ask('POST', `${own}/typing`),
    leave: (): Observable<Answered> => ask('DELETE', own)
  }
}

/** Each request is cold and has one answer, in time. */
export type Api = ReturnType<typeof createApi>
