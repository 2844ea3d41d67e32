/** Events for `for await`, with a bound on what waits for a slow reader. */
import { defer, map } from 'rxjs'
import { eachValueFrom, latestValueFrom } from 'rxjs-for-await'
import type { EventName, Events, Service } from '../../lib'

/**
 * What happens while the reader is busy. `'all'`: everything waits, however much that becomes. `'latest'`: only the newest
 * waits. `{ limit }`: at most so many wait, and the oldest of them go first.
 */
export type Buffer = 'all' | 'latest' | {
  /** How many wait at most: 1 or more. */
  readonly limit: number
}

const bounded = <N extends EventName>(service: Service, name: N, limit: number): AsyncIterableIterator<Events[N]> => {
  const waiting$ = defer(() => {
    const waiting: Events[N][] = []
    return service.events[name].pipe(
      map((data) => {
        waiting.push(data)
        if (waiting.length > limit) waiting.shift()
        return waiting
      })
    )
  })
  return inTurn(latestValueFrom(waiting$))
}

/** One after the other of what waits: more may come meanwhile. */
async function* inTurn<A>(lists: AsyncIterable<A[]>): AsyncIterableIterator<A> {
  for await (const waiting of lists) {
    while (waiting.length > 0) yield* waiting.splice(0, 1)
  }
}

/**
 * An event's data, one after the other, from the first `next()` on until the service is disposed. Leaving the loop unsubscribes.
 * `buffer`: `'all'` unless given.
 *
 * @example
 * for await (const { messages } of each(service, 'messageReceived', { buffer: { limit: 100 } })) await store(messages)
 */
export const each = <N extends EventName>(service: Service, name: N, { buffer = 'all' }: { readonly buffer?: Buffer } = {}): AsyncIterableIterator<Events[N]> => {
  if (buffer === 'all') return eachValueFrom(service.events[name])
  if (buffer === 'latest') return latestValueFrom(service.events[name])
  if (!Number.isInteger(buffer.limit) || buffer.limit < 1) throw new Error('each: buffer.limit: expected a whole number from 1 on')
  return bounded(service, name, buffer.limit)
}
