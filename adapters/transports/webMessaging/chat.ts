/** One chat over a conversation: what it is asked to do, from its token to its end. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, finalize, map, merge, of, scan, Subject, Subscription, takeWhile, tap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Call, Data, Inbound, Party, Progress, Response } from '../../../lib'
import { success } from '../../../lib'
import { isProgress } from '../../../lib/Transport'
import { inTime, refused } from '../../../lib/timeouts'
import { ENDED } from '../conversation/Conversation'
import { reorder } from '../conversation/reorder'
import { talk } from '../conversation/talk'
import { withSigns } from '../conversation/withSigns'
import type { Environment } from '../Environment'
import { attributes as attributesOf, bytes, tooMany } from './attributes'
import type { Attributes } from './attributes'
import type { Auth } from './auth'
import type { Clock } from './clock'
import type { WebMessagingConfig } from './config'
import type { Deployment } from './deployment'
import { isProof, tooBig } from './errors'
import { createFiles } from './files'
import { createPast } from './past'
import { clear } from './requests'
import { attend, emptyRoom } from './roster'
import { fileSaid, joinSaid, textSaid } from './said'
import type { Stored } from './storage'
import { createTelling } from './telling'
import { createWire } from './wire'

/** Bytes of a text. Source: the service's published limits. */
const MOST_TEXT = 4_096
/** Ms between two signs that the customer types. Source: the official mobile transport. */
const TYPING = 5_000
/** Ms that an erasure may take: the end waits no longer for it. */
const CLEARING = 5_000

/** Everything that is not answered below, and that the core does not ask for: the compiler tells when something is missing. */
type Unsupported = 'start' | 'restore' | 'sendCustomNotice' | 'poll' | 'startPoll' | 'stopPoll' | 'pausePoll' | 'resetPollExceptions' | 'sleep' | 'wake'

export interface Chat {
  readonly begin: () => void
  readonly call: (call: Call) => Observable<Progress | Answer>
  /** Closes the connection without a word. */
  readonly stop: () => void
}

export interface ChatOptions {
  readonly environment: Environment
  readonly config: WebMessagingConfig
  readonly deployment: Deployment
  readonly auth: Auth
  readonly token: string
  /** The customer's. */
  readonly name: string
  readonly attributes: Attributes
  readonly clock: Clock
  /** A new chat, not one that is taken up again. */
  readonly isStarting: boolean
  readonly stored: Stored
  readonly tell: (inbound: Inbound) => void
  /** Called before anything is told, and with why it is over at its end; only the first counts. */
  readonly answer: (answer: Answer) => void
  /** Called once, at its end. */
  readonly over: () => void
}

const done = (body = {}, status = 200): Answer => E.right({ response: success(body, status) })

