/** The side of Multicloud CX v3 in a conversation: a poll is the sign of life and brings the news, and the history is one from further back. */
import * as E from 'fp-ts/Either'
import { concat, concatMap, defer, from, map, of, tap } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import { ENDED } from '../../../lib/Transport'
import type { Answered as Fate, LinkInput, PageInput } from '../conversation/Conversation'
import type { Wire } from '../conversation/talk'
import type { Echoes } from '../polling/echoes'
import type { Poller } from '../polling/poller'
import { retryAfter } from '../rest'
import { arrivedAs, itemsOf, transcriptSettings } from '../transcript/conversing'
import type { News } from '../transcript/TranscriptEvent'
import type { Api } from './api'
import type { MulticloudV3Config } from './config'
import type { Saying } from './fields'
import type { Reader } from './reader'
import type { Reply } from './reply'

/** What the wire of one chat needs, and whom it tells. */
export interface Terms {
  readonly config: MulticloudV3Config
  readonly api: Api
  readonly reader: Reader
  readonly poller: Poller
  readonly echoes: Echoes
  readonly scheduler: SchedulerLike
  /** The chat has just been made: there is nothing before it. */
  readonly beginsHere: boolean
  /** Whether the chat was ended on this device. */
  readonly isGone: () => boolean
  /** A reply proves that the chat is over: told before the conversation hears of it. */
  readonly over: (reply: Reply) => void
  /** Whoever sends something has learnt that the chat is over. What was said before may still come. */
  readonly end: () => void
  /** Everybody is to hear of a fault that no caller waits for. `code`: the server's word for it. */
  readonly fault: (response: Response, code: string | undefined) => void
}

type Heard = LinkInput<News>

const opened: Heard = { _tag: 'Opened' }
const alive: Heard = { _tag: 'Heard' }
const gone: Heard = { _tag: 'Ended', atOnce: true }

const isOverNow = failure(ENDED, 'The chat session is over.')

/** More messages than a chat has: all of them. Source: observed behaviour of Genesys Widgets 9. */
const ALL = 10_000

/** The failure, or what was taken for one. */
export const leftOf = ({ answer }: Reply): Response => (E.isLeft(answer) ? answer.left : answer.right)

/** The wire of one chat. */
export const createWire = (terms: Terms): Wire<News, Saying> => {
  const { api, reader, poller, echoes, scheduler, beginsHere, isGone, over, end, fault, config } = terms
  /** What came with a connection, and is its history. */
  let fresh: ReadonlyArray<News> | undefined
  let hasOpened = false
  /** The refusal that was told last: each kind is told once until a poll is served. */
  let toldRefusal = ''
  /** The server did not take the index that was asked from: the next poll does without. */
  let isIndexRefused = false

  const refused = (reply: Reply): void => {
    isIndexRefused = !isIndexRefused
    const kind = reply.code ?? String(leftOf(reply).status)
    if (toldRefusal === kind) return
    toldRefusal = kind
    fault(leftOf(reply), reply.code)
  }

  /** What a poll is worth to the link. */
  const inputsOf = (reply: Reply): ReadonlyArray<Heard> => {
    if (reply.over !== undefined) {
      over(reply)
      return [...itemsOf(reader.read(reply.messages, false)), gone]
    }
    switch (reply.how) {
      case 'unreached':
        if (leftOf(reply).status !== 0) fault(leftOf(reply), reply.code)
        return [{ _tag: 'Closed', why: leftOf(reply) }]
      case 'refused':
        refused(reply)
        return [alive]
      case 'served':
        toldRefusal = ''
        isIndexRefused = false
        return [alive, ...itemsOf(reader.read(reply.messages, true))]
    }
  }

  const poll$ = defer((): Observable<Heard> => {
    if (isGone()) return of(gone)
    // An answer that is lost on its way is lost for good, unless the next request says from where on.
    return api.messages({ index: isIndexRefused ? undefined : reader.latest() }).pipe(concatMap((reply) => from(inputsOf(reply))))
  })

  /** The answer to the poll that a connection begins with. */
  const answeredFirst = (reply: Reply): ReadonlyArray<Heard> => {
    const isFirst = !hasOpened
    if (reply.over !== undefined) {
      over(reply)
      if (!isFirst) return [...itemsOf(reader.read(reply.messages, false)), gone]
      // A chat that is taken up again shows nothing any more.
      return [{ _tag: 'Ended', why: reply.over === 'lost' ? leftOf(reply) : isOverNow, atOnce: true }]
    }
    if (reply.how !== 'served') return [{ _tag: 'Closed', why: leftOf(reply) }]
    hasOpened = true
    fresh = reader.read(reply.messages, false)
    return [opened]
  }

  const first$ = defer((): Observable<Heard> => {
    if (!hasOpened && beginsHere) {
      hasOpened = true
      fresh = []
      return concat(of(opened), poll$)
    }
    if (isGone()) return of(gone)
    const count = config.isAsync ? config.pageSize : ALL
    return api.messages(hasOpened ? { index: reader.shortlyBefore() } : { count }).pipe(concatMap((reply) => from(answeredFirst(reply))))
  })

  const paged = (reply: Reply): PageInput<News> => {
    if (reply.over !== undefined) {
      over(reply)
      return { _tag: 'Paged', page: { items: reader.read(reply.messages, false) }, over: { why: undefined } }
    }
    if (reply.how === 'served') return { _tag: 'Paged', page: { items: reader.read(reply.messages, false) } }
    const why = leftOf(reply)
    return { _tag: 'PageFailed', why, wait: retryAfter(why, scheduler.now()), lasting: reply.how === 'refused' }
  }

  /** Whatever the answer was, news may come soon. */
  const fateOf = (reply: Reply, { text }: Saying): Omit<Fate, '_tag' | 'id'> => {
    const { answer, isUnsure } = reply
    if (reply.over !== undefined) {
      over(reply)
      end()
    }
    if (E.isLeft(answer)) return { how: isUnsure ? 'unknown' : 'settled', answer }
    echoes.settled(text.trim())
    return { how: 'settled', answer: E.right({ response: answer.right }) }
  }

  return {
    settings: transcriptSettings({ pace: poller.pace, echoes, ajaxTimeout: config.ajaxTimeout }),
    connect: () => concat(first$, poller.polls(poll$)),
    probe: poller.probe,
    page: () => {
      if (fresh !== undefined) {
        const items = fresh
        fresh = undefined
        return of({ _tag: 'Paged', page: { items } })
      }
      return api.messages({ index: reader.shortlyBefore() }).pipe(map(paged))
    },
    send: ({ said }) =>
      defer(() => {
        echoes.sending()
        return api.say(said).pipe(
          tap(() => poller.hasten()),
          map((reply) => fateOf(reply, said))
        )
      }),
    arrived: arrivedAs
  }
}
