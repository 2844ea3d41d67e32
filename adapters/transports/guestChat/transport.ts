/** Guest chat behind the transport port: which call does what, and to which of the chats begun so far. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, Observable, of, Subject, Subscription, tap } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Response, Transport } from '../../../lib'
import { noCapabilities } from '../../../lib/Capabilities'
import { inTime, refused } from '../../../lib/timeouts'
import { CONFIGURATION, ENDED, SOCKET } from '../../../lib/Transport'
import { isAcceptable, REFUSED_ADDRESS } from '../address'
import type { Environment } from '../Environment'
import { create, createApi, decoded } from './api'
import { enter, noChat } from './chat'
import type { Chat, Context } from './chat'
import { createClock } from '../clock'
import { Created } from './codecs'
import type { GuestChatConfig } from './config'
import { creation } from './creation'
import { LOST, storage } from './storage'
import type { Session } from './storage'

/** `transport.type` of guest chat. Source: the public page of WebChatService. */
export const TYPE = 'purecloud-v2-sockets'

/** Of the time that a request may take: the rest is the caller's, who gives up at its end. */
const SHARE = 0.9

const refusedAddress = refused(SOCKET, REFUSED_ADDRESS)

/** Whether it proves that nobody can come back to the chat. Whatever else goes wrong may pass. */
const isProof = ({ status, errorReason }: Response): boolean => errorReason === ENDED || status === 401 || status === 404

/** One transport has one chat at a time; an earlier one may still be ending. */
export const createTransport =
  ({ scheduler = asyncScheduler, ...place }: Environment) =>
  (config: GuestChatConfig): Transport => {
    const environment = { ...place, scheduler }
    const capabilities = { ...noCapabilities, pagination: config.transport.pagination }
    const stored = storage(environment.store, scheduler)
    const open = new Subscription()
    const frames$ = new Subject<Inbound>()
    /** The latest one that has come about. */
    let current: Chat | undefined
    const clock = createClock(scheduler)
    const context: Context = {
      environment,
      config,
      stored,
      clock,
      open,
      tell: (inbound) => frames$.next(inbound),
      capable: E.right({ _tag: 'Changed', capabilities }),
      entered: (chat) => {
        current = chat
      }
    }

    /** The stream's address comes from the server, or from a cookie that somebody else may have written. */
    const mayConnect = ({ WebSocketUrl }: Session): boolean => isAcceptable(WebSocketUrl, { secure: 'wss', configured: config.transport.dataURL })

    const start = (call: Extract<Call, { type: 'start' }>): Observable<Answer> => {
      const body = creation(config, call, environment.page?.())
      if (E.isLeft(body)) return refused(CONFIGURATION, body.left)
      return new Observable((subscriber) => {
        // Heard out also when it is given up: the member that it makes would stay.
        open.add(
          create(context, body.right).subscribe((answer) => {
            const made = E.chain(decoded(Created))(answer)
            if (E.isLeft(made)) {
              subscriber.next(made)
              subscriber.complete()
              return
            }
            const { id, jwt, eventStreamUri, member } = made.right
            const session = { jwt, conversationId: id, memberId: member.id, WebSocketUrl: eventStreamUri, lastMessageId: '' }
            if (!mayConnect(session)) {
              // The member that has been made would stay. Nobody waits for the answer.
              open.add(createApi({ environment, config, session, now: context.clock.now }).leave().subscribe())
              subscriber.add(refusedAddress.subscribe(subscriber))
              return
            }
            const beginning = { response: made.right, member, displayName: call.form.displayName }
            subscriber.add(enter(context, session, beginning).subscribe(subscriber))
          })
        )
      })
    }

    /** The chat that an earlier page left is taken up. */
    const restore = (): Observable<Answer> => {
      const session = stored.read()
      if (E.isLeft(session)) return of(session)
      if (!mayConnect(session.right)) return refusedAddress
      return enter(context, session.right).pipe(
        inTime(config.ajaxTimeout * SHARE, scheduler, LOST),
        tap((answer) => {
          if (E.isLeft(answer) && isProof(answer.left)) stored.forget(session.right.conversationId)
        })
      )
    }

    const call = (asked: Call): Observable<Progress | Answer> => {
      if (asked.type === 'start') return start(asked)
      if (asked.type === 'restore') return restore()
      return current?.call(asked) ?? noChat
    }

    return {
      type: TYPE,
      capabilities,
      trusted: true,
      frames$: defer(() => frames$), // nobody else speaks here
      call: (asked) => defer(() => call(asked)),
      serverNow: clock.known,
      dispose: () => open.unsubscribe()
    }
  }
