/** A WebSocket as an observable: opened, received, closed. Never errors, and says `Closed` exactly once, last. */
import { Observable, of, timeout } from 'rxjs'
import type { Environment, SocketEvent } from './Environment'

export type SocketNews =
  | { readonly _tag: 'Opened'; readonly send: (data: string) => void }
  | { readonly _tag: 'Received'; readonly data: unknown }
  /** `code` 1006 when the connection went without a word. Reasons may hold addresses: not for people. */
  | { readonly _tag: 'Closed'; readonly code: number; readonly reason: string }

const GONE = 1006

const closed = (code = GONE, reason = ''): SocketNews => ({ _tag: 'Closed', code, reason })

const TYPES = ['open', 'message', 'close'] as const

/** Cold: each subscription is a connection, and unsubscribing closes it. */
export const socket = ({ WebSocket }: Pick<Environment, 'WebSocket'>, url: string): Observable<SocketNews> =>
  new Observable((subscriber) => {
    let why = ''
    const end = (news: SocketNews): void => {
      subscriber.next(news)
      subscriber.complete()
    }
    try {
      const link = new WebSocket(url)
      const hear = ({ type, data, code, reason }: SocketEvent): void => {
        if (type === 'close') end(closed(code, reason || why))
        else subscriber.next(type === 'open' ? { _tag: 'Opened', send: (text) => link.send(text) } : { _tag: 'Received', data })
      }
      TYPES.forEach((type) => link.addEventListener(type, hear))
      // Never removed: `ws` throws an error that nobody listens for, also when it is closed while connecting. It tells why.
      link.addEventListener('error', ({ message }) => (why = message ?? ''))
      return () => {
        TYPES.forEach((type) => link.removeEventListener(type, hear))
        link.close()
      }
    } catch {
      end(closed(GONE, 'invalid address'))
      return undefined
    }
  })

/**
 * The same, closed when it says nothing: while connecting for `connect` ms, later for `silence` ms. Half-open
 * connections never tell.
 */
export const watchedSocket = (
  environment: Pick<Environment, 'WebSocket' | 'scheduler'>,
  url: string,
  { connect, silence }: { readonly connect: number; readonly silence: number }
): Observable<SocketNews> =>
  socket(environment, url).pipe(timeout({ first: connect, each: silence, scheduler: environment.scheduler, with: () => of(closed(GONE, 'silence')) }))
