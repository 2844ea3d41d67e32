/** Guest chat's requests and answers. Reading is repeated after passing troubles; nothing else ever is. */
import * as E from 'fp-ts/Either'
import type { Decoder, Errors } from 'io-ts'
import { map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import { explain } from '../../../lib/explain'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import type { Environment } from '../Environment'
import { passing, persistently, request } from '../rest'
import type { Answered, Request } from '../rest'
import { List, Member } from './codecs'
import type { GuestChatConfig } from './config'
import type { Chat } from './storage'
import { readMessage } from './Unit'
import type { Unit } from './Unit'

export type Asked<A> = Observable<E.Either<Response, A>>

/** `response`: to the last request. `more`: where the page behind it is. */
export interface Listed<A> {
  readonly response: Response
  readonly items: ReadonlyArray<A>
  readonly more: string | undefined
}

/** A success whose body is not what it must be is a failure. */
export const decoded =
  <A>(codec: Decoder<unknown, A>) =>
  ({ status, responseJSON }: Response): E.Either<Response, A> =>
    E.mapLeft((errors: Errors) =>
      failure('malformed', 'The server answered something that could not be understood.', { status, errors: explain('response', errors) })
    )(codec.decode(responseJSON))

/** Source of paths and parameters: Genesys Cloud guest chat API, OpenAPI definition of 2025-11. */
const CONVERSATIONS = '/api/v2/webchat/guest/conversations'

const path = (...parts: ReadonlyArray<string>): string => [CONVERSATIONS, ...parts.map(encodeURIComponent)].join('/')

const ask = (environment: Environment, { ajaxTimeout, transport }: GuestChatConfig, method: Request['method'], to: string, jwt?: string, body?: unknown) =>
  request(environment, jwt ? ajaxTimeout : 2 * ajaxTimeout)({
    method,
    url: transport.dataURL.replace(/\/+$/, '') + to,
    headers: jwt ? { authorization: `Bearer ${jwt}` } : undefined,
    body
  })

export const create = (environment: Environment, config: GuestChatConfig, body: unknown): Observable<Answered> =>
  ask(environment, config, 'POST', CONVERSATIONS, undefined, body)

export const createApi = (environment: Environment, config: GuestChatConfig, chat: Chat) => {
  const { conversationId, memberId, jwt } = chat
  const act = (method: Request['method'], to: string, body?: unknown): Observable<Answered> => ask(environment, config, method, to, jwt, body)
  const get = (from: string, again = passing): Observable<Answered> => act('GET', from).pipe(persistently(environment, { tries: 3, again }))

  /** What can be read of a list, `all` of it or one page. `next` and `nextUri` are relative to the origin. */
  const list = <A>(from: string, read: (entity: unknown) => E.Either<unknown, A>, all = true): Asked<Listed<A>> =>
    get(from).pipe(
      switchMap((answer): Asked<Listed<A>> => {
        if (E.isLeft(answer)) return of(answer)
        const page = decoded(List)(answer.right)
        if (E.isLeft(page)) return of(page)
        const { entities, nextUri, next = nextUri } = page.right
        const items = entities.map((entity) => read(entity)).filter(E.isRight).map(({ right }) => right)
        // An empty page ends it, whatever it says: no walking in circles.
        const more = entities.length > 0 && next?.startsWith('/') ? next : undefined
        return all && more
          ? list(more, read).pipe(map(E.map((rest) => ({ ...rest, items: [...items, ...rest.items] }))))
          : of(E.right({ response: answer.right, items, more }))
      })
    )

  const messages = path(conversationId, 'messages')
  const own = path(conversationId, 'members', memberId)

  return {
    chat,
    /** A record that is not there yet is asked for again. */
    member: (id: string): Asked<Member> =>
      get(path(conversationId, 'members', id), (response) => passing(response) || response.status === 404).pipe(map(E.chain(decoded(Member)))),
    self: (): Asked<Member> => get(own).pipe(map(E.chain(decoded(Member)))),
    members: () => list(path(conversationId, 'members'), (entity) => Member.decode(entity)),
    /** The page before an entry, or the last one. Ascending. */
    before: (id: string | undefined): Asked<Listed<Unit>> =>
      list(`${messages}?sortOrder=descending&maxResults=${config.transport.maxMessagePageSize}${id ? `&before=${encodeURIComponent(id)}` : ''}`, readMessage, false).pipe(
        map(E.map((page) => ({ ...page, items: [...page.items].reverse() })))
      ),
    /** Everything after an entry, or from the beginning. Ascending. */
    after: (id: string | undefined) => list(id ? `${messages}?after=${encodeURIComponent(id)}` : messages, readMessage),
    say: (text: string) => act('POST', `${own}/messages`, { body: text }),
    typing: () => act('POST', `${own}/typing`),
    leave: () => act('DELETE', own)
  }
}

export type Api = ReturnType<typeof createApi>
