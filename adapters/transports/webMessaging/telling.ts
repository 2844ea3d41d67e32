/** What a chat tells: the answer to whoever began it, then frames, until it is over. */
import * as E from 'fp-ts/Either'
import { Subscription, timer } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Answer, Frame, Inbound, Malformed, Party, Response, SessionData } from '../../../lib'
import { failure, live, success } from '../../../lib'
import type { Clock } from './clock'
import type { Session } from './codecs'
import type { WebMessagingConfig } from './config'
import { announced } from './errors'
import { createExpiry } from './expiry'
import type { Item } from './fromWire'
import { limitsOf, noFiles } from './limits'
import type { Limits } from './limits'
import type { Listener } from './meaning'
import type { Past } from './past'
import { line } from './roster'
import type { Room } from './roster'

export interface TellingOptions {
  readonly config: WebMessagingConfig
  readonly token: string
  readonly client: Party
  readonly isStarting: boolean
  readonly clock: Clock
  readonly scheduler: SchedulerLike
  readonly life: Subscription
  readonly tell: (inbound: Inbound) => void
  /** The chat has come about. */
  readonly begun: (answer: Answer) => void
  /** Everything that belongs to its beginning has been told. `isNew`: the session began with it. */
  readonly entered: (isNew: boolean) => void
  /** The session lives for so many ms from now. */
  readonly lives: (left: number) => void
  /** The customer said something. */
  readonly wrote: () => void
  readonly typingRefused: () => void
  /** The conversation is over. `atOnce`: nothing that was said before can still come; else the history is asked for it. */
  readonly end: (how: { readonly atOnce: boolean }) => void
  /** It is over, and everybody has been told. */
  readonly finish: (why: Response | undefined) => void
  readonly past: () => Past
  /** Why a page of history failed last. */
  readonly historyFault: () => Response | undefined
}

export interface Telling {
  readonly listener: Listener
  readonly hear: (room: Room) => void
  readonly tell: (frame: Frame) => void
  readonly failed: (response: Response) => void
  /** Nothing more is told. */
  readonly silence: () => void
  /** Which files may be sent. */
  readonly limits: () => Limits
}

const since = (at: number): string => (at > 0 ? new Date(at).toISOString() : 'the beginning')

/** What is told of that came before the chat had come about. */
const MOST_EARLY = 100

const isForGood = ({ body: { metadata } }: Item): boolean => `${metadata?.['readOnly']}` === 'true'

export const createTelling = (options: TellingOptions): Telling => {
  const { config, token, client, isStarting, clock, scheduler, life } = options
  const { deploymentId, domain, disconnectBehaviour } = config
  let phase: 'opening' | 'open' | 'silent' = 'opening'
  let session: Session | undefined
  let limits = noFiles
  let restoreFault: Response | undefined
  const early: Malformed[] = []
  let goodbye = new Subscription()
  life.add(() => goodbye.unsubscribe())

  const emit = (inbound: Inbound): void => {
    if (phase === 'open') options.tell(inbound)
  }
  const tell = (frame: Frame): void => emit(E.right(frame))
  const failed = (response: Response, code = `webmessaging-${response.status || response.errorReason}`): void => tell({ _tag: 'Failed', code, response })

  const expiry = createExpiry({ tell, moved: options.lives, clock, scheduler, life })

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

  /** The history has just been read. */
  const endIfReadOnly = (): void => {
    if (session?.body.readOnly === true) options.end({ atOnce: true })
  }

  /** The answer comes before anything that is told. */
  const entered = (begun: Session, { frames }: Room): void => {
    const isNew = isStarting && begun.body.newSession === true
    phase = 'open'
    options.begun(E.right({ response: success({ ...Object(begun.original) }), session: dataOf(begun) }))
    if (isNew) tell(live(line('ParticipantJoined', client, { at: clock.now(), key: 'start', original: begun.original })))
    else frames.forEach(tell)
    heed(begun)
    if (restoreFault) failed(restoreFault, 'HistoryFailed')
    for (const malformed of early.splice(0)) emit(E.left(malformed))
    options.entered(isNew)
    endIfReadOnly()
  }

  /**
   * A goodbye is the end, unless something newer comes right behind it: then it is an old one. It may have overtaken what was
   * said before it: nothing promises an order.
   */
  const heedGoodbye = (item: Item): void => {
    goodbye.unsubscribe()
    if (!item.leaves || !(isForGood(item) || disconnectBehaviour === 'ended')) return
    goodbye = timer(0, scheduler).subscribe(() => options.end({ atOnce: false }))
  }

  const passed = (item: Item): void => {
    options.past().passed(item)
    if (item.from.type !== 'Client') heedGoodbye(item)
    else if (item.entries.length > 0) options.wrote()
  }

  const missed = (at: number): void => {
    options.past().missed()
    const fault = options.historyFault()
    failed(failure(fault?.errorReason ?? 'missed', `What was said since ${since(at)} could not all be had.`, { status: fault?.status ?? 0 }), 'HistoryFailed')
  }

  const hear = ({ told, frames, ...room }: Room): void => {
    switch (told._tag) {
      case 'Entered':
        told.items.forEach(options.past().passed)
        if (session) entered(session, { told, frames, ...room })
        return
      case 'Pass':
        for (const frame of frames) tell(frame)
        return passed(told.item)
      case 'Lost':
        return frames.forEach(tell)
      case 'Regained':
        frames.forEach(tell)
        return endIfReadOnly()
      case 'Missed':
        return missed(told.since)
      case 'Over':
        if (told.why) failed(told.why)
        tell({ _tag: 'Ended' })
        return options.finish(told.why)
    }
  }

  return {
    hear,
    tell,
    failed,
    silence: () => {
      phase = 'silent'
    },
    limits: () => limits,
    listener: {
      configured: (given) => {
        session = given
        if (phase !== 'open') return
        tell({ _tag: 'Changed', session: dataOf(given) })
        heed(given)
      },
      spoke: expiry.spoke,
      malformed: (malformed) => {
        if (phase !== 'opening') emit(E.left(malformed))
        else if (early.length < MOST_EARLY) early.push(malformed)
      },
      refused: (response) => failed(announced(response)),
      typingRefused: options.typingRefused,
      historyFailed: (why) => {
        restoreFault = why
      },
      historyCut: () => {
        options.past().missed()
        failed(failure('missed', 'What was said before the newest page of the history could not all be had.'), 'HistoryFailed')
      }
    }
  }
}
