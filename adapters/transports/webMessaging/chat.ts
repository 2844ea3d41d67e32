/** One chat over a conversation: what it is asked to do, and what it tells, from its token to its end. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, map, merge, of, scan, skipWhile, Subject, Subscription, takeWhile, timer } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Call, Frame, Inbound, Party, Progress, Response, SessionData } from '../../../lib'
import { failure, live, NO_MORE, success } from '../../../lib'
import type { Data } from '../../../lib'
import { isProgress } from '../../../lib/perform'
import { inTime, refused } from '../../../lib/refused'
import { reorder } from '../conversation/reorder'
import { talk } from '../conversation/talk'
import { withSigns } from '../conversation/withSigns'
import type { Environment } from '../Environment'
import { attributes as attributesOf, bytes, tooMany } from './attributes'
import type { Attributes } from './attributes'
import type { Auth } from './auth'
import { createClock } from './clock'
import type { Session } from './codecs'
import type { WebMessagingConfig } from './config'
import type { Deployment } from './deployment'
import { isProof, tooBig } from './errors'
import { createExpiry } from './expiry'
import { createFiles } from './files'
import type { Item } from './fromWire'
import { limitsOf, noFiles } from './limits'
import { clear, typing } from './requests'
import { attend, emptyRoom, line } from './roster'
import type { Room } from './roster'
import { fileSaid, joinSaid, textSaid } from './said'
import type { Stored } from './storage'
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

const since = (at: number): string => (at > 0 ? new Date(at).toISOString() : 'the beginning')

export const createChat = ({ environment, config, deployment, auth, token, name, attributes, isStarting, stored, ...told }: ChatOptions): Chat => {
  const { scheduler = asyncScheduler, uuid } = environment
  const { deploymentId, domain, disconnectBehaviour } = config
  const client: Party = { name, type: 'Client' }
  const clock = createClock(scheduler)
  const life = new Subscription()
  /** What everyone gets who waits when it is over. */
  const closed$ = new Subject<Answer>()
  /** Ids of what has passed. */
  const known = new Set<string>()
  let phase: 'opening' | 'open' | 'over' = 'opening'
  let session: Session | undefined
  let limits = noFiles
  let mayType = deployment.typing
  let typedAt = -Infinity
  let restoreFault: Response | undefined
  /** Something of the past is missing in between. */
  let isWhole = true
  let goodbye = new Subscription()

  const emit = (inbound: Inbound): void => {
    if (phase === 'open') told.tell(inbound)
  }
  const tell = (frame: Frame): void => emit(E.right(frame))
  const failed = (response: Response, code = `webmessaging-${response.status || response.errorReason}`): void => tell({ _tag: 'Failed', code, response })

  const stop = (why = failure('ended', 'The chat session has ended.')): void => {
    if (phase === 'over' && life.closed) return
    phase = 'over'
    life.unsubscribe()
    closed$.next(E.left(why))
    told.over()
    told.answer(E.left(why))
  }

  const expiry = createExpiry({ tell, clock, scheduler, life })

  /** The token is a credential: whoever has it is the customer. */
  const dataOf = ({ body: { newSession = false, readOnly = false, expirationDate } }: Session): SessionData => ({
    shown: { deploymentId, domain, newSession, readOnly, expirationDate },
    secret: { token }
  })

  /** Files may have been allowed or forbidden meanwhile. */
  const heed = ({ body }: Session): void => {
    const before = limits.enabled
    limits = limitsOf(body)
    const { enabled } = limits
    if (enabled !== before) tell({ _tag: 'Changed', capabilities: { fileUpload: enabled, fileLimits: enabled } })
    expiry.configured(body)
  }

  const wire = createWire({
    environment, config, auth, token, client, attributes, isStarting, clock,
    listener: {
      configured: (given) => {
        session = given
        if (phase !== 'open') return
        tell({ _tag: 'Changed', session: dataOf(given) })
        heed(given)
      },
      spoke: expiry.spoke,
      malformed: (malformed) => emit(E.left(malformed)),
      refused: failed,
      typingRefused: () => {
        mayType = false
      },
      historyFailed: (why) => {
        restoreFault = why
      }
    }
  })

  /** Ended in another tab: what is stored is the truth of all of them. */
  const isEndedElsewhere = (): boolean => {
    if (!stored.isGone(scheduler.now())) return false
    conversation.end({ why: undefined, atOnce: true })
    return true
  }
  const probe = (): void => {
    if (!isEndedElsewhere()) wire.probe?.()
  }
  const conversation = talk({ ...wire, probe }, { scheduler, random: environment.random, online$: environment.online$, wakes$: environment.wakes$ })
  // The call as a whole gives signs of life.
  const files = createFiles({ environment, ask: wire.ask, say: (id) => conversation.say(fileSaid(id)).pipe(skipWhile(isProgress)) })

  /** The chat has come about: the answer comes before anything that is told. */
  const entered = (begun: Session, { frames }: Room): void => {
    phase = 'open'
    stored.keep(name)
    told.answer(E.right({ response: success({ ...Object(begun.original) }), session: dataOf(begun) }))
    const starts = isStarting && begun.body.newSession === true
    if (starts) tell(live(line('ParticipantJoined', client, { at: clock.now(), key: 'start', original: begun.original })))
    else frames.forEach(tell)
    heed(begun)
    if (restoreFault) failed(restoreFault, 'HistoryFailed')
    if (starts && deployment.autoStart) life.add(conversation.say(joinSaid(uuid())).subscribe((step) => step._tag === 'Left' && failed(step.left)))
    if (begun.body.readOnly === true) conversation.end({ why: undefined, atOnce: true })
  }

  const passed = (item: Item): void => {
    const { id, from, entries, leaves, body } = item
    if (id !== undefined) known.add(id)
    if (from.type === 'Client') {
      // The agent's desk shows no typing after a message: the next key is told of again.
      if (entries.length > 0) typedAt = -Infinity
    } else {
      // A goodbye is the end, unless something newer comes right behind it: then it is an old one.
      goodbye.unsubscribe()
      const isLast = leaves && (`${body.metadata?.['readOnly']}` === 'true' || disconnectBehaviour === 'ended')
      if (isLast) life.add((goodbye = timer(0, scheduler).subscribe(() => conversation.end({ why: undefined, atOnce: true }))))
    }
  }

  const missed = (at: number): void => {
    isWhole = false
    const fault = wire.historyFault()
    const text = `What was said since ${since(at)} could not all be had.`
    failed(failure(fault?.errorReason ?? 'missed', text, { status: fault?.status ?? 0 }), 'HistoryFailed')
  }

  const ended = (why: Response | undefined): void => {
    if (why) failed(why)
    tell({ _tag: 'Ended' })
    if (isProof(why)) stored.forget()
    stop(why)
  }

  const hear = (room: Room): void => {
    const { told: one, frames } = room
    switch (one._tag) {
      case 'Entered':
        for (const { id } of one.items) if (id !== undefined) known.add(id)
        if (session) entered(session, room)
        return
      case 'Pass':
        for (const frame of frames) tell(frame)
        passed(one.item)
        isEndedElsewhere()
        return
      case 'Lost':
        return frames.forEach(tell)
      case 'Regained':
        frames.forEach(tell)
        if (session?.body.readOnly === true) conversation.end({ why: undefined, atOnce: true })
        return
      case 'Missed':
        return missed(one.since)
      case 'Over':
        return ended(one.why)
    }
  }

  /** The customer's: nothing more is told. Refused, lost or slow, the erasure does not put it off. */
  const end = (): Observable<Answer> => {
    phase = 'over'
    const cleared$: Observable<unknown> = deployment.clear
      ? wire.ask({ request: clear, pick: ({ _tag }) => _tag === 'SessionClearedEvent' || undefined }).pipe(inTime(CLEARING, scheduler))
      : of(undefined)
    return cleared$.pipe(
      map(() => {
        stored.forget()
        stop()
        return done({}, 204)
      })
    )
  }

  const older = (): Observable<Answer> =>
    wire.older(known, isWhole).pipe(
      map((got): Answer => {
        if (E.isLeft(got)) {
          // Everything has been walked through.
          if (got.left.errorReason === NO_MORE) isWhole = true
          return got
        }
        for (const { id } of got.right) if (id !== undefined) known.add(id)
        const entries = got.right.flatMap((item) => item.entries)
        tell({ _tag: 'Entries', era: 'older', entries })
        return done({ count: entries.length })
      })
    )

  const type = (): Answer => {
    const now = scheduler.now()
    if (mayType && conversation.isCurrent() && now - typedAt >= TYPING && wire.tell(typing)) typedAt = now
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
    const wrong = tooBig(4011, 'A text', bytes(text), MOST_TEXT)
    return wrong ? of(E.left(wrong)) : conversation.say(textSaid(text, options, uuid()))
  }

  const answered = (call: Exclude<Call, { type: 'end' | 'sendMessage' }>): Observable<Progress | Answer> => {
    switch (call.type) {
      case 'sendTyping':
        return of(type())
      case 'updateUserData':
        return of(attach(call.userData))
      case 'fetchHistory':
        return older()
      case 'sendFile':
        return files.send(call.files, limits)
      case 'getFileLimits':
        return of(done(limits))
      case 'downloadFile':
        return files.download(call.fileId, call.fileName)
    }
    const unsupported: Unsupported = call.type
    return refused('unsupported', `Web messaging has no ${unsupported}.`)
  }

  return {
    stop,
    begin: () => life.add(conversation.told$.pipe(reorder(scheduler), scan(attend({ party: client, now: clock.now }), emptyRoom)).subscribe(hear)),
    call: (call) => {
      if (call.type === 'end') return end()
      // What is said has signs of life of its own.
      if (call.type === 'sendMessage') return merge(closed$, say(call.text, call.options)).pipe(takeWhile(isProgress, true))
      // Who waits for a connection is given none; a download needs no more of it than its address.
      return withSigns(merge(closed$, answered(call)), scheduler, () => conversation.isCurrent() || call.type === 'downloadFile')
    }
  }
}
