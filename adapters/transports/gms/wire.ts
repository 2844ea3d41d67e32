/** GMS's side of a conversation: a poll is the sign of life and brings the news, and the history is a poll from further back. */
import * as E from 'fp-ts/Either'
import { concat, concatMap, defer, from, last, map, of, tap } from 'rxjs'
import type { Observable, SchedulerLike } from 'rxjs'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import { RESTORE_TIMEOUT } from '../../../lib/Transport'
import type { Answered as Fate, LinkInput, PageInput } from '../conversation/Conversation'
import type { Wire } from '../conversation/talk'
import type { ServerClock } from '../clock'
import type { Echoes } from '../polling/echoes'
import type { Poller } from '../polling/poller'
import { retryAfter } from '../rest'
import { arrivedAs, itemsOf, transcriptSettings } from '../transcript/conversing'
import { indexIn } from '../transcript/TranscriptEvent'
import type { News } from '../transcript/TranscriptEvent'
import type { Api } from './api'
import type { GmsConfig } from './config'
import type { Saying } from './fields'
import { createReading, FIRST, OVERLAP } from './reading'
import type { Reply } from './reply'

/** What the wire of one chat needs, and whom it tells. */
export interface Terms {
  readonly config: GmsConfig
  readonly api: Api
  readonly clock: ServerClock
  readonly poller: Poller
  readonly echoes: Echoes
  readonly scheduler: SchedulerLike
  /** The reply that made the chat; `undefined` in one that is taken up again. */
  readonly beginning: Reply | undefined
  /** The page is about to poll: other tabs and later pages see that it is there. Whether the chat was ended on this device. */
  readonly visit: () => { readonly isGone: boolean }
  /** The event of the transcript that came last. */
  readonly reached: (index: number) => void
  /** Something may have been missed: the history is to be asked. */
  readonly suspect: () => void
  /** There is proof that the chat is over. What was said before may still come. */
  readonly over: () => void
  /** The chat was taken up while the chat server is away. */
  readonly beganOffline: () => void
  /** Everybody is to hear of a fault that no caller waits for. */
  readonly fault: (response: Response) => void
}

/** What GMS brings to a conversation, and where its transcript is. */
export interface GmsWire extends Wire<News, Saying> {
  /** The index that is asked for next. */
  readonly position: () => number
  /** What the customer is typing: goes with each poll. */
  readonly showPreview: (text: string) => void
}

type Heard = LinkInput<News>

const opened: Heard = { _tag: 'Opened' }
const alive: Heard = { _tag: 'Heard' }
const ended: Heard = { _tag: 'Ended', atOnce: true }

/** Of a chat that was to be taken up. */
export const isOverNow = failure(RESTORE_TIMEOUT, 'The chat session is over.')

/** Why it was no success; the response itself if it was one. */
export const leftOf = ({ answer }: Reply): Response => (E.isLeft(answer) ? answer.left : answer.right)

/** What the reply to a message says of its fate. */
export const fates =
  ({ echoes, over }: Pick<Terms, 'echoes' | 'over'>) =>
  ({ answer, isUnsure, isOver }: Reply, { text }: Saying): Omit<Fate, '_tag' | 'id'> => {
    if (isOver) over()
    if (E.isLeft(answer)) return { how: isUnsure ? 'unknown' : 'settled', answer }
    echoes.settled(text.trim())
    return { how: 'settled', answer: E.right({ response: answer.right }) }
  }

