/** One chat, from its first poll to its end: it is entered, answers calls, and tells what happens in it. */
import * as E from 'fp-ts/Either'
import { map, merge, Observable, of, Subscription, switchMap, tap } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Answer, Call, Inbound, Progress, Response, SignalName } from '../../../lib'
import { copyJson } from '../../../lib/data'
import { success } from '../../../lib/Response'
import { refused } from '../../../lib/timeouts'
import { NO_SESSION } from '../../../lib/Transport'
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
import { isEvent } from '../transcript/TranscriptEvent'
import { createApi } from './api'
import type { Memory } from './callbacks'
import { TYPE } from './config'
import type { MulticloudV3Config } from './config'
import { sayingOf } from './fields'
import { addressIn, createFiles } from './files'
import { createPast } from './past'
import { createReader } from './reader'
import type { Reply } from './reply'
import type { Kept, Storage } from './storage'
import { shownOf } from './token'
import type { Session } from './token'
import { createWire, leftOf } from './wire'

/** Answers calls. What is called when it is over finds no session. */
export interface Chat {
  readonly call: (call: Call) => Observable<Progress | Answer>
}

/** What the chats of one transport have in common. */
export interface Context {
  readonly environment: Environment & { readonly scheduler: SchedulerLike }
  readonly config: MulticloudV3Config
  readonly stored: Storage
  /** `undefined`: the page keeps nothing itself. */
  readonly memory: Memory | undefined
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

/** The chat is over for good: nothing of it is kept. `response`: what said so; empty when nothing did. */
export const forgetFor = ({ stored, memory }: Pick<Context, 'stored' | 'memory'>, session: Session, response: object = {}): void => {
  stored.forget(session.sessionId)
  memory?.drop(session, response)
}

/**
 * Enters a chat: one that has just been made (`beginning`), or one that is taken up again. Left before it has answered, it
 * is given up; after that it lives by itself, and is told until its end.
 */
export const enter = (context: Context, session: Session, beginning?: Reply): Observable<Answer> =>
  new Observable((caller) => {
    const { environment, config, stored, memory, clock, open } = context
    const { scheduler, random, online$, wakes$ } = environment
    const life = new Subscription()
    const lastWords = createLastWords(scheduler)
    /** The customer ends it: nothing more is told but that polling stops. */
    let isLeaving = false
    /** There once the chat has come about. */
    let kept: Kept | undefined
    /** What said that the chat is over. */
    let proof: Reply | undefined
    /** What the customer was typing when it was told last: told again when they stop, as Genesys Widgets 9 does. */
    let typed = ''
    const fileNames = new Map<string, string>()

    const tell = (frame: Inbound): void => {
      if (!life.closed && !isLeaving) context.tell(frame)
    }
    const tellSignal = (name: SignalName): void => {
      if (isLeaving && name === 'pollingStopped') context.tell(signal(name))
      else tell(signal(name))
    }
    const fault = (response: Response, code: string | undefined): void => tell(E.right({ _tag: 'Failed', code: `${TYPE}-${code ?? response.status}`, response }))

    const note = (reply: Reply): void => {
      proof = reply
    }
    /** Of what has a request of its own. */
    const heard = (reply: Reply): void => {
      if (reply.over === undefined) return
      note(reply)
      conversation.end({ why: undefined, atOnce: false })
    }

    const api = createApi({ environment, config }, session)
    const files = createFiles({ environment, config, session, heard })
    const echoes = createEchoes()
    const reader = createReader({
      clock,
      echoes,
      addressOf: addressIn(config.base),
      reached: (index) => kept?.reached(index)
    })
    const poller = createPoller({ settings: config.rate, limit: Infinity, patience: config.ajaxTimeout, scheduler, tell: tellSignal })
    const past = createPast({ api, reader, pageSize: config.pageSize, tell, heard })
    const wire = createWire({
      config,
      api,
      reader,
      poller,
      echoes,
      scheduler,
      beginsHere: beginning !== undefined,
      isGone: () => kept?.isGone() ?? false,
      over: note,
      end: () => conversation.end({ why: undefined, atOnce: false }),
      fault
    })
    const conversation = talk(wire, { scheduler, random, online$, wakes$: wakes$ === undefined ? poller.due$ : merge(wakes$, poller.due$) })

    /** Lets go of the chat: what is told of it is nobody's from here on. */
    const close = (): void => {
      poller.stop()
      poller.dispose()
      life.unsubscribe()
    }

    const forget = (): void => forgetFor(context, session, proof === undefined ? {} : leftOf(proof))

    /** Ended by the customer. Forgotten at once, left when what was said before has gone out. */
    const leave = (): Observable<Answer> => {
      isLeaving = true
      forget()
      // What is heard until then is not stored again.
      kept = undefined
      return lastWords.spoken$.pipe(
        tap(close),
        switchMap(() => api.leave()),
        map(replied)
      )
    }

    /** First forgotten, then told: who hears of the end may begin anew. */
    const end = (): void => {
      poller.stop()
      const isLost = proof?.over === 'lost'
      if (isLost && proof !== undefined) {
        tell(signal('sessionLost', copyJson(leftOf(proof))))
        fault(leftOf(proof), proof.code)
      }
      close()
      forget()
      context.tell(ended)
    }

    /** Nothing is asked in a session that was ended on this device. */
    const unlessGone = (asked$: Observable<Progress | Answer>): Observable<Progress | Answer> => {
      if (!(kept?.isGone() ?? false)) return asked$
      end()
      return noChat
    }

    /** A request of its own, for which nothing is looked into and nothing is sent again. */
    const ask = (reply$: Observable<Reply>): Observable<Progress | Answer> => unlessGone(reply$.pipe(tap(heard), map(replied)))

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
          return unlessGone(lastWords.counted(conversation.say(sayingOf(given.text, given.options))))
        case 'sendTyping':
          if (given.typing) typed = given.text
          return ask(api.typing(given.typing, typed))
        case 'sendCustomNotice':
          return ask(api.notice(given.text))
        case 'updateUserData':
          return ask(api.update(given.userData))
        case 'fetchHistory':
          return unlessGone(past.fetch())
        case 'sendFile':
          return unlessGone(lastWords.counted(withSigns(files.send(given.files).pipe(tap(poller.hasten)), scheduler, conversation.isCurrent)))
        case 'downloadFile':
          return unlessGone(withSigns(files.download(given.fileId, given.fileName ?? fileNames.get(given.fileId) ?? given.fileId), scheduler, conversation.isCurrent))
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
          return act(poller.wake)
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
      kept = stored.keep(session)
      const latest = reader.latest()
      if (latest !== undefined) kept.reached(latest)
      context.entered({ call })
      const response = beginning === undefined || E.isLeft(beginning.answer) ? success() : beginning.answer.right
      answer(E.right({ response, session: shownOf(session) }))
      memory?.keep(session, latest ?? '')
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
        poller.start()
        if (beginning !== undefined) tell(signal('ajaxResponse', copyJson(beginning.body)))
      }
      if (told._tag === 'Pass' && isEvent(told.item)) memory?.keep(session, reader.latest() ?? '')
      if (told._tag !== 'Over') return
      if (kept !== undefined) {
        end()
        return
      }
      if (proof !== undefined) forget()
      answer(E.left(told.why ?? ENDED))
    }

    open.add(life)
    life.add(poller.dispose)
    // Given up while it was made: only left again.
    if (!caller.closed) life.add(conversation.told$.pipe(meant({ beginsHere: beginning !== undefined, session: () => shownOf(session) })).subscribe(take))

    return () => {
      if (kept !== undefined) return
      life.unsubscribe()
      // Nothing is left behind when a chat does not come about.
      if (beginning !== undefined) open.add(api.leave().subscribe())
    }
  })
