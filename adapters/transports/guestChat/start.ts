/** Opens a conversation and its event stream. Nothing is left behind when that does not come about. */
import * as E from 'fp-ts/Either'
import { defer, finalize, map, Observable, of, switchMap } from 'rxjs'
import type { Response } from '../../../lib'
import { failure } from '../../../lib/Response'
import type { Call } from '../../../lib/Transport'
import { request } from '../rest'
import { createApi, decoded } from './api'
import type { Chat } from './Chat'
import { Created } from './codecs'
import type { Item, Out } from './connection'
import type { Context } from './Context'
import { creation } from './creation'
import { ownJoin } from './fromWire'
import * as requests from './requests'
import { createSession } from './session'
import type { Session } from './session'

interface Begun {
  readonly response: Response
  readonly chat: Chat
}

type Start = Extract<Call, { type: 'start' }>

const refused = (why: Response): Out => ({ _tag: 'Answer', answer: E.left(why) })

const begun = (answer: E.Either<Response, Response>): E.Either<Response, Begun> =>
  E.isLeft(answer)
    ? answer
    : E.map(({ id, jwt, eventStreamUri, member }: typeof Created._A) => ({
        response: answer.right,
        chat: { conversationId: id, memberId: member.id, jwt, uri: eventStreamUri }
      }))(decoded(Created)(answer))

/** Emits `Answer` first, then what the chat brings. Unsubscribing before the answer leaves no member behind. */
export const start = ({ environment, config, stored, behind }: Context, call: Start, adopt: (session: Session) => void): Observable<Out> =>
  defer(() => {
    const body = creation(config, call, environment.page?.() ?? {})
    if (E.isLeft(body)) return of(refused(failure('configuration', body.left)))

    const leave = (chat: Chat): void => behind(createApi(environment, config, chat).leave())

    // A request that was given up is heard out all the same, and longer: the member that it makes would stay.
    const create$ = new Observable<E.Either<Response, Begun>>((subscriber) => {
      const asked = request(environment, 2 * config.ajaxTimeout)(requests.create(config.transport.dataURL.replace(/\/+$/, ''), body.right)).pipe(map(begun))
      behind(
        asked.pipe(
          map((made) => {
            if (!subscriber.closed) {
              subscriber.next(made)
              subscriber.complete()
            } else if (E.isRight(made)) leave(made.right.chat)
          })
        )
      )
    })

    return create$.pipe(
      switchMap((made) => {
        if (E.isLeft(made)) return of(refused(made.left))
        const { chat, response } = made.right
        const self = { id: chat.memberId, role: 'CUSTOMER', state: 'CONNECTED', displayName: call.form.displayName, avatarImageUrl: undefined, joinDate: undefined, leaveDate: undefined }
        const session = createSession(environment, config, stored, chat, self)
        let up = false
        const answer = (): ReadonlyArray<Out> => {
          up = true
          session.keep(true)
          adopt(session)
          return [
            { _tag: 'Answer', answer: E.right({ response, session: session.data() }) },
            E.right({ _tag: 'Entries', era: 'live', entries: ownJoin(session.room(), response.member), session: session.data() })
          ]
        }
        const first: Item = { _tag: 'Say', say: answer }
        return session.life(() => of(E.right([first]))).pipe(finalize(() => up || leave(chat)))
      })
    )
  })

