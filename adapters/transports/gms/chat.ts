/** One chat, from its first poll to its end: it is entered, answers calls, and tells what happens in it. */
import * as E from 'fp-ts/Either'
import { finalize, map, merge, Observable, of, Subscription, switchMap, tap } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Response, SignalName } from '../../../lib'
import { copyJson } from '../../../lib/data'
import { success } from '../../../lib/Response'
import type { SessionData } from '../../../lib/Session'
import { refused } from '../../../lib/timeouts'
import { NO_SESSION, UNSUPPORTED } from '../../../lib/Transport'
import { ENDED } from '../conversation/Conversation'
import { createLastWords } from '../conversation/lastWords'
import { talk } from '../conversation/talk'
import { withSigns } from '../conversation/withSigns'
import type { Environment } from '../Environment'
import type { ServerClock } from '../clock'
import { createEchoes } from '../polling/echoes'
import { createPoller } from '../polling/poller'
import { meant } from '../transcript/meaning'
import type { Step } from '../transcript/meaning'
import { entryOf } from '../transcript/roster'
import { isEvent } from '../transcript/TranscriptEvent'
import { createApi } from './api'
import { createCometdApi } from './cometd/api'
import type { Line } from './cometd/line'
import { createUnpolled } from './cometd/unpolled'
import { createCometdWire } from './cometd/wire'
import type { GmsConfig } from './config'
import { sayingOf } from './fields'
import type { Keys } from './fields'
import { createFiles } from './files'
import type { Reply } from './reply'
import type { Kept } from './storage'
import { createWire } from './wire'

/** The prefix of its error codes. */
export const TYPE = 'gms'

/** Answers calls. What is called when it is over finds no session. */
export interface Chat {
  readonly call: (call: Call) => Observable<Progress | Answer>
}

/** What the chats of one transport have in common. */
export interface Context {
  readonly environment: Environment & { readonly scheduler: SchedulerLike }
  readonly config: GmsConfig
  /** Keeps what identifies a chat. `isAsync`: the chat is asynchronous. */
  readonly keep: (keys: Keys, isAsync: boolean) => Kept
  readonly clock: ServerClock
  /** Ends with the transport. */
  readonly open: Subscription
  readonly tell: (inbound: Inbound) => void
  /** Told of each chat that comes about, before anybody hears of it. */
  readonly entered: (chat: Chat) => void
}

/** The answer to whatever is asked of a chat that is not there. */
export const noChat = refused(NO_SESSION, 'There is no active chat session.')

const done: Answer = E.right({ response: success() })
const ended: Inbound = E.right({ _tag: 'Ended' })

const signal = (name: SignalName, data: object = {}): Inbound => E.right({ _tag: 'Signal', name, data })

const replied = ({ answer }: Reply): Answer => E.map((response: Response) => ({ response }))(answer)

/** As Genesys Widgets 9 shows it: sites read all four. */
const sessionOf = ({ secureKey, sessionID, alias, userId }: Keys): SessionData => ({ shown: { secureKey, sessionID, alias, userId } })

/** In characters as a person counts them. Source: observed behaviour of Genesys Widgets 9. */
const lengthOf = (text: string): number => [...text].length

/** What a chat is entered with. */
export interface Entrance {
  readonly keys: Keys
  /** The reply that made it; left out when it is taken up again. */
  readonly beginning?: Reply
  /** Over CometD: what everything goes over. */
  readonly line?: Line
  /** Whether it is asynchronous. */
  readonly isAsync?: boolean
}

/**
 * Enters a chat: one that has just been made (`beginning`), or one that is taken up again. Left before it has answered, it
 * is given up; after that it lives by itself, and is told until its end.
 */
