/** A WebSocket as an observable: opened, received, closed. Never errors, and says `Closed` exactly once, last. */
import { Observable } from 'rxjs'
import type { Environment } from './Environment'

/** `send` throws when the socket is not open. `data`: text, or whatever a server sent in its place. */
export type SocketNews =
  | { readonly _tag: 'Opened'; readonly send: (data: string) => void }
  | { readonly _tag: 'Received'; readonly data: unknown }
  /** Reasons may hold addresses: not for people. */
  | { readonly _tag: 'Closed'; readonly reason: string }

/** Cold: each subscription is a connection, and unsubscribing closes it. */
export const socket = ({ WebSocket }: Pick<Environment, 'WebSocket'>, url: string): Observable<SocketNews> =>
  new Observable((subscriber) => {
    const end = (reason = ''): void => {
      subscriber.next({ _tag: 'Closed', reason })
      subscriber.complete()
    }
    try {
      const link = new WebSocket(url)
      link.addEventListener('open', () => subscriber.next({ _tag: 'Opened', send: (text) => link.send(text) }))
      link.addEventListener('message', ({ data }) => subscriber.next({ _tag: 'Received', data }))
      link.addEventListener('close', ({ reason }) => end(reason))
      // It tells why, and nothing can be sent after it: Chromium says no more of a socket that the page's policy forbids.
      // Never removed: `ws` throws an error that nobody listens for, also when it is closed while connecting.
      link.addEventListener('error', ({ message }) => end(message))
      return () => link.close()
    } catch {
      return end() // no address of a socket
    }
  })
