/** Guest chat behind the transport port: which call does what, and to which of the chats begun so far. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, finalize, Observable, of, Subject, Subscription, switchMap, tap, timeout } from 'rxjs'
import type { Call, Inbound, Response, Transport } from '../../../lib'
import { noCapabilities } from '../../../lib/Capabilities'
import { failure, success } from '../../../lib/Response'
import type { Answer } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { create, createApi, decoded } from './api'
import type { Api } from './api'
import { Created } from './codecs'
import type { Member } from './codecs'
import type { GuestChatConfig } from './config'
import { creation } from './creation'
import { createSession, none } from './session'
import { storage } from './storage'

export const TYPE = 'purecloud-v2-sockets'

/** Of the time that a request may take: the rest is the caller's, who gives up at its end. */
const SHARE = 0.9

const refused = (reason: string, text: string): Observable<Answer> => of(E.left(failure(reason, text)))

export const createTransport = (given: Environment, config: GuestChatConfig): Transport => {
  const environment = { ...given, scheduler: given.scheduler ?? asyncScheduler }
  const { scheduler } = environment
  const stored = storage(environment.store)
  const inbound$ = new Subject<Inbound>()
  const open = new Subscription()
  let current: ReturnType<typeof createSession> | undefined

  const letGo = (): typeof current => {
    const was = current
    current = undefined
    was?.close()
    return was
  }

  /** A chat from its beginning. Left before it has answered, it is given up; after that it lives by itself. */
  const begin = (api: Api, self: Member, created?: Response): Observable<Answer> =>
    new Observable((subscriber) => {
      const answer = (reply: Answer): void => {
        if (E.isRight(reply)) current = session
        subscriber.next(reply)
        subscriber.complete()
      }
      const tell = (inbound: Inbound): void => {
        if (session !== current) return
        // First forgotten, then told: who hears of the end may begin anew.
        if (E.isRight(inbound) && inbound.right._tag === 'Ended') letGo()
        inbound$.next(inbound)
      }
      const session = createSession({ environment, config, stored }, api, self, created, answer, tell)
      open.add(session.life)
      return () => {
        if (session !== current) session.life.unsubscribe()
      }
    })

  const start = (call: Extract<Call, { type: 'start' }>): Observable<Answer> => {
    const body = creation(config, call, environment.page?.() ?? {})
    if (E.isLeft(body)) return refused('configuration', body.left)
    return new Observable((subscriber) => {
      const refuse = (given: Answer): void => {
        subscriber.next(given)
        subscriber.complete()
      }
      // Heard out also when it is given up: the member that it makes would stay.
      open.add(
        create(environment, config, body.right).subscribe((answer) => {
          if (E.isLeft(answer)) return refuse(answer)
          const made = decoded(Created)(answer.right)
          if (E.isLeft(made)) return refuse(made)
          const { id: conversationId, jwt, eventStreamUri: WebSocketUrl, member } = made.right
          const api = createApi(environment, config, { jwt, conversationId, memberId: member.id, WebSocketUrl })
          let up = false
          const leave = (): void => {
            if (!up) open.add(api.leave().subscribe())
          }
          if (subscriber.closed) return leave()
          subscriber.add(
            begin(api, { id: member.id, role: 'CUSTOMER', displayName: call.form.displayName }, answer.right)
              .pipe(
                tap((reply) => (up = E.isRight(reply))),
                finalize(leave)
              )
              .subscribe(subscriber)
          )
        })
      )
    })
  }

  /** Takes up the chat that an earlier page left: the member first, then the stream, then what was said. */
  const restore = (): Observable<Answer> => {
    const chat = stored.read()
    if (E.isLeft(chat)) return of(chat)
    const api = createApi(environment, config, chat.right)
    return api.self().pipe(
      switchMap((self) =>
        E.isLeft(self) ? of(self) : self.right.state === 'CONNECTED' ? begin(api, self.right) : refused('ended', 'The chat session has ended.')
      ),
      timeout({ first: config.ajaxTimeout * SHARE, scheduler, with: () => refused('timeout', 'The chat session could not be restored in time.') })
    )
  }

  const call = (asked: Call): Observable<Answer> => {
    if (asked.type === 'start') return start(asked)
    // What cannot be restored is forgotten.
    if (asked.type === 'restore') return restore().pipe(tap((reply) => E.isLeft(reply) && stored.clear()))
    if (!current) return none
    switch (asked.type) {
      case 'end':
        return letGo()?.leave() ?? none
      case 'sendMessage':
        return current.say(asked.text)
      case 'sendTyping':
        // There is no way to say that typing stopped. Source: OpenAPI definition.
        return asked.typing ? current.typing() : of(E.right({ response: success() }))
      case 'fetchHistory':
        return current.older()
    }
    return refused('unsupported', `Guest chat has no ${asked.type}.`)
  }

  return {
    type: TYPE,
    capabilities: { ...noCapabilities, pagination: config.transport.pagination },
    frames$: inbound$.asObservable(),
    call: (asked) => defer(() => call(asked)),
    dispose: () => open.unsubscribe()
  }
}
