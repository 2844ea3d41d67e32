/** One connection to GMS over CometD, by its client library. */
import * as E from 'fp-ts/Either'
import { Observable, Subscription } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { CometD as Client, Message } from 'cometd'
import { isPlain } from '../../../../lib/data'
import { failure, success } from '../../../../lib/Response'
import type { Response } from '../../../../lib/Response'
import { SOCKET } from '../../../../lib/Transport'
import type { Environment } from '../../Environment'
import { readReply } from '../reply'
import type { Reply } from '../reply'
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

/** What is left of one connection for the next. */
export interface Memory {
  /** There while hands have been shaken. */
  current: Client | undefined
  /** The server has asked not to be called again. */
  isBarred: boolean
  /** Whether sockets are worth a try: not where none has ever worked while requests do. */
  triesSockets: boolean
  haveSocketsWorked: boolean
}

/** Ms for which the server is asked to hold a request for news. Each one that is answered is a sign of life. */
export const HOLD = 10_000

/** It is gone. */
export const closed = (why: Response): LineNews => ({ _tag: 'Closed', why })

/** Why there was none. */
export const unreachable = failure(SOCKET, 'The server could not be reached.')
/** Why there is no other connection. */
export const barred = failure(SOCKET, 'The server has asked not to be called again.')

/** What a connection needs. */
export interface ConnectionOptions {
  readonly environment: Pick<Environment, 'fetch' | 'WebSocket'> & { readonly scheduler: SchedulerLike }
  readonly url: string
  readonly channel: string
  readonly headers: Readonly<Record<string, string>>
  readonly memory: Memory
  /** Something was said on the channel, after it was told. */
  readonly delivered: (reply: Reply) => void
}

/** Ms after which a connection counts as one that lasted: only then hands are shaken anew without a pause. */
const LASTED = 5_000

const opened: LineNews = { _tag: 'Opened' }
const unready: LineNews = { _tag: 'Unready' }
const alive: LineNews = { _tag: 'Alive' }

/** Cold: each subscription is a connection, and unsubscribing closes it. Completes after `Closed`. */
export const connection = ({ CometD, Transport }: Library, { environment, url, channel, headers, memory, delivered }: ConnectionOptions): Observable<LineNews> =>
  new Observable((subscriber) => {
    const { scheduler } = environment
    const ways = createWays({
      Transport,
      environment,
      socketURL: url.replace(/^http/, 'ws'),
      headers,
      sockets: memory.triesSockets,
      unreadable: (sentence) => subscriber.next({ _tag: 'Unreadable', sentence })
    })
    const timers = new Subscription()
    /** Nothing of it on the console: what it would write holds messages. Its time is the environment's. */
    class QuietClient extends CometD {
      override setTimeout(work: () => void, delay: number): Subscription {
        const due = scheduler.schedule(() => {
          timers.remove(due)
          work()
        }, delay)
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
    const client = new QuietClient()
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
      memory.isBarred = adviceOf(message) === 'none'
      end(memory.isBarred ? barred : unreachable)
    }

    const connected = (message: Message): void => {
      const advice = adviceOf(message)
      if (message.successful === true && advice !== 'none') {
        const isNews = !isUp
        if (isNews) {
          const isSocket = client.getTransport()?.type === 'websocket'
          memory.haveSocketsWorked = memory.haveSocketsWorked || isSocket
          memory.triesSockets = memory.triesSockets && memory.haveSocketsWorked
          isUp = true
          since = scheduler.now()
          memory.current = client
        }
        return subscriber.next(isNews ? opened : alive)
      }
      const lasted = isUp && scheduler.now() - since > LASTED
      isUp = false
      memory.current = undefined
      if (advice === 'handshake' && lasted) return subscriber.next(unready)
      memory.isBarred = advice === 'none'
      end(memory.isBarred ? barred : unreachable)
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
      delivered(reply)
    })
    // A worker of its own for timers is forbidden by many a page's policy.
    client.configure({ url, logLevel: 'warn', useWorkerScheduler: false, maxNetworkDelay: NETWORK, advice: { timeout: HOLD, interval: 0 } })
    client.handshake()

    return () => {
      memory.current = undefined
      client.clearListeners()
      timers.unsubscribe()
      // After its own end there is nobody to say farewell to, and the library only learns that it is over.
      ways.close(() => client.disconnect())
      client.disconnect()
    }
  })