/** The wire of one chat. `settings`, `connect`, `page` and `send` are what a conversation asks for. */
export const createWire = (terms: Terms): GmsWire => {
  const { api, poller, echoes, scheduler, beginning, visit, beganOffline, fault } = terms
  const { read, lookForHoles, position, restart } = createReading(terms)
  let preview = ''
  /** What came with a connection, and is its history. */
  let fresh: ReadonlyArray<News> | undefined
  let hasOpened = false
  /** The codes of the refusal that was told last: each kind is told once until a poll is served. */
  let toldRefusal = ''

  /** A refusal that says nothing of the chat: a preview that is too long (204) is not sent again. Source: observed behaviour of Genesys Widgets 9. */
  const refused = (reply: Reply): void => {
    const codes = reply.codes.filter((code) => code !== '204')
    if (reply.codes.includes('204')) preview = ''
    const kind = codes.join() || String(leftOf(reply).status)
    if ((codes.length === 0 && reply.codes.length > 0) || toldRefusal === kind) return
    toldRefusal = kind
    fault(leftOf(reply))
  }

  /** What a poll is worth to the link. */
  const inputsOf = (reply: Reply): ReadonlyArray<Heard> => {
    switch (reply.how) {
      case 'unreached':
        if (leftOf(reply).status !== 0) fault(leftOf(reply))
        return [{ _tag: 'Closed', why: leftOf(reply) }]
      case 'later':
        poller.answered(false)
        return [alive]
      case 'refused':
        if (!reply.isOver) refused(reply)
        return reply.isOver ? [...itemsOf(read(reply, false)), ended] : [alive]
      case 'served': {
        poller.answered(true)
        toldRefusal = ''
        const expected = position()
        const news = read(reply, true)
        lookForHoles(news, expected)
        return [alive, ...itemsOf(news), ...(reply.isOver ? [ended] : [])]
      }
    }
  }

  const poll$ = defer((): Observable<Heard> => {
    if (visit().isGone) return of(ended)
    return api.refresh(position(), preview).pipe(concatMap((reply) => from(inputsOf(reply))))
  })

  /** The answer to the poll that a connection begins with. */
  const answeredFirst = (reply: Reply): ReadonlyArray<Heard> => {
    const isFirst = !hasOpened
    if (reply.isOver) {
      // A chat that is taken up again shows nothing any more; in one that goes on, its last words are told.
      const last = isFirst ? [] : itemsOf(read(reply, false))
      return [...last, { _tag: 'Ended', why: isFirst ? isOverNow : undefined, atOnce: true }]
    }
    if (reply.how === 'unreached' || reply.how === 'refused') return [{ _tag: 'Closed', why: leftOf(reply) }]
    hasOpened = true
    poller.answered(reply.how === 'served')
    if (reply.how === 'served') fresh = read(reply, false)
    if (reply.how === 'later' && isFirst) {
      fresh = []
      beganOffline()
    }
    return [opened]
  }

  const first$ = defer((): Observable<Heard> => {
    if (!hasOpened && beginning !== undefined) {
      hasOpened = true
      fresh = read(beginning, true)
      // What the first poll brings is complete, whatever came with this reply. Source: observed behaviour of Genesys Widgets 9.
      restart()
      return of(opened)
    }
    if (visit().isGone) return of(ended)
    return api.refresh(Math.max(FIRST, position() - OVERLAP), preview).pipe(concatMap((reply) => from(answeredFirst(reply))))
  })

  const paged = (reply: Reply): PageInput<News> => {
    if (reply.isOver) return { _tag: 'Paged', page: { items: read(reply, false) }, over: { why: undefined } }
    if (reply.how === 'served' || reply.how === 'later') poller.answered(reply.how === 'served')
    if (reply.how === 'served') return { _tag: 'Paged', page: { items: read(reply, false) } }
    const why = leftOf(reply)
    return { _tag: 'PageFailed', why, wait: retryAfter(why, scheduler.now()), lasting: reply.how === 'refused' }
  }

  const fateOf = fates(terms)

  return {
    settings: transcriptSettings({ pace: poller.pace, echoes, ajaxTimeout: terms.config.ajaxTimeout }),
    connect: () => concat(first$, poller.polls(poll$)),
    probe: poller.probe,
    page: ({ after }) => {
      if (fresh !== undefined) {
        const items = fresh
        fresh = undefined
        return of({ _tag: 'Paged', page: { items } })
      }
      const known = after.map(indexIn).filter((index) => index !== undefined)
      return api.refresh(Math.max(FIRST, Math.max(0, ...known) + 1 - OVERLAP), preview).pipe(map(paged))
    },
    send: ({ said }) =>
      defer(() => {
        preview = ''
        echoes.sending()
        return api.send(said).pipe(
          last(),
          tap(() => poller.hasten()),
          map((reply) => fateOf(reply, said))
        )
      }),
    arrived: arrivedAs,
    position,
    showPreview: (text) => {
      preview = text
    }
  }
}
