/** Publish and subscribe. */
import { isFunction } from '../listeners'
import type { BusEvent } from '../Plugin'
import type { Tasks } from './tasks'

export interface Events {
  readonly publish: (publisher: string, name: string, data?: unknown, remember?: boolean) => true
  readonly subscribe: (subscriber: string, event: string, handler: unknown) => string | false
  readonly unsubscribe: (subscriber: string, event: string) => boolean
  /** Who listens to events whose name contains `name`. */
  readonly subscribers: (name: string) => Record<string, string[]>
}

interface Subscription {
  readonly subscriber: string
  readonly handler: (event: BusEvent) => unknown
}

interface Remembered {
  readonly publisher: string
  readonly data: unknown
}

export const createEvents = ({ run }: Tasks, now: () => number): Events => {
  const subscriptions = new Map<string, ReadonlyArray<Subscription>>()
  const remembered = new Map<string, Remembered>()

  const tell = (handler: Subscription['handler'], time: number, event: string, { publisher, data }: Remembered): void =>
    run(() => handler({ time, publisher, event, data }))

  return {
    publish: (publisher, name, data, remember = false) => {
      const event = `${publisher}.${name}`
      const news = { publisher, data: data || {} } // shared by reference: subscribers change it for those that follow
      if (remember) remembered.set(event, news)
      const time = now()
      subscriptions.get(event)?.forEach(({ handler }) => tell(handler, time, event, news))
      return true
    },
    subscribe: (subscriber, event, handler) => {
      if (!isFunction(handler)) return false
      subscriptions.set(event, [...(subscriptions.get(event) ?? []), { subscriber, handler }])
      const earlier = remembered.get(event)
      if (earlier) tell(handler, now(), event, earlier)
      return event
    },
    unsubscribe: (subscriber, event) => {
      const all = subscriptions.get(event)
      if (!all) return false
      const others = all.filter((subscription) => subscription.subscriber !== subscriber)
      // What was republished stays: `ready` reaches who subscribes later, also when nobody listened in between.
      if (others.length > 0) subscriptions.set(event, others)
      else subscriptions.delete(event)
      return true
    },
    subscribers: (name) =>
      Object.fromEntries(
        [...subscriptions].filter(([event]) => event.includes(name)).map(([event, all]) => [event, all.map(({ subscriber }) => subscriber)])
      )
  }
}
