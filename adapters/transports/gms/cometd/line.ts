/**
 * One line to GMS over CometD. The library shakes hands, negotiates the way and keeps asking for news; whether and when there
 * is another connection is decided by the conversation: what the library would do about a failure is told, and not done.
 */
import { catchError, concat, defer, map, Observable, of, share, Subject, Subscription, switchMap } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { CometD, Message } from 'cometd'
import * as E from 'fp-ts/Either'
import { failure, success } from '../../../../lib/Response'
import type { Response } from '../../../../lib/Response'
import { CONFIGURATION, LOST, SOCKET } from '../../../../lib/Transport'
import { inTime } from '../../../../lib/timeouts'
import { isPlain } from '../../../../lib/data'
import type { Environment } from '../../Environment'
import { readReply } from '../reply'
import type { Reply } from '../reply'
import { library$, MISSING } from './library'
import type { Library } from './library'
import { createWays, NETWORK } from './ways'

/** What a line tells of itself. */
export type LineNews =
  /** It can be used; perhaps once more, after `Unready`. */
  | { readonly _tag: 'Opened' }
  /** It stands, but the server has forgotten us: hands are shaken anew. */
  | { readonly _tag: 'Unready' }
  /** The server has answered a request for news, whether it had any or not. */
  | { readonly _tag: 'Alive' }
  /** Something was said on the channel of the service. */
  | { readonly _tag: 'Delivered'; readonly reply: Reply }
  /** Something came that could not be understood: a sentence of what was expected. */
  | { readonly _tag: 'Unreadable'; readonly sentence: string }
  /** It is gone. */
  | { readonly _tag: 'Closed'; readonly why: Response }

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
  /** Where the library comes from; its own chunk, unless given. */
  readonly library?: Observable<Library>
}

/** Ms for which the server is asked to hold a request for news. Each one that is answered is a sign of life. */
export const HOLD = 10_000
/** Ms after which a connection counts as one that lasted: only then hands are shaken anew without a pause. */
const LASTED = 5_000

const opened: LineNews = { _tag: 'Opened' }
const unready: LineNews = { _tag: 'Unready' }
const alive: LineNews = { _tag: 'Alive' }
const closed = (why: Response): LineNews => ({ _tag: 'Closed', why })

const unreachable = failure(SOCKET, 'The server could not be reached.')
const barred = failure(SOCKET, 'The server has asked not to be called again.')
const missing = failure(CONFIGURATION, MISSING)
const lost = readReply(E.left(failure(LOST, 'There is no connection just now.')))

/** What was said was taken. Source: observed behaviour of Genesys Widgets 9. */
export const taken = readReply(E.right(success({ statusCode: 0 })))

/** What the acknowledgement says. */
const acknowledged = ({ successful, error, ...more }: Message): Reply => {
  if (successful === true) return taken
  // Nothing came back, or the server has forgotten who we are: the connection will say so, too.
  if (error === undefined || 'failure' in more || error.startsWith('402')) return lost
  return { ...lost, answer: E.left(failure('refused', 'The server has refused the request.', { responseText: error.slice(0, 200) })), how: 'refused', isUnsure: false }
}

