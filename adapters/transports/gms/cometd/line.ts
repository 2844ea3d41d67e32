/**
 * One line to GMS over CometD. The library shakes hands, negotiates the way and keeps asking for news; whether and when there
 * is another connection is decided by the conversation: what the library would do about a failure is told, and not done.
 */
import { catchError, concat, defer, from, map, Observable, of, share, Subject, switchMap } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Message } from 'cometd'
import * as E from 'fp-ts/Either'
import { failure, success } from '../../../../lib/Response'
import type { Response } from '../../../../lib/Response'
import { CONFIGURATION, LOST } from '../../../../lib/Transport'
import { inTime } from '../../../../lib/timeouts'
import type { Environment } from '../../Environment'
import { readReply } from '../reply'
import type { Reply } from '../reply'
import { barred, closed, connection } from './connection'
import type { LineNews, Memory } from './connection'

/** A line that any number of people may use: it stands as long as somebody does. */
export interface Line {
  /** Completes after `Closed`. */
  readonly connect: () => Observable<LineNews>
  /** What is said on the channel, after it was told by `connect`. */
  readonly delivered$: Observable<Reply>
  /** Says something on the channel. Cold; one answer, in time: whether the server has taken it, which is not yet whether it was done. */
  readonly publish: (data: Readonly<Record<string, unknown>>) => Observable<Reply>
}

/** What a line needs. */
export interface LineOptions {
  readonly environment: Pick<Environment, 'fetch' | 'WebSocket'> & { readonly scheduler: SchedulerLike }
  /** Where hands are shaken, over HTTP. */
  readonly url: string
  readonly channel: string
  readonly headers: Readonly<Record<string, string>>
  /** Whether a WebSocket is tried first. */
  readonly websocket: boolean
  /** Ms that the server may take to acknowledge what is said. */
  readonly patience: number
}

const opened: LineNews = { _tag: 'Opened' }
const missing = failure(CONFIGURATION, 'The CometD client could not be loaded: on a page, the file webchat-service.cometd.min.js has to stand beside the script bundle.')
const lost = readReply(E.left(failure(LOST, 'There is no connection just now.')))

/** What was said was taken. Source: observed behaviour of Genesys Widgets 9. */
export const taken = readReply(E.right(success({ statusCode: 0 })))

/** What the acknowledgement says. */
const acknowledged = ({ successful, error, ...more }: Message): Reply => {
  if (successful === true) return taken
  // Nothing came back, or the server has forgotten who we are: the connection will say so, too.
  const why = typeof error === 'string' ? error : ''
  if (why === '' || 'failure' in more || why.startsWith('402')) return lost
  return { ...lost, answer: E.left(failure('refused', 'The server has refused the request.', { responseText: why.slice(0, 200) })), how: 'refused', isUnsure: false }
}

/** The client library, from a chunk of its own. `undefined`: it is not where it has to be, or was kept from the page. Asked again, it is loaded again. */
const load = () =>
  defer(() => from(import(/* webpackChunkName: "webchat-service.cometd" */ './library'))).pipe(catchError(() => of(undefined)))

/** A line that is not open yet. */
export const createLine = ({ environment, url, channel, headers, websocket, patience }: LineOptions): Line => {
  const { scheduler } = environment
  const delivered$ = new Subject<Reply>()
  const memory: Memory = { current: undefined, isBarred: false, triesSockets: websocket, haveSocketsWorked: false }
  const options = { environment, url, channel, headers, memory, delivered: (reply: Reply) => delivered$.next(reply) }

  const connection$ = defer(() => {
    if (memory.isBarred) return of(closed(barred))
    return load().pipe(switchMap((loaded) => (loaded === undefined ? of(closed(missing)) : connection(loaded, options))))
  }).pipe(share())

  return {
    connect: () => defer(() => (memory.current === undefined ? connection$ : concat(of(opened), connection$))),
    delivered$,
    publish: (data) =>
      new Observable<Reply>((subscriber) => {
        const answer = (reply: Reply): void => {
          subscriber.next(reply)
          subscriber.complete()
        }
        if (memory.current === undefined) return answer(lost)
        memory.current.publish(channel, data, (message) => answer(acknowledged(message)))
      }).pipe(
        map((reply) => E.right(reply)),
        inTime<E.Either<Response, Reply>>(patience, scheduler),
        map((answer) => (E.isLeft(answer) ? readReply(answer) : answer.right))
      )
  }
}
