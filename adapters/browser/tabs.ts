/** What the tabs of a site have in common in a browser: Web Locks and channels. */
import { fromEvent, map, merge, Observable } from 'rxjs'
import { attempt } from '../guarded'
import type { Channel, LockRequest, Tabs } from '../tabs/Tabs'
import type { CookieConfig } from './cookies'

/** Completes at once, without a value, where the browser refuses: a sandboxed frame has no locks. */
const lock = ({ name, steal }: LockRequest): Observable<unknown> =>
  new Observable((subscriber) => {
    const leaving = new AbortController()
    // A lock is held until this promise is settled.
    const kept = new Promise<void>((release) => {
      subscriber.add(release)
    })
    subscriber.add(() => leaving.abort())
    const hold = (): Promise<void> => {
      if (!subscriber.closed) subscriber.next(undefined)
      return kept
    }
    // Who steals waits for nobody, and cannot leave the line.
    const request = navigator.locks.request(name, steal ? { steal } : { signal: leaving.signal }, hold)
    const done = (): void => subscriber.complete()
    request.then(done, done)
  })

const channel = (name: string): Channel => {
  const opened = attempt(() => new BroadcastChannel(name))
  return {
    heard$: new Observable((subscriber) => {
      const hear = ({ data }: MessageEvent<unknown>): void => subscriber.next(data)
      opened?.addEventListener('message', hear)
      return () => opened?.removeEventListener('message', hear)
    }),
    post: (letter) => opened?.postMessage(letter),
    close: () => opened?.close()
  }
}

/**
 * Of this origin, and of the same `deploymentID`: tabs that keep their sessions under other names share nothing. `undefined`
 * where the browser has no locks or no channels: it has locks on pages with https alone, and on localhost.
 */
export const siteTabs = ({ deploymentID }: CookieConfig = {}): Tabs | undefined => {
  const hasBoth = typeof navigator === 'object' && 'locks' in navigator && typeof BroadcastChannel === 'function'
  if (!hasBoth) return undefined
  const prefix = typeof deploymentID === 'string' ? `${deploymentID} ` : ''
  return {
    lock: ({ name, steal }) => lock({ name: prefix + name, steal }),
    channel: (name) => channel(prefix + name),
    present$: merge(
      fromEvent(globalThis, 'pagehide').pipe(map(() => false)),
      fromEvent(globalThis, 'pageshow').pipe(map(() => true))
    )
  }
}
