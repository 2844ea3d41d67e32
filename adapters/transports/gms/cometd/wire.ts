/** A conversation over a line: what is delivered is its news, each answered request for news its sign of life, and the history is asked for by position. */
import * as E from 'fp-ts/Either'
import { concatMap, defer, from, last, map, of, Subscription } from 'rxjs'
import type { Observable } from 'rxjs'
import type { Either, Malformed, Response } from '../../../../lib'
import { failure } from '../../../../lib/Response'
import { NO_MORE } from '../../../../lib/Transport'
import type { LinkInput, PageInput } from '../../conversation/Conversation'
import type { Pace } from '../../conversation/link'
import { retryAfter } from '../../rest'
import { arrivedAs, itemsOf, transcriptSettings } from '../../transcript/conversing'
import { highestIndex, indexIn, readEvents } from '../../transcript/TranscriptEvent'
import type { News } from '../../transcript/TranscriptEvent'
import type { CometdApi } from './api'
import { createReading, FIRST, OVERLAP } from '../reading'
import type { Reply } from '../reply'
import { fates, isOverNow, leftOf } from '../wire'
import type { GmsWire, Terms as SharedTerms } from '../wire'
import { HOLD } from './connection'
import type { LineNews } from './connection'
import type { Line } from './line'

/** What the wire of one chat needs, and whom it tells. */
export interface CometdTerms extends Omit<SharedTerms, 'poller' | 'api'> {
  readonly line: Line
  /** Every delivery, before anybody hears of it. */
  readonly heard: (reply: Reply) => void
  /** Whether a delivery is about another chat. */
  readonly isStrange: (reply: Reply) => boolean
  /** Whether the chat server behind GMS was there. */
  readonly answered: (isServed: boolean) => void
  readonly api: CometdApi
  /** How many events of a chat that is taken up are asked for, and of each older page; `undefined`: all of them. */
  readonly pageSize: number | undefined
}

/** The wire of one chat, with its past. */
export interface CometdWire extends GmsWire {
  /** The next older page. Cold; one answer: `Left` where there is none. */
  readonly older: () => Observable<Either<Response, ReadonlyArray<News>>>
}

type Heard = LinkInput<News>

/** A held request for news is answered within `HOLD`; then one is asked for, whose answer says that both are there. */
const pace: Pace = { opening: 25_000, silence: HOLD + 2_000, probe: 4_000, doubt: 4_000, pause: 500 }

const noMore = E.left(failure(NO_MORE, 'No more messages to fetch.'))

const opened: Heard = { _tag: 'Opened' }
const unready: Heard = { _tag: 'Unready' }
const alive: Heard = { _tag: 'Heard' }

const unreadable = (sentence: string): News => {
  const malformed: Malformed = { errors: [sentence] }
  return { id: `unreadable-${sentence}`, at: -Infinity, malformed }
}

