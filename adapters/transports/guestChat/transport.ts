/** Guest chat behind the transport port: which call does what, and to which of the chats begun so far. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, map, Observable, of, Subject, Subscription } from 'rxjs'
import type { Call, Inbound, Response, Transport } from '../../../lib'
import { noCapabilities } from '../../../lib/Capabilities'
import { failure, success } from '../../../lib/Response'
import { NO_SESSION } from '../../../lib/Transport'
import type { Answer } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { oneByOne } from '../oneByOne'
import type { Answered } from '../rest'
import type { GuestChatConfig } from './config'
import type { Out } from './connection'
import type { Context } from './Context'
import { older } from './history'
import type { Cursor } from './history'
import { restore } from './restore'
import type { Session } from './session'
import { start } from './start'
import { storage } from './storage'

export const TYPE = 'purecloud-v2-sockets'

/** A failure that may mean the end of the chat. Source: OpenAPI definition, error codes of the guest operations. */
const endsPerhaps = ({ status, errorReason = '' }: Response): boolean =>
  status === 401 || status === 404 || /\.(conversation|member)\.state$/.test(errorReason)

const replied: (answer: Answered) => Answer = E.map((response) => ({ response }))

interface Current {
  readonly session: Session
  readonly life: Subscription
  cursor: Cursor
}

export const createTransport = (given: Environment, config: GuestChatConfig): Transport => {
  const environment = { ...given, scheduler: given.scheduler ?? asyncScheduler }
  const stored = storage(environment.store)
  const inbound$ = new Subject<Inbound>()
  const open = new Subscription()
  const inTurn = oneByOne()
  let current: Current | undefined

  const behind = (work$: Observable<unknown>): void => void open.add(work$.subscribe())

  const context: Context = { environment, config, stored, behind }

  /** Lets go of the chat: its frames are nobody's from here on. */
  const letGo = (): Current | undefined => {
    const was = current
    current = undefined
    was?.session.forget()
    return was
  }

  /** `live`: a chat from its beginning. Left before it has answered, it is given up; after that it lives by itself. */
  const begin = (live: (adopt: (session: Session, cursor?: Cursor) => void) => Observable<Out>, failed?: () => void): Observable<Answer> =>
    new Observable((subscriber) => {
      const life = new Subscription()
      let mine: Current | undefined
      const adopt = (session: Session, cursor: Cursor = { oldest: undefined, more: true }): void => {
        current?.life.unsubscribe()
        mine = current = { session, life, cursor }
      }
      const take = (out: Out): void => {
        if (out._tag === 'Answer') {
          if (E.isLeft(out.answer)) failed?.()
          subscriber.next(out.answer)
          subscriber.complete()
        } else if (mine && mine === current) {
          // First forgotten, then told: who hears of the end may begin anew.
          if (E.isRight(out) && out.right._tag === 'Ended') letGo()
          inbound$.next(out)
        }
      }
      open.add(life)
      life.add(live(adopt).subscribe({ next: take, complete: () => life.unsubscribe() }))
      return () => {
        if (!mine) life.unsubscribe()
      }
    })

  const none = (): Observable<Answer> => of(E.left(failure(NO_SESSION, 'There is no active chat session.')))

  /** A request of the current chat. `then`: what follows once its answer has been given. */
  const ask = (
    { session }: Current,
    request$: Observable<Answered>,
    then: (answer: Answered) => void = () => undefined
  ): Observable<Answer> =>
    session.killed()
      ? new Observable((subscriber) => {
          subscriber.add(none().subscribe(subscriber))
          session.recheck()
        })
      : new Observable((subscriber) =>
          request$.subscribe((answer) => {
            subscriber.next(replied(answer))
            subscriber.complete()
            then(answer)
            if (E.isLeft(answer) && endsPerhaps(answer.left)) session.recheck()
          })
        )

  const end = (): Observable<Answer> => {
    const was = letGo()
    if (!was) return none()
    return new Observable((subscriber) => {
      subscriber.add(() => was.life.unsubscribe())
      subscriber.add(was.session.api.leave().pipe(map(replied)).subscribe(subscriber))
    })
  }

  const fetchHistory = (at: Current): Observable<Answer> =>
    new Observable((subscriber) => {
      const cursor = at.cursor.oldest === undefined ? { ...at.cursor, oldest: at.session.first() } : at.cursor
      return older(at.session, cursor, config.transport.maxMessagePageSize).subscribe((answer) => {
        if (E.isLeft(answer)) return subscriber.add(of(answer).subscribe(subscriber))
        at.cursor = answer.right.cursor
        subscriber.next(E.right({ response: answer.right.response }))
        subscriber.complete()
        if (at === current) inbound$.next(E.right({ _tag: 'Entries', era: 'older', entries: answer.right.entries }))
      })
    })

  const call = (given: Call): Observable<Answer> => {
    if (given.type === 'start') return begin((adopt) => start(context, given, adopt))
    // What cannot be restored is forgotten.
    if (given.type === 'restore') return begin((adopt) => restore(context, adopt), stored.clear)
    if (!current) return none()
    const { session } = current
    switch (given.type) {
      case 'end':
        return end()
      case 'sendMessage':
        // Never sent twice: what the server refuses, also for a while (429), is the caller's to decide.
        return ask(current, session.api.sendMessage(given.text).pipe(inTurn()), (answer) => {
          if (E.isRight(answer) && typeof answer.right.id === 'string') session.expect(answer.right.id)
        })
      case 'sendTyping':
        // There is no way to say that typing stopped. Source: OpenAPI definition.
        return given.typing ? ask(current, session.api.sendTyping()) : of(E.right({ response: success() }))
      case 'fetchHistory':
        return fetchHistory(current)
      case 'sendCustomNotice':
      case 'updateUserData':
      case 'sendFile':
      case 'getFileLimits':
      case 'downloadFile':
      case 'poll':
      case 'startPoll':
      case 'stopPoll':
      case 'pausePoll':
      case 'resetPollExceptions':
      case 'sleep':
      case 'wake':
        return of(E.left(failure('unsupported', `Guest chat has no ${given.type}.`)))
    }
  }

  return {
    type: TYPE,
    capabilities: { ...noCapabilities, pagination: config.transport.pagination },
    frames$: inbound$.asObservable(),
    call: (given) => new Observable((subscriber) => call(given).subscribe(subscriber)),
    dispose: () => open.unsubscribe()
  }
}
