/** GMS's operations as publications on the channel of the service. What comes of them is delivered there, and says not of which one. */
import * as E from 'fp-ts/Either'
import { filter, merge, Observable, of, take, timeout } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import { isObject } from '../../../../lib/data'
import type { Data } from '../../../../lib/data'
import { failure } from '../../../../lib/Response'
import { TIMEOUT } from '../../../../lib/Transport'
import { attempt } from '../../../guarded'
import type { Environment } from '../../Environment'
import { indexIn } from '../../transcript/TranscriptEvent'
import { insistently } from '../api'
import type { Api } from '../api'
import { noKeys } from '../fields'
import type { Beginning, Keys } from '../fields'
import { readReply } from '../reply'
import type { Reply } from '../reply'
import { taken } from './line'
import type { Line } from './line'

/** What the operations of one chat need. */
export interface CometdApiOptions {
  readonly line: Line
  readonly environment: Pick<Environment, 'random'> & { readonly scheduler: SchedulerLike }
  /** Ms that an answer may take. */
  readonly patience: number
  /** They may change with each delivery. */
  readonly keys: () => Keys
  /** The index that comes next. */
  readonly position: () => number
}

const noAnswer = readReply(E.left(failure(TIMEOUT, 'The chat server has not answered in time.')))

/** Source: observed behaviour of Genesys Widgets 9. */
const keysIn = ({ sessionID: chatId, alias, secureKey, userId }: Keys): Data => ({ chatId, alias, secureKey, userId })

const listIn = (u: unknown): ReadonlyArray<unknown> => (Array.isArray(u) ? u : [])

const indexOf = (message: unknown): number | undefined => (isObject(message) && 'index' in message ? indexIn(message.index) : undefined)

/** Whether what was asked for from `from` on may be this: news that comes by itself begins with what is not known yet. */
const isHistory = ({ how, isOver, messages }: Reply, from: number, next: number): boolean => {
  if (how !== 'served' || isOver) return true
  const indexes = listIn(messages).flatMap((message) => indexOf(message) ?? [])
  return indexes.length === 0 || Math.min(...indexes) <= from || Math.min(...indexes) < next
}

/** Whether the customer's own line with this text is in it. `from`: where it can be. */
const holds = ({ messages }: Reply, text: string, from: number): boolean =>
  listIn(messages).some((message) => {
    if (!isObject(message) || !('text' in message) || !('type' in message) || !('from' in message)) return false
    const isOwn = isObject(message.from) && 'type' in message.from && message.from.type === 'Client'
    const isLine = isOwn && message.type === 'Message' && typeof message.text === 'string' && message.text.trim() === text.trim()
    return isLine && (indexOf(message) ?? from) >= from
  })

/** Said for a chat that is yet to be: the answer is whatever is delivered first, for nothing else can be. */
export const createOver = (line: Line, beginning: Beginning, { patience, scheduler }: { readonly patience: number; readonly scheduler: SchedulerLike }): Observable<Reply> =>
  merge(line.delivered$, line.publish({ operation: 'requestChat', ...keysIn(noKeys), ...beginning }).pipe(filter(({ how }) => how !== 'served'))).pipe(
    take(1),
    timeout({ first: patience, scheduler, with: () => of(noAnswer) })
  )

/** All that can be asked of GMS in one chat over CometD. */
export interface CometdApi extends Api {
  /** The transcript from a position, for pages of the past; a negative one counts from the end. */
  readonly past: (from: number) => Observable<Reply>
}

/** The operations of one chat. */
export const createCometdApi = ({ line, environment, patience, keys, position }: CometdApiOptions): CometdApi => {
  const { scheduler } = environment
  const inPatience = timeout<Reply, Observable<Reply>>({ first: patience, scheduler, with: () => of(noAnswer) })

  const publish = (operation: string, data: Data): Observable<Reply> =>
    new Observable((subscriber) => line.publish({ operation, ...keysIn(keys()), ...data }).subscribe(subscriber))

  /** A refusal is delivered, perhaps before the acknowledgement. After it, it is nobody's who waits. */
  const ask = (operation: string, data: Data = {}): Observable<Reply> =>
    merge(line.delivered$.pipe(filter(({ how }) => how !== 'served')), publish(operation, data)).pipe(take(1), inPatience)

  /** Done when the answer says so that is looked for; not done when the publication fails. */
  const askFor = (asked$: Observable<Reply>, isAnswer: (reply: Reply) => boolean): Observable<Reply> =>
    merge(line.delivered$.pipe(filter(isAnswer)), asked$.pipe(filter(({ how }) => how !== 'served'))).pipe(take(1), inPatience)

  return {
    refresh: (from, message) =>
      new Observable((subscriber) => {
        const next = position()
        return askFor(publish('requestNotifications', { transcriptPosition: from, message }), (reply) => isHistory(reply, from, next)).subscribe(subscriber)
      }),
    past: (from) => askFor(publish('refresh', { transcriptPosition: from }), (reply) => from < 0 || isHistory(reply, from, from)),
    send: ({ text, messageType, eventAttributes }) =>
      new Observable<Reply>((subscriber) => {
        const from = position()
        const attributes = eventAttributes === undefined ? {} : { eventAttributes: attempt(() => JSON.parse(eventAttributes) as unknown) }
        const isAnswer = (reply: Reply): boolean => reply.how !== 'served' || reply.isOver || holds(reply, text, from)
        return askFor(publish('sendMessage', { message: text, messageType, ...attributes }), isAnswer)
          .subscribe({
            // What is delivered is everybody's. What the caller hears is that it was taken.
            next: (reply) => subscriber.next(reply.how === 'served' ? { ...taken, isOver: reply.isOver } : reply),
            complete: () => subscriber.complete()
          })
      }).pipe(insistently(environment)),
    typing: (typing, { text: message }) => ask(typing ? 'startTyping' : 'stopTyping', { message }),
    notice: (message) => ask('customNotice', { message }),
    wake: () => ask('customNotice', { eventAttributes: { purpose: 'cancel-idle-timer' } }),
    update: (userData) => ask('updateData', { userData }),
    leave: () => ask('disconnect')
  }
}
