/** GMS behind the transport port: which call does what, and to which of the chats begun so far. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, Observable, of, Subject, Subscription, tap } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Transport } from '../../../lib'
import { noCapabilities } from '../../../lib/Capabilities'
import { failure } from '../../../lib/Response'
import { RESTORE_TIMEOUT } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { polledClock } from '../polling/clock'
import { create } from './api'
import { enter, noChat, TYPE } from './chat'
import type { Chat, Context } from './chat'
import type { GmsConfig } from './config'
import { noKeys, startFields } from './fields'
import type { Reply } from './reply'
import { LOCKED, storage } from './storage'

const unusable = failure('malformed', 'The server sent something that could not be understood.')

/** What identifies the chat that was made, or why there is none. */
const madeBy = ({ answer, keys, isOver }: Reply) => {
  if (E.isLeft(answer)) return answer
  const made = { ...noKeys, ...keys }
  return isOver || made.sessionID === '' || made.secureKey === '' ? E.left({ ...unusable, status: answer.right.status }) : E.right(made)
}

/** The transport for a place and a configuration; nothing is asked before the first call. */
export const createTransport =
  ({ scheduler = asyncScheduler, ...place }: Environment) =>
  (config: GmsConfig): Transport => {
    const environment = { ...place, scheduler }
    const stored = storage(environment.store, scheduler)
    const clock = polledClock(scheduler)
    const open = new Subscription()
    const frames$ = new Subject<Inbound>()
    /** The latest one that has come about. */
    let current: Chat | undefined
    const context: Context = {
      environment,
      config,
      stored,
      clock,
      open,
      tell: (inbound) => frames$.next(inbound),
      entered: (chat) => {
        current = chat
      }
    }
    const language = typeof environment.site?.lang === 'string' ? environment.site.lang : undefined

    const start = (call: Extract<Call, { type: 'start' }>): Observable<Answer> => {
      if (stored.isLocked()) return of(E.left(LOCKED))
      const fields = startFields(call, { page: environment.page?.() ?? {}, language, endpoint: config.endpoint })
      return new Observable((subscriber) => {
        // Heard out also when it is given up: the chat that it makes would stay.
        open.add(
          create(context, fields)
            .pipe(stored.locked())
            .subscribe((reply) => {
              const made = madeBy(reply)
              if (E.isRight(made)) {
                subscriber.add(enter(context, made.right, reply).subscribe(subscriber))
                return
              }
              subscriber.next(made)
              subscriber.complete()
            })
        )
      })
    }

    /** The chat that an earlier page left is taken up. */
    const restore = (): Observable<Answer> => {
      const keys = stored.read(config.restoreTimeout)
      if (E.isLeft(keys)) return of(keys)
      return enter(context, keys.right).pipe(
        tap((answer) => {
          if (E.isLeft(answer) && answer.left.errorReason === RESTORE_TIMEOUT) stored.forget(keys.right.sessionID)
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
      capabilities: {
        ...noCapabilities,
        fileUpload: true,
        fileDownload: environment.save !== undefined,
        fileLimits: true,
        customNotice: true,
        userDataUpdate: true,
        polling: true,
        typingStop: true
      },
      trusted: true,
      frames$: defer(() => frames$), // nobody else speaks here
      call: (asked) => defer(() => call(asked)),
      serverNow: clock.known,
      dispose: () => open.unsubscribe()
    }
  }
