/** GMS behind the transport port: which call does what, and to which of the chats begun so far. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, Observable, of, Subject, Subscription, switchMap, tap } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Transport } from '../../../lib'
import { noCapabilities } from '../../../lib/Capabilities'
import { failure } from '../../../lib/Response'
import { RESTORE_TIMEOUT } from '../../../lib/Transport'
import type { Environment } from '../Environment'
import { createClock } from '../clock'
import { create, headersOf } from './api'
import { enter, noChat, TYPE } from './chat'
import type { Chat, Context } from './chat'
import type { GmsConfig } from './config'
import { createOver } from './cometd/api'
import { createLine } from './cometd/line'
import type { Line } from './cometd/line'
import { siteSession } from './cometd/siteSession'
import { beginningOf, noKeys, startFields } from './fields'
import type { Beginning } from './fields'
import { readReply } from './reply'
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
    const clock = createClock(scheduler)
    const open = new Subscription()
    const frames$ = new Subject<Inbound>()
    /** The latest one that has come about. */
    let current: Chat | undefined
    const site =
      config.cometd?.async === undefined
        ? undefined
        : siteSession({
            async: config.cometd.async,
            store: environment.store,
            scheduler,
            fault: (response) => frames$.next(E.right({ _tag: 'Failed', code: `${TYPE}-async`, response }))
          })
    const context: Context = {
      environment,
      config,
      keep: (keys, isAsync) => (isAsync && site !== undefined ? site.keep(keys) : stored.keep(keys)),
      clock,
      open,
      tell: (inbound) => frames$.next(inbound),
      entered: (chat) => {
        current = chat
      }
    }
    /** Over CometD files need an address of their own. */
    const servesFiles = config.cometd === undefined || config.cometd.filesURL !== undefined
    const language = typeof environment.site?.lang === 'string' ? environment.site.lang : undefined

    const newLine = (): Line | undefined => {
      if (config.cometd === undefined) return undefined
      const { url, channel, websocket } = config.cometd
      const { authorization } = headersOf(context)
      return createLine({ environment, url, channel, websocket, headers: authorization === undefined ? {} : { authorization }, patience: config.ajaxTimeout })
    }

    /** Asks for a chat; the answer is the reply. A line stands for as long as somebody listens. */
    const begin = (beginning: Beginning, line: Line | undefined): Observable<Reply> => {
      if (line === undefined) return create(context, startFields(beginning))
      const patience = 2 * config.ajaxTimeout
      return new Observable((subscriber) => {
        const asking = new Subscription()
        subscriber.add(asking)
        subscriber.add(
          line.connect().subscribe((news) => {
            if (news._tag === 'Closed') {
              subscriber.next(readReply(E.left(news.why)))
              subscriber.complete()
            }
            if (news._tag === 'Opened') asking.add(createOver(line, beginning, { patience, scheduler }).subscribe(subscriber))
          })
        )
      })
    }

    const start = (call: Extract<Call, { type: 'start' }>): Observable<Answer> => {
      if (stored.isLocked()) return of(E.left(LOCKED))
      const isAsync = site !== undefined && call.options.async !== false
      const beginning = beginningOf(call, { page: environment.page?.() ?? {}, language, endpoint: config.endpoint, isAsync })
      const line = newLine()
      return new Observable((subscriber) => {
        // Heard out also when it is given up: the chat that it makes would stay.
        open.add(
          begin(beginning, line)
            .pipe(stored.locked())
            .subscribe((reply) => {
              const made = madeBy(reply)
              if (E.isRight(made)) {
                subscriber.add(enter(context, { keys: made.right, beginning: reply, line, isAsync }).subscribe(subscriber))
                return
              }
              subscriber.next(made)
              subscriber.complete()
            })
        )
      })
    }

    /** The chat that an earlier page left is taken up; an asynchronous one by what the site kept. */
    const restore = (): Observable<Answer> => {
      const keys = stored.read(config.restoreTimeout)
      if (E.isRight(keys)) {
        return enter(context, { keys: keys.right, line: newLine() }).pipe(
          tap((answer) => {
            if (E.isLeft(answer) && answer.left.errorReason === RESTORE_TIMEOUT) stored.forget(keys.right.sessionID)
          })
        )
      }
      if (site === undefined) return of(keys)
      return site.given$.pipe(switchMap((given): Observable<Answer> => (E.isLeft(given) ? of(given) : enter(context, { keys: given.right, line: newLine(), isAsync: true }))))
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
        async: site !== undefined,
        pagination: site !== undefined,
        fileUpload: servesFiles,
        fileDownload: servesFiles && environment.save !== undefined,
        fileLimits: servesFiles,
        customNotice: true,
        userDataUpdate: true,
        polling: config.cometd === undefined,
        typingStop: true
      },
      trusted: true,
      frames$: defer(() => frames$), // nobody else speaks here
      call: (asked) => defer(() => call(asked)),
      serverNow: clock.known,
      dispose: () => open.unsubscribe()
    }
  }
