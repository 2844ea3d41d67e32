/** Multicloud CX v3 behind the transport port: which call does what, and to which of the chats begun so far. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, Observable, of, Subject, Subscription, switchMap } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Transport } from '../../../lib'
import { noCapabilities } from '../../../lib/Capabilities'
import { isPlain } from '../../../lib/data'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import { MALFORMED, NO_SESSION, STORAGE } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { createClock } from '../clock'
import { create, resume } from './api'
import { createMemory } from './callbacks'
import type { Memory } from './callbacks'
import { enter, forgetFor, noChat } from './chat'
import type { Chat, Context } from './chat'
import { TYPE } from './config'
import type { MulticloudV3Config } from './config'
import { startFields } from './fields'
import type { Reply } from './reply'
import { storage } from './storage'
import { sessionIn } from './token'
import type { Session } from './token'

const unusable = failure(MALFORMED, 'The server sent something that could not be understood.')
const nothingStored: Answer = E.left(failure(NO_SESSION, 'No chat session found to restore.'))
const noToken: Answer = E.left(failure(STORAGE, 'sessionData: expected the token of a session, found something else.'))

/** The session that was made, or why there is none. */
const madeBy = ({ answer, clientToken, over }: Reply): E.Either<Response, Session> => {
  if (E.isLeft(answer)) return answer
  const session = over === undefined ? sessionIn(clientToken) : undefined
  return session === undefined ? E.left({ ...unusable, status: answer.right.status }) : E.right(session)
}

/** Headers of one `startChat`, beside the configured ones. */
const extraHeaders = ({ headers }: Extract<Call, { type: 'start' }>['options']): Readonly<Record<string, string>> => {
  if (!isPlain(headers)) return {}
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** The transport for a place and a configuration; nothing is asked before the first call. */
export const createTransport =
  ({ scheduler = asyncScheduler, ...place }: Environment) =>
  (config: MulticloudV3Config): Transport => {
    const environment = { ...place, scheduler }
    const { callbacks } = config
    const stored = storage(environment.store, { keepsToken: callbacks === undefined })
    const clock = createClock(scheduler)
    const open = new Subscription()
    const frames$ = new Subject<Inbound>()
    /** The latest one that has come about. */
    let current: Chat | undefined
    const tell = (inbound: Inbound): void => frames$.next(inbound)
    const memory: Memory | undefined =
      callbacks === undefined
        ? undefined
        : createMemory({ callbacks, store: environment.store, scheduler, fault: (response) => tell(E.right({ _tag: 'Failed', code: `${TYPE}-callback`, response })) })
    const context: Context = {
      environment,
      config,
      stored,
      memory,
      clock,
      open,
      tell,
      entered: (chat) => {
        current = chat
      }
    }

    const start = (call: Extract<Call, { type: 'start' }>): Observable<Answer> => {
      const fields = startFields(config, call, environment.page?.() ?? {})
      return new Observable((subscriber) => {
        // Heard out also when it is given up: the chat that it makes would stay.
        open.add(
          create(context, fields, extraHeaders(call.options)).subscribe((reply) => {
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

    /** A session that the page has kept: the server is asked for it by its token, and taken up. */
    const resumed = (session: Session): Observable<Answer> =>
      resume(context, session.token).pipe(
        switchMap((reply): Observable<Answer> => {
          if (E.isRight(reply.answer)) return enter(context, sessionIn(reply.clientToken) ?? session)
          if (reply.over !== undefined) forgetFor(context, session, reply.answer.left)
          return of(reply.answer)
        })
      )

    const recalled = (given: E.Either<Response, Session | undefined>): Observable<Answer> => {
      if (E.isLeft(given)) return of(given)
      const session = given.right
      if (session === undefined) return of(nothingStored)
      return stored.sessionId() === session.sessionId ? enter(context, session) : resumed(session)
    }

    const restore = ({ sessionData }: Extract<Call, { type: 'restore' }>): Observable<Answer> => {
      // Only what outlives its page is kept by pages. Source: observed behaviour of Genesys Widgets 9.
      if (config.isAsync && sessionData !== undefined) {
        const session = sessionIn(sessionData)
        return session === undefined ? of(noToken) : resumed(session)
      }
      if (memory !== undefined) return memory.recall().pipe(switchMap(recalled))
      const session = stored.read()
      return session === undefined ? of(nothingStored) : enter(context, session)
    }

    const call = (asked: Call): Observable<Progress | Answer> => {
      if (asked.type === 'start') return start(asked)
      if (asked.type === 'restore') return restore(asked)
      return current?.call(asked) ?? noChat
    }

    return {
      type: TYPE,
      capabilities: {
        ...noCapabilities,
        async: config.isAsync,
        pagination: config.isAsync,
        fileUpload: true,
        fileDownload: environment.save !== undefined,
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
