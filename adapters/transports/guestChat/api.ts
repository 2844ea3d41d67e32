/** Guest chat's requests and answers. Reading is repeated after passing troubles; nothing else ever is. */
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import { map, of, switchMap } from 'rxjs'
import type { Observable, SchedulerLike, Subject, Subscription } from 'rxjs'
import type { Call, Inbound } from '../../../lib'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import type { Answer } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { read } from '../read'
import { passing, persistently, request } from '../rest'
import type { Answered, Request } from '../rest'
import { List, Member } from './codecs'
import type { GuestChatConfig } from './config'
import type { Chat, storage } from './storage'
import { readMessage } from './Unit'

export type Asked<A> = Observable<E.Either<Response, A>>

/** `response`: to the last request. `more`: where the page behind it is. */
export interface Listed<A> {
  readonly response: Response
  readonly items: A[]
  readonly more: string | false | undefined
}

/** A success whose body is not what it must be is a failure. */
export const decoded =
  <A extends object>(codec: Decoder<unknown, A>) =>
  (response: Response): E.Either<Response, Response & A> => {
    const body = read(codec, response, 'response')
    return E.isLeft(body)
      ? E.left(failure('malformed', 'The server sent something that could not be understood.', { status: response.status, ...body.left }))
      : E.right({ ...response, ...body.right })
  }

/** Source of paths and parameters: Genesys Cloud guest chat API, OpenAPI definition of 2025-11. */
const CONVERSATIONS = '/api/v2/webchat/guest/conversations'

/** What every chat of one transport works with. */
export interface Context extends Environment {
  readonly scheduler: SchedulerLike
  readonly config: GuestChatConfig
  readonly stored: ReturnType<typeof storage>
  /** Ends with the transport. */
  readonly open: Subscription
  readonly frames$: Subject<Inbound>
  /** Answers calls: set by each chat that comes about. */
  call: (given: Call) => Observable<Answer>
}

/** Without a chat, one can be created. */
export const createApi = (context: Context, { conversationId = '', memberId = '', jwt }: Partial<Chat>) => {
  const { ajaxTimeout, transport } = context.config
  const ask = (method: Request['method'], to: string, body?: unknown, patience = ajaxTimeout): Observable<Answered> =>
    request(context, patience)({ method, url: transport.dataURL.replace(/\/+$/, '') + to, headers: jwt ? { authorization: `Bearer ${jwt}` } : undefined, body })
  const get = (from: string, again?: (response: Response) => boolean): Observable<Answered> => ask('GET', from).pipe(persistently(context, { tries: 3, again }))

  /** What can be read of a list: `all` of it, or the last page, which comes in descending order. `next` and `nextUri` are relative to the origin. */
  const list = <A>(from: string, one: (entity: unknown) => E.Either<unknown, A>, all = true): Asked<Listed<A>> =>
    get(from).pipe(
      switchMap((answer): Asked<Listed<A>> => {
        const page = E.chain(decoded(List))(answer)
        if (E.isLeft(page)) return of(page)
        const { entities, nextUri, next = nextUri } = page.right
        const items = entities.map((entity) => one(entity)).filter(E.isRight).map(({ right }) => right)
        // An empty page ends it, whatever it says: no walking in circles.
        const more = entities.length > 0 && next?.startsWith('/') && next
        return all && more
          ? list(more, one).pipe(map(E.map((rest) => ({ ...rest, items: [...items, ...rest.items] }))))
          : of(E.right({ response: page.right, items: all ? items : items.reverse(), more }))
      })
    )

  const chat = `${CONVERSATIONS}/${encodeURIComponent(conversationId)}`
  const messages = `${chat}/messages`
  const record = (id: string): string => `${chat}/members/${encodeURIComponent(id)}`
  const own = record(memberId)

  return {
    /** Waits longer than anybody does: the member that it makes would stay. */
    create: (body: unknown) => ask('POST', CONVERSATIONS, body, 2 * ajaxTimeout),
    /** The record of another member may not be there yet: it is asked for again. */
    member: (id: string): Asked<Member> =>
      get(record(id), (response) => passing(response) || (response.status === 404 && id !== memberId)).pipe(map(E.chain(decoded(Member)))),
    members: () => list(`${chat}/members`, (entity) => Member.decode(entity)),
    /** The page before an entry, or the last one. Ascending. */
    before: (id = '') =>
      list(`${messages}?sortOrder=descending&maxResults=${transport.maxMessagePageSize}&before=${encodeURIComponent(id)}`, readMessage, false),
    /** Everything after an entry, or from the beginning. Ascending. */
    after: (id?: string) => list(id ? `${messages}?after=${encodeURIComponent(id)}` : messages, readMessage),
    send: (text: string) => ask('POST', `${own}/messages`, { body: text }),
    typing: () => ask('POST', `${own}/typing`),
    leave: () => ask('DELETE', own)
  }
}