export const enter = (context: Context, { keys: first, beginning, line, isAsync = false }: Entrance): Observable<Answer> =>
  new Observable((caller) => {
    const { environment, config, clock, open } = context
    const { scheduler, random, online$, wakes$, save } = environment
    const life = new Subscription()
    let keys = first
    /** There once the chat has come about. */
    let kept: Kept | undefined
    let isOffline = false
    const lastWords = createLastWords(scheduler)
    /** The customer ends it: nothing more is told but that polling stops. */
    let isLeaving = false
    /** What the customer was typing when it was told last. */
    let typed = ''
    const fileNames = new Map<string, string>()

    const tell = (frame: Inbound): void => {
      if (!life.closed && !isLeaving) context.tell(frame)
    }
    const tellSignal = (name: SignalName): void => {
      if (isLeaving && name === 'pollingStopped') context.tell(signal(name))
      else tell(signal(name))
    }

    /** The last keys that the server named count; those that another tab was told count as well. */
    const use = (next: Keys): void => {
      const isNews = next.secureKey !== keys.secureKey || next.alias !== keys.alias || next.userId !== keys.userId
      if (!isNews) return
      keys = next
      if (kept !== undefined) tell(E.right({ _tag: 'Changed', session: sessionOf(keys) }))
    }

    const heard = (reply: Reply): void => {
      // Without a chat server behind it the rest of a reply is not to be trusted. The chat's own id never changes. Source: GMS Chat API v2.
      if (reply.how !== 'served') return
      const before = keys
      use({ ...keys, ...reply.keys, sessionID: keys.sessionID })
      if (keys !== before) kept?.keep(keys)
    }

    const accounted = ({ how, body }: Reply): void => {
      if (how === 'served' && kept !== undefined) tell(signal('ajaxResponse', copyJson(body)))
    }

    const options = { environment, config, keys: () => keys, heard, done: accounted }
    const visit = (): { readonly isGone: boolean } => {
      if (kept === undefined) return { isGone: false }
      if (kept.isGone()) return { isGone: true }
      use(kept.keys())
      kept.ping()
      return { isGone: false }
    }

    const shared = {
      config,
      clock,
      echoes: createEchoes(),
      scheduler,
      beginning,
      visit,
      reached: (index: number) => kept?.reached(index),
      suspect: () => conversation.suspect(),
      over: () => conversation.end({ atOnce: false }),
      beganOffline: () => {
        isOffline = true
      },
      fault: (response: Response) => tell(E.right({ _tag: 'Failed', code: `${TYPE}-${response.status}`, response }))
    }

    /** News is asked for at intervals. */
    const byPolling = () => {
      const api = createApi(options)
      const poller = createPoller({ settings: config.rate, limit: config.pollExceptionLimit, patience: config.ajaxTimeout, scheduler, tell: tellSignal })
      return { api, poller, wire: createWire({ ...shared, api, poller }), older: undefined }
    }

    /** News comes by itself. */
    const byLine = (over: Line) => {
      const poller = createUnpolled(config.pollExceptionLimit, tellSignal)
      const position = (): number => wire.position()
      const api = createCometdApi({ line: over, environment, patience: 2 * config.ajaxTimeout, keys: () => keys, position })
      const isStrange = ({ keys: { sessionID = keys.sessionID } }: Reply): boolean => keys.sessionID !== '' && sessionID !== keys.sessionID
      const pageSize = isAsync && beginning === undefined ? config.cometd?.async?.pageSize : undefined
      const wire = createCometdWire({ ...shared, line: over, api, heard, isStrange, answered: poller.answered, pageSize })
      return { api, poller, wire, older: wire.older }
    }

    const { api, poller, wire, older } = line === undefined ? byPolling() : byLine(line)
    const files = createFiles({ ...options, save, filesURL: config.cometd?.filesURL })
    const conversation = talk(wire, { scheduler, random, online$, wakes$: wakes$ === undefined ? poller.due$ : merge(wakes$, poller.due$) })

    /** The next page of what was before. */
    const fetchHistory = (): Observable<Answer> => {
      if (older === undefined) return refused(UNSUPPORTED, 'fetchHistory')
      return older().pipe(
        map((got): Answer => {
          if (E.isLeft(got)) return got
          const entries = got.right.filter(isEvent).flatMap((event) => entryOf(event) ?? [])
          tell(E.right({ _tag: 'Entries', era: 'older', entries }))
          return E.right({ response: success({ statusCode: 0 }) })
        })
      )
    }

    /** Lets go of the chat: what is told of it is nobody's from here on. */
    const close = (): void => {
      poller.stop()
      poller.dispose()
      kept?.forget()
      life.unsubscribe()
    }

    /** Ended by the customer. Forgotten at once, left when what was said before has gone out. */
    const leave = (): Observable<Answer> => {
      isLeaving = true
      kept?.forget()
      // What is heard until then is not stored again.
      kept = undefined
      return lastWords.spoken$.pipe(
        switchMap(() => {
          // Over a line, the farewell goes before it closes.
          const standing = line?.connect().subscribe()
          close()
          return api.leave().pipe(finalize(() => standing?.unsubscribe()))
        }),
        map(replied)
      )
    }

    /** First forgotten, then told: who hears of the end may begin anew. */
    const end = (): void => {
      close()
      context.tell(ended)
    }

    /** Nothing is asked in a session that was ended on this device. */
    const unlessGone = (asked$: Observable<Progress | Answer>): Observable<Progress | Answer> => {
      if (!(kept?.isGone() ?? false)) return asked$
      end()
      return noChat
    }

    /** A request of its own, for which nothing is looked into and nothing is sent again. */
    const ask = (reply$: Observable<Reply>): Observable<Progress | Answer> =>
      unlessGone(
        reply$.pipe(
          tap(({ isOver }) => {
            if (isOver) conversation.end({ atOnce: false })
          }),
          map(replied)
        )
      )

    const say = (text: string, more: Extract<Call, { type: 'sendMessage' }>['options']): Observable<Progress | Answer> => {
      if (lengthOf(text) > config.maxMessageLength) return refused('messageLength', `Message length exceeds configured threshold of (${config.maxMessageLength}) characters`)
      return unlessGone(lastWords.counted(conversation.say(sayingOf(text, more))))
    }

    /** That typing stopped goes out with what was typed last, as Genesys Widgets 9 does. */
    const type = (typing: boolean, text: string): Observable<Progress | Answer> => {
      if (typing) typed = text
      wire.showPreview(typing ? text : '')
      return ask(api.typing(typing, { position: wire.position(), text: typed }))
    }

    /** Done at once, here. */
    const act = (what: () => void): Observable<Answer> => {
      what()
      return of(done)
    }

    const call = (given: Call): Observable<Progress | Answer> => {
      if (life.closed || isLeaving) return noChat
      switch (given.type) {
        case 'end':
          return leave()
        case 'sendMessage':
          return say(given.text, given.options)
        case 'sendTyping':
          return type(given.typing, given.text)
        case 'sendCustomNotice':
          return ask(api.notice(given.text))
        case 'updateUserData':
          return ask(api.update(given.userData))
        case 'sendFile':
          return unlessGone(lastWords.counted(withSigns(files.send(given.files).pipe(tap(poller.hasten)), scheduler, conversation.isCurrent)))
        case 'getFileLimits':
          return unlessGone(files.limits())
        case 'downloadFile':
          return unlessGone(withSigns(files.download(given.fileId, given.fileName ?? fileNames.get(given.fileId) ?? given.fileId), scheduler, conversation.isCurrent))
        case 'fetchHistory':
          return unlessGone(fetchHistory())
        case 'poll':
          return unlessGone(poller.once())
        case 'startPoll':
          return act(poller.start)
        case 'stopPoll':
          return act(poller.stop)
        case 'pausePoll':
          return act(poller.pause)
        case 'resetPollExceptions':
          return act(poller.resetExceptions)
        case 'sleep':
          return act(poller.sleep)
        case 'wake':
          poller.wake()
          return unlessGone(api.wake().pipe(map(() => done)))
        default:
          return refused('unsupported', given.type)
      }
    }

    const answer = (reply: Answer): void => {
      caller.next(reply)
      caller.complete()
    }

    /** It has come about. */
    const come = (): void => {
      kept = context.keep(keys, isAsync)
      context.entered({ call })
      const response = beginning === undefined || E.isLeft(beginning.answer) ? success() : beginning.answer.right
      answer(E.right({ response, session: sessionOf(keys) }))
    }

    /** `downloadFile` names a file by its id alone. */
    const noteFiles = (frame: Inbound): void => {
      if (E.isLeft(frame) || frame.right._tag !== 'Entries') return
      for (const { message: { file } } of frame.right.entries) if (file !== undefined) fileNames.set(file.id, file.name)
    }

    const take = ({ told, frames }: Step): void => {
      if (isLeaving) return
      if (told._tag === 'Entered') come()
      for (const frame of frames) {
        noteFiles(frame)
        tell(frame)
      }
      if (told._tag === 'Entered') {
        if (beginning !== undefined && line === undefined) accounted(beginning)
        poller.start()
        if (isOffline) tellSignal('restoredOffline')
      }
      if (told._tag !== 'Over') return
      if (kept !== undefined) end()
      else answer(E.left(told.why ?? ENDED))
    }

    open.add(life)
    life.add(poller.dispose)
    // Given up while it was made: only left again.
    if (!caller.closed) life.add(conversation.told$.pipe(meant({ beginsHere: beginning !== undefined, session: () => sessionOf(keys) })).subscribe(take))

    return () => {
      if (kept !== undefined) return
      life.unsubscribe()
      // Nothing is left behind when a chat does not come about.
      if (beginning !== undefined) open.add(leave().subscribe())
    }
  })
