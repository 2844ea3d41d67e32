/** Guest chat's answers, decoded. Reading is repeated after passing troubles; nothing else ever is. */
import { pipe } from 'fp-ts/function'
import * as E from 'fp-ts/Either'
import type { Decoder } from 'io-ts'
import { map, of, switchMap } from 'rxjs'
import type { Observable } from 'rxjs'
import { explain } from '../../../lib/explain'
import { failure, success } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import type { Environment } from '../Environment'
import { passing, persistently, request } from '../rest'
import type { Answered, Request } from '../rest'
import type { Chat } from './Chat'
import { Member, Members, Messages } from './codecs'
import type { GuestChatConfig } from './config'
import { requests } from './requests'
import type { Page } from './requests'
import { readMessage } from './Wire'
import type { Line, Read } from './Wire'

export interface HistoryPage {
  readonly response: Response
  readonly units: ReadonlyArray<Read<Line>>
  readonly more: boolean
}

/** A success whose body is not what it must be is a failure. */
export const decoded =
  <A>(codec: Decoder<unknown, A>) =>
  (answer: Answered): E.Either<Response, A> =>
    pipe(
      answer,
      E.chain(({ status, responseJSON }) =>
        E.mapLeft((errors: Parameters<typeof explain>[1]) =>
          failure('malformed', 'The server answered something that could not be understood.', { status, errors: explain('response', errors) })
        )(codec.decode(responseJSON))
      )
    )

export const createApi = (environment: Environment, { ajaxTimeout, transport }: GuestChatConfig, chat: Chat) => {
  const to = requests(transport.dataURL.replace(/\/+$/, ''), chat)
  const ask = request(environment, ajaxTimeout)
  const get = (given: Request, again = passing): Observable<Answered> => ask(given).pipe(persistently(environment, { tries: 3, again }))

  /** Every page's entities. `next` says where the following page is. */
  const pages = <A extends { readonly entities: ReadonlyArray<unknown> }>(
    given: Request,
    codec: Decoder<unknown, A>,
    next: (page: A) => string | undefined
  ): Observable<E.Either<Response, ReadonlyArray<unknown>>> =>
    get(given).pipe(
      map(decoded(codec)),
      switchMap((page) => {
        if (E.isLeft(page)) return of(page)
        const { entities } = page.right
        const path = next(page.right)
        // An empty page ends it, whatever it says: no walking in circles.
        return path?.startsWith('/') && entities.length > 0
          ? pages(to.next(path), codec, next).pipe(map(E.map((rest) => [...entities, ...rest])))
          : of(E.right(entities))
      })
    )

  return {
    /** `Left` of the record: cannot be read. Asked again also when it is not there yet. */
    member: (id: string): Observable<E.Either<Response, Member>> =>
      get(to.member(id), (response) => passing(response) || response.status === 404).pipe(map(decoded(Member))),
    self: (): Observable<E.Either<Response, Member>> => get(to.member(chat.memberId)).pipe(map(decoded(Member))),
    members: (): Observable<E.Either<Response, ReadonlyArray<Member>>> =>
      pages(to.members(), Members, ({ nextUri }) => nextUri).pipe(map(E.map((all) => all.flatMap((one) => [Member.decode(one)].filter(E.isRight).map(({ right }) => right))))),
    /** One page, in the order asked for. `more`: there is another one behind it. */
    page: (page: Page): Observable<E.Either<Response, HistoryPage>> =>
      get(to.messages(page)).pipe(
        map((answer) =>
          pipe(
            decoded(Messages)(answer),
            E.map(({ entities, next }) => ({
              response: E.isRight(answer) ? answer.right : success(),
              units: entities.map((entity) => readMessage(entity)),
              more: next !== undefined && entities.length > 0
            }))
          )
        )
      ),
    /** All pages from there on, ascending. */
    messages: (page: Page): Observable<E.Either<Response, ReadonlyArray<Read<Line>>>> =>
      pages(to.messages(page), Messages, ({ next }) => next).pipe(map(E.map((all) => all.map((entity) => readMessage(entity))))),
    sendMessage: (text: string): Observable<Answered> => ask(to.sendMessage(text)),
    sendTyping: (): Observable<Answered> => ask(to.sendTyping()),
    leave: (): Observable<Answered> => ask(to.leave())
  }
}

export type Api = ReturnType<typeof createApi>
