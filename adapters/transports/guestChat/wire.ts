/** Guest chat's side of a conversation: one stream of frames, history and messages by request. */
import * as E from 'fp-ts/Either'
import { delayWhen, map, of, tap, timer } from 'rxjs'
import { copyJson, isPlain } from '../../../lib/data'
import { failure, success } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import { inTime } from '../../../lib/timeouts'
import { SOCKET } from '../../../lib/Transport'
import type { Answered as Fate, LinkInput, Settings } from '../conversation/Conversation'
import type { Wire } from '../conversation/talk'
import type { Environment } from '../Environment'
import type { Answered } from '../rest'
import { socket } from '../socket'
import type { Api } from './api'
import type { ServerClock } from '../clock'
import type { GuestChatConfig } from './config'
import { isDoubtful } from './history'
import type { History } from './history'
import type { Session } from './storage'
import { CONNECTED, DISCONNECTED, isUnit, readFrame } from './Unit'
import type { News, Unit } from './Unit'
import { inPlace } from '../inPlace'

interface Terms {
  readonly environment: Pick<Environment, 'WebSocket' | 'scheduler'>
  readonly config: GuestChatConfig
  readonly session: Session
  readonly api: Api
  readonly history: History
  readonly clock: ServerClock
  /** Somebody has ended the session on this device. */
  readonly isKilled: () => boolean
  /** The chat may be over: the history is to be asked. */
  readonly suspect: () => void
}

/** Ms after an answer that failed to come in which the server may still come to handle what was sent: then the history is asked for it. */
const LATE = 5_000

const now$ = of(undefined)

/** Ms that the own record may take which decides about the end. */
const LOOK = 2_000

/** Ms by which an own message may seem to be older than the moment at which it was sent: clocks are not exact. */
const TOLERANCE = 1_000

type Heard = LinkInput<News>

const opened: Heard = { _tag: 'Opened' }
const signOfLife: Heard = { _tag: 'Heard' }
/** The end may have overtaken what was said before it. */
const ended: Heard = { _tag: 'Ended', atOnce: false }
const killed: Heard = { _tag: 'Ended', atOnce: true }
// Why is not decided by the code, which is undocumented on purpose, but by asking. Source: Genesys' forum.
const closed: Heard = { _tag: 'Closed' }

/** What a live unit means for the link. `self`: the guest's own id, who has left, or was made to: then the chat is over, unless their record says otherwise. */
export const heard = (unit: Unit, self: string): Heard => {
  if (unit.kind === '') return signOfLife
  return unit.kind === DISCONNECTED && unit.memberId === self ? ended : { _tag: 'Heard', item: unit }
}

/** Nothing came back: it may have arrived all the same. */
const isUnknown = ({ status }: Response): boolean => status === 0

/**
 * `itemId`: the message that it has become. What the server refuses, also for a while (429), is not sent again: that is the
 * caller's to decide. What nothing was heard of is sent once more, when the history does not have it.
 */
const fateOf = (answer: Answered): Omit<Fate, '_tag' | 'id'> => {
  if (E.isLeft(answer)) return { how: isUnknown(answer.left) ? 'unknown' : 'settled', answer }
  const { id } = answer.right
  return { how: 'settled', answer: E.right({ response: answer.right }), itemId: typeof id === 'string' ? id : undefined }
}

const settingsOf = ({ session, config, clock }: Pick<Terms, 'session' | 'config' | 'clock'>): Settings<News, string> => {
  const { socketHeartbeatTrackerInterval: silence, socketReconnectInterval: pause } = config.transport
  return {
    // Nothing can be asked of the stream: heartbeats come by themselves, every 5 to 10 s.
    pace: { opening: 10_000, silence, probe: 0, doubt: 12_000, pause },
    saysOverLink: false,
    historyNeedsLink: false,
    newestFirst: false,
    isEcho: (item, { said, sentAt }) => {
      if (!isUnit(item) || item.memberId !== session.memberId || item.text !== said) return false
      const sent = clock.at(sentAt)
      return item.untimed === true || sent === undefined || item.at >= sent - TOLERANCE
    },
    answer: 5_000,
    echo: 3_000,
    lastWords: 2_000,
    unreachable: failure(SOCKET, 'The server could not be reached.')
  }
}

/** The wire of one chat. */
export const createWire = ({ environment, config, session, api, history, clock, isKilled, suspect }: Terms): Wire<News, string> => {
  const { conversationId, memberId: self } = session
  const reading = { conversationId, now: clock.now }

  /**
   * The guest has left, or was made to: then the chat is over. But the stream repeats frames, and who went for a moment may
   * be there again: it goes on when their record says so. What the record does not say in time is believed.
   */
  const departed$ = api.own(1).pipe(
    inTime(LOOK, environment.scheduler),
    map((own): Heard => (E.isRight(own) && own.right.state === CONNECTED ? signOfLife : ended))
  )

  const received = (data: unknown): Heard | typeof departed$ => {
    const frame = readFrame(data, reading)
    if (E.isLeft(frame)) return { _tag: 'Heard', item: { at: clock.now(), malformed: frame.left } }
    const unit = frame.right
    if (unit.kind === '') return signOfLife
    if (unit.untimed === undefined) clock.learn(unit.at)
    // Membership ends with it for good, but who is there is said by states alone: the guest's own is looked up.
    if (unit.kind === 'member-leave' && unit.memberId === self) suspect()
    const input = heard(unit, self)
    return input === ended ? departed$ : input
  }

  return {
    settings: settingsOf({ session, config, clock }),
    connect: () =>
      socket(environment, session.WebSocketUrl).pipe(
        map((news): Heard | typeof departed$ => {
          if (news._tag === 'Closed') return closed
          if (isKilled()) return killed
          return news._tag === 'Opened' ? opened : received(news.data)
        }),
        inPlace()
      ),
    page: history.page,
    send: ({ said }) =>
      api.send(said).pipe(
        tap((answer) => {
          if (E.isLeft(answer) && isDoubtful(answer.left)) suspect()
        }),
        map(fateOf),
        delayWhen(({ how }) => (how === 'unknown' ? timer(LATE, environment.scheduler) : now$))
      ),
    arrived: (echo) => E.right({ response: success(isUnit(echo) && isPlain(echo.original) ? copyJson(echo.original) : {}) })
  }
}
