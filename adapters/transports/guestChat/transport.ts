/** Guest chat behind the transport port: which call does what, and to which of the chats begun so far. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, Observable, of, Subject, Subscription, tap } from 'rxjs'
import type { Call, Inbound, Transport } from '../../../lib'
import { noCapabilities } from '../../../lib/Capabilities'
import { inTime, refused } from '../../../lib/refused'
import type { Answer } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { createApi, decoded } from './api'
import type { Context } from './api'
import { Created } from './codecs'
import type { GuestChatConfig } from './config'
import { creation } from './creation'
import { enter, none } from './session'
import { LOST, storage } from './storage'

export const TYPE = 'purecloud-v2-sockets'

/** Of the time that a request may take: the rest is the caller's, who gives up at its end. */
const SHARE = 0.9

export const createTransport = (environment: Environment) => (config: GuestChatConfig): Transport => {
  const { scheduler = asyncScheduler, store, page } = environment
  const stored = storage(store)
  const open = new Subscription()
  const frames$ = new Subject<Inbound>()
  const context: Context = { ...environment, scheduler, config, stored, open, frames$, call: () => none }

  const start = (call: Extract<Call, { type: 'start' }>): Observable<Answer> => {
    const body = creation(config, call, page?.())
    if (E.isLeft(body)) return refused('configuration', body.left)
    return new Observable((subscriber) => {
      // Heard out also when it is given up: the member that it makes would stay.
      open.add(
        createApi(context, {}).create(body.right).subscribe((answer) => {
          const made = E.chain(decoded(Created))(answer)
          if (E.isLeft(made)) return void of(made).subscribe(subscriber)
          const { id, jwt, eventStreamUri, member } = made.right
          const chat = { jwt, conversationId: id, memberId: member.id, WebSocketUrl: eventStreamUri, lastMessageId: '' }
          subscriber.add(enter(context, chat, made.right, call.form.displayName).subscribe(subscriber))
        })
      )
    })
  }

  /** Takes up the chat that an earlier page left. */
  const restore = (): Observable<Answer> => {
    const chat = stored.read()
    return E.isLeft(chat)
      ? of(chat)
      : enter(context, chat.right).pipe(inTime(config.ajaxTimeout * SHARE, scheduler, LOST))
  }

  const call = (asked: Call): Observable<Answer> => {
    if (asked.type === 'start') return start(asked)
    // What cannot be restored is forgotten.
    if (asked.type === 'restore') return restore().pipe(tap((reply) => E.isLeft(reply) && stored.clear()))
    return context.call(asked)
  }

  return {
    type: TYPE,
    capabilities: { ...noCapabilities, pagination: config.transport.pagination },
    frames$: defer(() => frames$), // nobody else speaks here
    call: (asked) => defer(() => call(asked)),
    dispose: () => open.unsubscribe()
  }
}
