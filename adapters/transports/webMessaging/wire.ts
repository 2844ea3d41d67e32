/** Web messaging as a conversation needs it: connections, pages of history, what is said, signs of life. */
import { asyncScheduler, defer, finalize, map, Subject, tap } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Party, Response } from '../../../lib'
import type { LinkInput, Settings } from '../conversation/Conversation'
import type { Wire } from '../conversation/talk'
import type { Environment } from '../Environment'
import { socket } from '../socket'
import type { Attributes } from './attributes'
import type { Auth } from './auth'
import type { ServerClock } from '../clock'
import type { Good, Refusal, Session } from './codecs'
import type { WebMessagingConfig } from './config'
import { fromWire } from './fromWire'
import type { Item, Spoken } from './fromWire'
import { handshake, REFUSED } from './handshake'
import type { Shaken } from './handshake'
import { createHistory } from './history'
import type { History } from './history'
import { createMeaning, ended, heard } from './meaning'
import type { Listener } from './meaning'
import { createNaming } from './names'
import { createPages } from './pages'
import { createPending } from './pending'
import type { Ask } from './pending'
import { echo, getJwt, typing } from './requests'
import type { Send } from './requests'
import { isEcho } from './said'
import type { Said } from './said'
import { createSaying } from './saying'
import type { Saying } from './saying'

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
  readonly clock: ServerClock
  readonly listener: Listener
}

export interface WebWire extends Wire<Item, Said>, Pick<Saying, 'attach' | 'attachedWith' | 'withdraw'>, Pick<History, 'older'> {
  readonly ask: Ask
  /** Sends the sign that the customer types, which nobody waits for, if the session is configured. Whether it was sent. */
  readonly type: () => boolean
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

/** How many sign-ins in a row may end before the service has taken anything. */
const MOST_RENEWALS = 9
/** Ms in which a refusal may still be that of the sign that the customer types. */
const TYPING_ANSWER = 10_000

/** Ms between two echoes: two a minute are allowed. */
const ECHO = 31_000

/** The service has taken something of ours: whoever is signed in is believed. */
const isTaken = (frame: Good | Refusal): boolean =>
  frame._tag === 'JwtResponse' || (frame._tag === 'StructuredMessage' && !frame.reply && frame.tracingId !== undefined)

export const createWire = ({ environment, config, auth, token, client, attributes, isStarting, clock, listener }: WireOptions): WebWire => {
  const { scheduler = asyncScheduler, uuid } = environment
  const { deploymentId } = config
  const url = `${config.messagingURL}?deploymentId=${encodeURIComponent(deploymentId)}`
  const naming = createNaming()
  const gone$ = new Subject<void>()

  /** Of the present connection. */
  let write: ((text: string) => void) | undefined
  let isReady = false
  /** There was a session in this chat; it began with it. */
  let wasConfigured = false
  let isNew = false
  let echoedAt = -Infinity
  /** Of the last sign that the customer types. */
  let typed = { id: '', at: -Infinity }
  /** Sign-ins that ended since the service took something. */
  let renewals = 0

  const send: Send = (request, tracingId = uuid()) => {
    write?.(JSON.stringify({ token, tracingId, ...request }))
    return write !== undefined
  }
  const pending = createPending(send, environment)
  const { ask } = pending
  const toItem = (spoken: Spoken): Item | undefined => fromWire(spoken, { client, id: naming(spoken.body), now: clock.now() })
  const isTypings = (tracingId: string | undefined): boolean =>
    tracingId === undefined ? scheduler.now() - typed.at < TYPING_ANSWER : tracingId === typed.id
  const meaning = createMeaning({ pending, listener, auth, clock, toItem, isTypings })
  const history = createHistory({ environment, config, ask, toItem, malformed: listener.malformed })
  const pages = createPages({ history, isNew: () => isNew, firstFailed: listener.historyFailed, cut: listener.historyCut, scheduler })
  const saying = createSaying({ ask, naming, attributes, isReady: () => isReady, gone$, scheduler })

  const opened = (session: Session): LinkInput<Item> => {
    const { newSession = false, durationSeconds, expirationDate } = session.body
    const begins = newSession && isStarting && !wasConfigured
    // A new one under the old token: the old one is gone.
    if (newSession && !begins) return ended('sessionGone')
    if (begins) isNew = true
    wasConfigured = true
    isReady = true
    // A session that has just begun says in whole seconds what the service's clock shows.
    if (begins && durationSeconds !== undefined && expirationDate !== undefined) clock.learn((expirationDate - durationSeconds) * 1000, 2_000)
    listener.configured(session)
    return { _tag: 'Opened' }
  }

  const inputOf = (shaken: Shaken): LinkInput<Item> => {
    switch (shaken._tag) {
      case 'Told':
        if (isTaken(shaken.frame)) renewals = 0
        return meaning(shaken.frame)
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
    }
  }

  const mayRenew = (): boolean => {
    renewals += 1
    return renewals <= MOST_RENEWALS
  }

  const connect = (): Observable<LinkInput<Item>> =>
    defer(() =>
      socket(environment, url).pipe(
        tap((news) => {
          if (news._tag === 'Opened') write = news.send
        }),
        handshake({ deploymentId, auth, send, replaces: () => isStarting && !wasConfigured, mayRenew, uuid, scheduler }),
        map(inputOf),
        finalize(() => {
          write = undefined
          isReady = false
          pending.failAll()
          gone$.next()
        })
      )
    )

  return {
    settings,
    connect,
    page: pages.page,
    send: saying.send,
    arrived: saying.arrived,
    /** An echo is the service's own sign of life, but may not be asked for often; a token for the history may. */
    probe: () => {
      const now = scheduler.now()
      const isEchoDue = now - echoedAt >= ECHO
      if (isEchoDue) echoedAt = now
      send(isEchoDue ? echo : getJwt)
    },
    ask,
    type: () => {
      if (!isReady) return false
      typed = { id: uuid(), at: scheduler.now() }
      return send(typing, typed.id)
    },
    older: history.older,
    attach: saying.attach,
    attachedWith: saying.attachedWith,
    withdraw: saying.withdraw,
    historyFault: pages.fault
  }
}
