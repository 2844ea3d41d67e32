/** How messages of CometD travel: over a WebSocket, or by requests of which one is held by the server. Through the environment alone. */
import * as E from 'fp-ts/Either'
import { Subscription, timer } from 'rxjs'
import type { SchedulerLike } from 'rxjs'
import type { Message } from 'cometd'
import { isObject, isPlain } from '../../../../lib/data'
import { tooDeepAt } from '../../../../lib/depth'
import { attempt } from '../../../guarded'
import type { Environment } from '../../Environment'
import { MOST_CHARACTERS } from '../../read'
import { request } from '../../rest'
import { socket } from '../../socket'
import type { Envelope, Library, TransportBase } from './library'

/** Ms that an answer may take, beyond what the server was told to hold it. */
export const NETWORK = 10_000
/** Ms in which a new socket has to bring its first message: after that the requests are tried. */
const SOCKET = 5_000

/** What the ways of one connection need, and whom they tell. */
export interface WaysOptions extends Pick<Library, 'Transport'> {
  readonly environment: Pick<Environment, 'fetch' | 'WebSocket'> & { readonly scheduler: SchedulerLike }
  /** Where sockets go. */
  readonly socketURL: string
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether sockets are to be tried. */
  readonly sockets: boolean
  /** Something came that could not be understood. */
  readonly unreadable: (sentence: string) => void
}

/** The ways of one connection. */
export interface Ways {
  /** `undefined`: none is wanted. */
  readonly socket: TransportBase | undefined
  readonly requests: TransportBase
  /** Nothing is sent or heard any more. `says`: what is still said before, such as the farewell. */
  readonly close: (says?: () => void) => void
}

const isNumber = (u: unknown): boolean => typeof u === 'number' && u >= 0 && u <= 600_000

/** Advice, as far as it can be followed. */
const adviceIn = (advice: unknown): object | undefined => {
  if (!isPlain(advice)) return undefined
  const { reconnect, interval, timeout } = advice
  const isKnown = reconnect === 'retry' || reconnect === 'handshake' || reconnect === 'none'
  return { ...(isKnown && { reconnect }), ...(isNumber(interval) && { interval }), ...(isNumber(timeout) && { timeout }) }
}

/** The messages in what came; `undefined` when there is one that is none. What the library would stumble over is left out. */
const messagesIn = (given: unknown): ReadonlyArray<Message> | undefined => {
  const list: ReadonlyArray<unknown> = Array.isArray(given) ? given : [given]
  const messages = list.flatMap((one) => {
    if (!isObject(one) || !('channel' in one) || typeof one.channel !== 'string') return []
    const message = { ...one, channel: one.channel, advice: 'advice' in one ? adviceIn(one.advice) : undefined }
    const isAnswer = 'successful' in one && typeof one.successful === 'boolean'
    return isAnswer || 'data' in one ? [message] : []
  })
  // The library reads of a message what was looked at here; what else is in it is looked at where it is used.
  return messages.length === list.length ? messages : undefined
}

/** JSON text as it came over a socket. */
const readFrame = (data: unknown): ReadonlyArray<Message> | undefined => {
  const text = String(data)
  if (text.length > MOST_CHARACTERS) return undefined
  const json = attempt(() => JSON.parse(text) as unknown)
  return tooDeepAt(json) ? undefined : messagesIn(json)
}

const UNREADABLE = 'frame: expected messages of the Bayeux protocol'

/** The ways of one connection; nothing is opened before something is sent. */
export const createWays = ({ Transport, environment, socketURL, headers, sockets, unreadable }: WaysOptions): Ways => {
  const { scheduler } = environment
  const open = new Subscription()
  let isClosed = false
  let isLeaving = false

  class Requests extends Transport {
    accept(): boolean {
      return true
    }
    send({ url, messages, onSuccess, onFailure }: Envelope, isConnect: boolean): void {
      if (isClosed) return
      const patience = NETWORK + (isConnect ? (this.advice.timeout ?? 0) : 0)
      const asked$ = request(environment, patience)({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
        body: messages,
        // Balancers send each request of a session to the same server by a cookie. Source: observed behaviour of Genesys Widgets 9.
        withCredentials: true
      })
      const asking = asked$.subscribe((answer) => {
        if (isClosed) return
        const received = E.isRight(answer) ? messagesIn(answer.right.responseJSON) : undefined
        if (received === undefined || received.length === 0) onFailure(undefined, messages, {})
        else onSuccess(received)
      })
      // A farewell is not called back.
      if (!isLeaving) open.add(asking)
    }
    abort(): void {
      close()
    }
  }

  let waiting: ReadonlyArray<Envelope> = []
  /** Who takes what comes: it is the same, whoever has sent. */
  let taker: Envelope | undefined
  let link: Subscription | undefined
  let say: ((text: string) => void) | undefined
  let isGivenUp = false

  const fail = (): void => {
    link?.unsubscribe()
    isGivenUp = true
    const unanswered = waiting
    waiting = []
    for (const { onFailure, messages } of unanswered) if (!isClosed) onFailure(undefined, messages, {})
  }

  const receive = (data: unknown): void => {
    const messages = readFrame(data)
    if (messages === undefined) return unreadable(UNREADABLE)
    const answered = new Set(messages.filter(({ data: news }) => news === undefined).map(({ id }) => id))
    waiting = waiting.filter((one) => !one.messages.every(({ id }) => answered.has(id)))
    taker?.onSuccess(messages)
  }

  const connect = (): void => {
    if (link !== undefined) return
    link = new Subscription()
    open.add(link)
    const opening = timer(SOCKET, scheduler).subscribe(fail)
    link.add(opening)
    link.add(
      socket(environment, socketURL).subscribe((news) => {
        switch (news._tag) {
          case 'Opened':
            say = (text) => {
              // One that is closing throws: its end is told at once.
              attempt(() => news.send(text))
            }
            for (const { messages } of waiting) say(JSON.stringify(messages))
            return
          case 'Received':
            opening.unsubscribe()
            return receive(news.data)
          case 'Closed':
            return fail()
        }
      })
    )
  }

  class Socket extends Transport {
    accept(): boolean {
      return !isGivenUp
    }
    send(envelope: Envelope): void {
      if (isClosed) return
      taker = envelope
      waiting = [...waiting, envelope]
      if (say === undefined) connect()
      else say(JSON.stringify(envelope.messages))
    }
    abort(): void {
      close()
    }
  }

  const close = (says?: () => void): void => {
    if (isClosed) return
    isLeaving = true
    says?.()
    isClosed = true
    open.unsubscribe()
  }

  return { socket: sockets ? new Socket() : undefined, requests: new Requests(), close }
}