/** A line that is not open yet. */
export const createLine = ({ environment, url, channel, headers, websocket, patience, library = library$ }: LineOptions): Line => {
  const { scheduler } = environment
  const delivered$ = new Subject<Reply>()
  /** There while hands have been shaken. */
  let current: CometD | undefined
  /** The server has asked not to be called again. */
  let isBarred = false
  /** Whether sockets are worth a try: not where none has ever worked while requests do. */
  let triesSockets = websocket
  let haveSocketsWorked = false

  const connection = (loaded: Library): Observable<LineNews> =>
    new Observable((subscriber) => {
      const ways = createWays({
        library: loaded,
        environment,
        socketURL: url.replace(/^http/, 'ws'),
        headers,
        sockets: triesSockets,
        unreadable: (sentence) => subscriber.next({ _tag: 'Unreadable', sentence })
      })
      const timers = new Subscription()
      /** Nothing of it on the console: what it would write holds messages. Its time is the environment's. */
      class Client extends loaded.CometD {
        override setTimeout(work: () => void, delay: number): Subscription {
          const due = scheduler.schedule(work, delay)
          timers.add(due)
          return due
        }
        override clearTimeout(timer: Subscription | undefined): void {
          timer?.unsubscribe()
        }
        _warn(): void {}
        _info(): void {}
        _debug(): void {}
      }
      const client = new Client()
      let isUp = false
      let since = Infinity

      const end = (why: Response): void => {
        if (subscriber.closed) return
        ways.close()
        subscriber.next(closed(why))
        subscriber.complete()
      }

      const adviceOf = ({ advice }: Message): string | undefined => advice?.reconnect

      const shaken = (message: Message): void => {
        if (message.successful === true) return
        // Requests are tried at once, by the library.
        if ('failure' in message && client.getTransport()?.type === 'websocket') return
        isBarred = adviceOf(message) === 'none'
        end(isBarred ? barred : unreachable)
      }

      const connected = (message: Message): void => {
        const advice = adviceOf(message)
        if (message.successful === true && advice !== 'none') {
          const isNews = !isUp
          if (isNews) {
            const isSocket = client.getTransport()?.type === 'websocket'
            haveSocketsWorked = haveSocketsWorked || isSocket
            triesSockets = triesSockets && haveSocketsWorked
            isUp = true
            since = scheduler.now()
            current = client
          }
          return subscriber.next(isNews ? opened : alive)
        }
        const lasted = isUp && scheduler.now() - since > LASTED
        isUp = false
        current = undefined
        if (advice === 'handshake' && lasted) return subscriber.next(unready)
        isBarred = advice === 'none'
        end(isBarred ? barred : unreachable)
      }

      client.unregisterTransports()
      // The library asks more of its transports than its types say: those are made from its own base.
      if (ways.socket !== undefined) client.registerTransport('websocket', ways.socket as never)
      client.registerTransport('long-polling', ways.requests as never)
      client.registerExtension('hold', {
        outgoing: (message) => (message.channel === '/meta/connect' && message.advice === undefined ? { ...message, advice: { timeout: HOLD } } : message)
      })
      client.addListener('/meta/handshake', shaken)
      client.addListener('/meta/connect', connected)
      client.addListener('/meta/disconnect', () => end(unreachable))
      client.addListener(channel, ({ data }) => {
        const body: unknown = data
        if (!isPlain(body)) return subscriber.next({ _tag: 'Unreadable', sentence: 'frame.data: expected an object' })
        const reply = readReply(E.right(success(body)))
        subscriber.next({ _tag: 'Delivered', reply })
        delivered$.next(reply)
      })
      // A worker of its own for timers is forbidden by many a page's policy.
      client.configure({ url, logLevel: 'warn', useWorkerScheduler: false, maxNetworkDelay: NETWORK, advice: { timeout: HOLD, interval: 0 } })
      client.handshake()

      return () => {
        current = undefined
        client.clearListeners()
        timers.unsubscribe()
        // After its own end there is nobody to say farewell to, and the library only learns that it is over.
        ways.close(() => client.disconnect())
        client.disconnect()
      }
    })

  const connection$ = defer(() => {
    if (isBarred) return of(closed(barred))
    return library.pipe(
      map((loaded) => ({ loaded })),
      catchError(() => of({ loaded: undefined })),
      switchMap(({ loaded }) => (loaded === undefined ? of(closed(missing)) : connection(loaded)))
    )
  }).pipe(share())

  return {
    connect: () => defer(() => (current === undefined ? connection$ : concat(of(opened), connection$))),
    delivered$,
    publish: (data) =>
      new Observable<Reply>((subscriber) => {
        const answer = (reply: Reply): void => {
          subscriber.next(reply)
          subscriber.complete()
        }
        if (current === undefined) return answer(lost)
        current.publish(channel, data, (message) => answer(acknowledged(message)))
      }).pipe(
        map((reply) => E.right(reply)),
        inTime<E.Either<Response, Reply>>(patience, scheduler),
        map((answer) => (E.isLeft(answer) ? readReply(answer) : answer.right))
      )
  }
}