/** The wire of one chat. `settings`, `connect`, `page` and `send` are what a conversation asks for. */
export const createCometdWire = (terms: CometdTerms): CometdWire => {
  const { line, api, echoes, scheduler, beginning, visit, beganOffline, fault, heard, isStrange, answered, pageSize, clock } = terms
  const { read, lookForHoles, position } = createReading(terms)
  const fateOf = fates(terms)
  /** What made the chat, and is its history. */
  let fresh: ReadonlyArray<News> | undefined = beginning === undefined ? undefined : read(beginning, true)
  let hasEntered = false
  /** The first event that has been told: what is before it is the past, and comes only when it is asked for. */
  let oldest = FIRST
  let preview = ''
  let probing = new Subscription()

  const ended = (): Heard => ({ _tag: 'Ended', why: hasEntered ? undefined : isOverNow, atOnce: true })

  const isPast = ({ id }: News): boolean => (indexIn(id) ?? Infinity) < oldest
  const presentIn = (news: ReadonlyArray<News>): ReadonlyArray<News> => (oldest > FIRST ? news.filter((one) => !isPast(one)) : news)

  /** Where the first page of a chat that is taken up begins: its latest event tells how long the transcript is. */
  const firstPosition = (size: number): Observable<number> =>
    api.past(-1).pipe(
      map((reply) => {
        const highest = highestIndex(read(reply, false)) ?? FIRST
        oldest = Math.max(FIRST, highest - size)
        return oldest
      })
    )

  /** A refusal that nobody waits for says nothing of the chat. Those that somebody waits for are told by their answers. */
  const inputsOf = (reply: Reply): ReadonlyArray<Heard> => {
    if (isStrange(reply)) return [alive]
    heard(reply)
    if (reply.how === 'served' || reply.how === 'later') answered(reply.how === 'served')
    if (reply.isOver && !hasEntered) return [ended()]
    const expected = position()
    const news = presentIn(read(reply, hasEntered && !reply.isOver))
    if (hasEntered && !reply.isOver) lookForHoles(news, expected)
    return [alive, ...itemsOf(news), ...(reply.isOver ? [ended()] : [])]
  }

  const inputOf = (news: LineNews): ReadonlyArray<Heard> => {
    if (news._tag !== 'Closed' && visit().isGone) return [{ _tag: 'Ended', atOnce: true }]
    switch (news._tag) {
      case 'Opened':
        return [opened]
      case 'Unready':
        return [unready]
      case 'Alive':
        return [alive]
      case 'Unreadable':
        return [{ _tag: 'Heard', item: unreadable(news.sentence) }]
      case 'Delivered':
        return inputsOf(news.reply)
      case 'Closed':
        if (hasEntered && news.why.errorReason === 'configuration') fault(news.why)
        return [{ _tag: 'Closed', why: news.why }]
    }
  }

  const paged = (reply: Reply): PageInput<News> => {
    const why = leftOf(reply)
    if (reply.isOver) return { _tag: 'Paged', page: { items: [] }, over: { why: hasEntered ? undefined : isOverNow } }
    if (reply.how === 'later' && !hasEntered) {
      hasEntered = true
      beganOffline()
      return { _tag: 'Paged', page: { items: [] } }
    }
    if (reply.how !== 'served') return { _tag: 'PageFailed', why, wait: retryAfter(why, scheduler.now()), lasting: reply.how === 'refused' }
    hasEntered = true
    return { _tag: 'Paged', page: { items: read(reply, false) } }
  }

  return {
    settings: transcriptSettings({ pace, echoes: terms.echoes, ajaxTimeout: terms.config.ajaxTimeout }),
    connect: () => line.connect().pipe(concatMap((news) => from(inputOf(news)))),
    probe: () => {
      probing.unsubscribe()
      // Its acknowledgement is told by nobody else; its delivery is news like any other.
      probing = api.refresh(position(), preview).subscribe()
    },
    page: ({ first, after }) =>
      defer((): Observable<PageInput<News>> => {
        if (fresh !== undefined) {
          const items = fresh
          fresh = undefined
          hasEntered = true
          return of({ _tag: 'Paged', page: { items } })
        }
        const known = after.map(indexIn).filter((index) => index !== undefined)
        const isPaged = first && pageSize !== undefined
        const from$ = isPaged ? firstPosition(pageSize) : of(Math.max(FIRST, Math.max(0, ...known) + 1 - OVERLAP, oldest))
        return from$.pipe(concatMap((start) => api.refresh(start, preview)), map(paged))
      }),
    send: ({ said }) =>
      defer(() => {
        preview = ''
        echoes.sending()
        return api.send(said).pipe(
          last(),
          map((reply) => fateOf(reply, said))
        )
      }),
    older: () =>
      defer(() => {
        const size = pageSize ?? 0
        if (oldest <= FIRST) return of(noMore)
        const start = Math.max(FIRST, oldest - size)
        return api.past(start).pipe(
          map((reply): Either<Response, ReadonlyArray<News>> => {
            if (reply.how !== 'served') return E.left(leftOf(reply))
            const page = readEvents(reply.messages, { now: clock.now }).filter(isPast)
            oldest = start
            return E.right(page)
          })
        )
      }),
    arrived: arrivedAs,
    position,
    showPreview: (text) => {
      preview = text
    }
  }
}
