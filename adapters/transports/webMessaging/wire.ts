/** Web messaging as a conversation needs it: connections, pages of history, what is said, signs of life. */
import * as E from 'fp-ts/Either'
import { asyncScheduler, defer, EMPTY, finalize, map, mergeMap, of, Subject, switchMap, takeUntil, tap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Answer, Malformed, Party, Response } from '../../../lib'
import { failure, success } from '../../../lib'
import { inTime } from '../../../lib/refused'
import type { LinkInput, PageInput, Settings } from '../conversation/Conversation'
import type { Wire } from '../conversation/talk'
import type { Environment } from '../Environment'
import { passing, retryAfter } from '../rest'
import { socket } from '../socket'
import type { Attributes } from './attributes'
import type { Auth } from './auth'
import { attached, carrying, departed, gone, refused } from './carried'
import type { Clock } from './clock'
import type { Good, Refusal, Session } from './codecs'
import type { WebMessagingConfig } from './config'
import { ATTRIBUTES, isEnd, isRate, isSignIn } from './errors'
import { fromWire, timeOf } from './fromWire'
import type { Item, Spoken } from './fromWire'
import { handshake, REFUSED } from './handshake'
import type { Shaken } from './handshake'
import { createHistory } from './history'
import type { History } from './history'
import { createNaming } from './names'
import { createPending, isLost, isUnanswered } from './pending'
import type { Ask } from './pending'
import { rate } from './rate'
import { echo, getJwt, onMessage } from './requests'
import type { Request, Send } from './requests'
import { isEcho } from './said'
import type { Said } from './said'

/** Hears what is told beside the conversation. */
export interface Listener {
  /** The session is configured, for the first time or anew. */
  readonly configured: (session: Session) => void
  /** A message came, or the answer to an echo. */
  readonly spoke: (message: Extract<Good, { readonly _tag: 'StructuredMessage' }>) => void
  /** Something came that cannot be understood. */
  readonly malformed: (malformed: Malformed) => void
  /** The service says no, and nobody waits for it. */
  readonly refused: (response: Response) => void
  /** The service does not want to hear that the customer types. */
  readonly typingRefused: () => void
  /** What was said before this page was cannot be had. */
  readonly historyFailed: (why: Response) => void
}

export interface WireOptions {
  readonly environment: Environment
  readonly config: WebMessagingConfig
  readonly auth: Auth
  /** Of the session. */
  readonly token: string
  readonly client: Party
  /** Those that a chat begins with. */
  readonly attributes: Attributes
  /** A new chat is wanted, not one that is taken up again. */
  readonly isStarting: boolean
  readonly clock: Clock
  readonly listener: Listener
}

export interface WebWire extends Wire<Item, Said> {
  readonly ask: Ask
  /** Sends what nobody waits for, if the session is configured. Whether it was. */
  readonly tell: (request: Request) => boolean
  readonly older: History['older']
  /** What goes with the next message, and what it would be with more. */
  readonly attach: (attributes: Attributes) => void
  readonly attachedWith: (attributes: Attributes) => Attributes
  /** Why a page of history failed last. */
  readonly historyFault: () => Response | undefined
}

/**
 * A sign of life is asked for after 9 s of silence and may take 5 s: a dead connection is noticed within 15 s. What is
 * said over it is answered by its echo, so that the conversation need not watch for that.
 */
export const settings: Settings<Item, Said> = {
  pace: { opening: 10_000, silence: 9_000, probe: 5_000, doubt: 5_000, pause: 1_000 },
  saysOverLink: true,
  historyNeedsLink: true,
  newestFirst: true,
  isEcho: (item, { said }) => isEcho(item, said),
  answer: 5_000,
  echo: Infinity,
  lastWords: 2_000,
  unreachable: REFUSED
}

/** Ms between two echoes: two a minute are allowed. */
const ECHO = 31_000
/** How often the first page of a chat is asked for, and for how many ms: what is said now waits for it. */
const TRIES = 3
const PATIENCE = 8_000
/** 5 messages per second and session, by the published limits: one is left for the sign that the customer types. A little slower, since they arrive less evenly than they leave. */
const MOST = 4
const SPAN = 1_100

const over = (reason: string): Response => failure(reason, 'The chat session has ended.')

const unready = over('unready')