export const createChat = ({ environment, config, deployment, auth, token, name, attributes, clock, isStarting, stored, tell, answer, over }: ChatOptions): Chat => {
  const { scheduler = asyncScheduler, random, online$, wakes$, uuid } = environment
  const client: Party = { name, type: 'Client' }
  const life = new Subscription()
  /** What everyone gets who waits when it is over. */
  const closed$ = new Subject<Answer>()
  let mayType = deployment.typing
  let typedAt = -Infinity

  const stop = (why = ENDED): void => {
    if (life.closed) return
    telling.silence()
    life.unsubscribe()
    closed$.next(E.left(why))
    over()
    answer(E.left(why))
  }

  const finish = (why: Response | undefined): void => {
    if (isProof(why)) stored.forget()
    stop(why)
  }

  const telling = createTelling({
    config, token, client, isStarting, clock, scheduler, life, tell, finish,
    begun: (begun) => {
      stored.keep(name)
      answer(begun)
    },
    entered: (isNew) => {
      if (!isNew || !deployment.autoStart) return
      const joining = conversation.say(joinSaid(uuid())).subscribe((step) => {
        if (step._tag === 'Left') telling.failed(step.left)
      })
      life.add(joining)
    },
    lives: (left) => stored.lives(scheduler.now() + left),
    // The agent's desk shows no typing after a message: the next key is told of again.
    wrote: () => {
      typedAt = -Infinity
    },
    typingRefused: () => {
      mayType = false
    },
    end: ({ atOnce }) => conversation.end({ why: undefined, atOnce }),
    past: () => past,
    historyFault: () => wire.historyFault()
  })
  const wire = createWire({ environment, config, auth, token, client, attributes, isStarting, clock, listener: telling.listener })
  const past = createPast(wire.older, telling.tell)

  const endElsewhere = (): void => conversation.end({ why: undefined, atOnce: true })
  /** What is stored is the truth of all tabs: ended in another one, it ends here. */
  const lookElsewhere = (): void => {
    if (stored.seemsGone(scheduler.now())) endElsewhere()
  }
  const probe = (): void => {
    if (stored.seemsGone(scheduler.now())) endElsewhere()
    else wire.probe?.()
  }
  const conversation = talk({ ...wire, probe }, { scheduler, random, online$, wakes$ })
  // What is said has signs of life of its own, also where it waits for a connection.
  const files = createFiles({ environment, dataURL: config.dataURL, ask: wire.ask, say: (id) => conversation.say(fileSaid(id)) })

  /** The customer's: nothing more is told. Refused, lost or slow, the erasure does not put it off. */
  const end = (): Observable<Answer> => {
    telling.silence()
    const cleared$: Observable<unknown> = deployment.clear
      ? wire.ask({ request: clear, pick: ({ _tag }) => _tag === 'SessionClearedEvent' || undefined }).pipe(inTime(CLEARING, scheduler))
      : of(undefined)
    return cleared$.pipe(
      map(() => {
        finish(undefined)
        return done({}, 204)
      })
    )
  }

  const type = (): Answer => {
    const now = scheduler.now()
    if (mayType && conversation.isCurrent() && now - typedAt >= TYPING && wire.type()) typedAt = now
    return done()
  }

  /** Kept for the next message: nothing else carries them. */
  const attach = (userData: Data): Answer => {
    const more = attributesOf(userData)
    const wrong = tooMany(wire.attachedWith(more))
    if (wrong) return E.left(wrong)
    wire.attach(more)
    return E.right({ response: success(userData) })
  }

  const say = (text: string, options: Data): Observable<Progress | Answer> => {
    const wrong = tooBig({ status: 4011, what: 'A text', bytes: bytes(text), most: MOST_TEXT })
    if (wrong) return of(E.left(wrong))
    const said = textSaid(text, options, uuid())
    return conversation.say(said).pipe(finalize(() => wire.withdraw(said.id)))
  }

  const answered = (call: Exclude<Call, { type: 'end' | 'sendMessage' }>): Observable<Progress | Answer> => {
    switch (call.type) {
      case 'sendTyping':
        return of(type())
      case 'updateUserData':
        return of(attach(call.userData))
      case 'fetchHistory':
        return past.fetch()
      case 'sendFile':
        return files.send(call.files, telling.limits())
      case 'getFileLimits':
        return of(done(telling.limits()))
      case 'downloadFile':
        return files.download(call.fileId, call.fileName)
    }
    const unsupported: Unsupported = call.type
    return refused('unsupported', `Web messaging has no ${unsupported}.`)
  }

  return {
    stop: () => stop(),
    begin: () => {
      const room$ = conversation.told$.pipe(reorder(scheduler), scan(attend({ party: client, now: clock.now }), emptyRoom))
      life.add(room$.pipe(tap(telling.hear)).subscribe(lookElsewhere))
    },
    call: (call) => {
      if (stored.isGone()) {
        endElsewhere()
        return of(call.type === 'end' ? done({}, 204) : E.left(ENDED))
      }
      if (call.type === 'end') return end()
      // What is said has signs of life of its own.
      if (call.type === 'sendMessage') return merge(closed$, say(call.text, call.options)).pipe(takeWhile(isProgress, true))
      // Who waits for a connection is given none; a download needs no more of it than its address.
      return withSigns(merge(closed$, answered(call)), scheduler, () => conversation.isCurrent() || call.type === 'downloadFile')
    }
  }
}