const heard: LinkInput<Item> = { _tag: 'Heard' }
const ended = (why?: Response): LinkInput<Item> => ({ _tag: 'Ended', why, atOnce: true })

/** What was said became this. `id`: the one that `messageReceived` has. */
const became = ({ original, id }: Pick<Item, 'original' | 'id'>): Answer => E.right({ response: success({ ...Object(original), id }) })

/** The page may come when it is asked for again. */
const mayPass = (why: Response): boolean => passing(why) || why.status === 0 || isRate(why) || isSignIn(why)

export const createWire = ({ environment, config, auth, token, client, attributes, isStarting, clock, listener }: WireOptions): WebWire => {
  const { scheduler = asyncScheduler, uuid } = environment
  const { deploymentId } = config
  const url = `${config.messagingURL}?deploymentId=${encodeURIComponent(deploymentId)}`
  const naming = createNaming()
  const turn$ = rate(MOST, SPAN, scheduler)
  /** A connection is gone. */
  const gone$ = new Subject<void>()

  /** Of the present connection. */
  let write: ((text: string) => void) | undefined
  let isReady = false
  /** There was a session in this chat. */
  let wasConfigured = false
  /** It began with this chat: there is nothing before it. */
  let isNew = false
  let echoedAt = -Infinity
  let carried = carrying(attributes)
  let historyFault: Response | undefined

  const send: Send = (request, tracingId = uuid()) => {
    write?.(JSON.stringify({ token, tracingId, ...request }))
    return write !== undefined
  }
  const pending = createPending(send, environment)
  const { ask } = pending

  const toItem = (spoken: Spoken): Item | undefined => fromWire(spoken, { client, id: naming(spoken.body), now: clock.now() })
  const history = createHistory({ environment, config, ask, toItem })

  const opened = (session: Session): LinkInput<Item> => {
    const { newSession = false, durationSeconds, expirationDate } = session.body
    const begins = newSession && isStarting && !wasConfigured
    if (newSession && !begins) return ended(over('sessionGone'))
    if (begins) isNew = true
    wasConfigured = true
    isReady = true
    // A session that has just begun says in whole seconds what the service's clock shows.
    if (begins && durationSeconds !== undefined && expirationDate !== undefined) clock.seen((expirationDate - durationSeconds) * 1000, 2_000)
    listener.configured(session)
    return { _tag: 'Opened' }
  }

  const refusal = (frame: Refusal): LinkInput<Item> => {
    const { response } = frame
    if (response.status === 403 && /toggle/i.test(response.statusText)) {
      // Told of the typing, which nobody waits for.
      listener.typingRefused()
      return heard
    }
    const isWaitedFor = pending.hear(frame)
    // What was met by what nobody waits for, and passes by itself, is no news.
    if (!isWaitedFor && !isRate(response) && !isSignIn(response)) listener.refused(response)
    return isEnd(response) ? ended() : heard
  }

  const meaning = (frame: Good): LinkInput<Item> => {
    pending.hear(frame)
    switch (frame._tag) {
      case 'StructuredMessage': {
        listener.spoke(frame)
        if (frame.reply) return heard
        const at = timeOf(frame.body)
        if (at !== undefined) clock.seen(at, 0)
        const item = toItem(frame)
        return item === undefined ? heard : { _tag: 'Heard', item }
      }
      case 'SessionExpiredEvent':
        return ended(over('sessionExpired'))
      case 'ConnectionClosedEvent': {
        // Put out by too many connections, it lives on in other tabs. Sources name the field differently.
        const isSignedIn = Object.values(Object(frame.body)).includes('signedIn')
        return ended(over(isSignedIn ? 'signedIn' : 'connectionClosed'))
      }
      case 'LogoutEvent':
        auth.signOut()
        return ended()
      case 'SessionClearedEvent':
        return ended()
      case 'SessionResponse':
      case 'PresignedUrlResponse':
      case 'JwtResponse':
      case 'UploadSuccessEvent':
      case 'AttachmentDeletedResponse':
      case 'Other':
        return heard
    }
  }

  const inputOf = (shaken: Shaken): LinkInput<Item> => {
    switch (shaken._tag) {
      case 'Opened':
        return opened(shaken.session)
      case 'Unready':
        isReady = false
        return shaken
      case 'Closed':
      case 'Ended':
        return shaken
      case 'Malformed':
        listener.malformed(shaken.malformed)
        return heard
      case 'Told':
        return shaken.frame._tag === 'Refusal' ? refusal(shaken.frame) : meaning(shaken.frame)
    }
  }

  const connect = (): Observable<LinkInput<Item>> =>
    defer(() =>
      socket(environment, url).pipe(
        tap((news) => {
          if (news._tag === 'Opened') write = news.send
        }),
        handshake({ deploymentId, auth, send, replaces: () => isStarting && !wasConfigured, uuid, scheduler }),
        map(inputOf),
        finalize(() => {
          write = undefined
          isReady = false
          pending.failAll()
          gone$.next()
        })
      )
    )

  const failedPage = (why: Response): Observable<PageInput<Item>> => {
    // Its connection is gone, and with it whoever asked.
    if (isLost(why)) return EMPTY
    historyFault = why
    return of({ _tag: 'PageFailed', why, wait: retryAfter(why, scheduler.now()), lasting: !mayPass(why) })
  }

  /** What was said before this page was: one page alone. A chat whose history fails comes about without it. */
  const firstPage = (): Observable<PageInput<Item>> => {
    if (isNew) return of({ _tag: 'Paged', page: { items: [] } })
    return history.page(1, TRIES).pipe(
      inTime(PATIENCE, scheduler),
      mergeMap((got): Observable<PageInput<Item>> => {
        if (E.isRight(got)) return of({ _tag: 'Paged', page: { items: got.right.items } })
        if (isLost(got.left)) return EMPTY
        listener.historyFailed(got.left)
        return of({ _tag: 'Paged', page: { items: [] } })
      })
    )
  }

  const page: WebWire['page'] = ({ cursor, first, after }) => {
    if (first) return firstPage()
    const number = Number(cursor ?? 1)
    // Where nothing of the past is known, a gap has no far end: the newest page is all that is asked for.
    const isAlone = after.length === 0 && !isNew
    return history.page(number, 1).pipe(
      mergeMap((got) => {
        if (E.isLeft(got)) return failedPage(got.left)
        const { items, isLast } = got.right
        return of<PageInput<Item>>({ _tag: 'Paged', page: { items, next: isLast || isAlone ? undefined : `${number + 1}` } })
      })
    )
  }

  const say: WebWire['send'] = ({ said }) =>
    turn$.pipe(
      switchMap(() => {
        // The session is configured anew: it goes out after that.
        if (!isReady) return of(E.left(unready))
        const leaving = departed(carried, said.id)
        carried = leaving
        const pick = (frame: Good): Pick<Item, 'original' | 'id'> | undefined =>
          frame._tag === 'StructuredMessage' && !frame.reply && isEcho(frame, said) ? { id: naming(frame.body), original: frame.original } : undefined
        return ask({ request: onMessage(said.message, leaving.sent.attributes), pick, tracingId: said.id })
      }),
      mergeMap((reply): ReturnType<WebWire['send']> => {
        if (E.isRight(reply)) {
          carried = gone(carried, said.id)
          return of({ how: 'settled', answer: became(reply.right), itemId: reply.right.id })
        }
        const { left } = reply
        if (isLost(left)) return EMPTY
        if (isUnanswered(left)) return of({ how: 'unknown', answer: reply })
        if (left === unready || isSignIn(left)) return of({ how: 'unsent', answer: reply })
        // What was too much is given up, or nothing could be said any more.
        carried = left.status === ATTRIBUTES ? gone(carried, said.id) : refused(carried, said.id)
        return of({ how: 'settled', answer: reply })
      }),
      // What still waits for its turn then is not on its way: it goes out when it is asked for again.
      takeUntil(gone$)
    )

  return {
    settings,
    connect,
    page,
    send: say,
    /** An echo is answered by nothing else, but may not be asked for often; a token for the history may. */
    probe: () => {
      const now = scheduler.now()
      const isEchoDue = now - echoedAt >= ECHO
      if (isEchoDue) echoedAt = now
      send(isEchoDue ? echo : getJwt)
    },
    arrived: (item) => {
      carried = { waiting: carried.waiting, sent: undefined }
      return became(item)
    },
    ask,
    tell: (request) => isReady && send(request),
    older: history.older,
    attach: (more) => {
      carried = attached(carried, more)
    },
    attachedWith: (more) => ({ ...carried.waiting, ...more }),
    historyFault: () => historyFault
  }
}
