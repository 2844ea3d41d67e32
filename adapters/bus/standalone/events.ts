/** Events: who listens to what, and what later subscribers are still told. */
import type { BusEvent } from '../Plugin'
import type { Task } from './tasks'

/** What it throws goes to the page; what it returns is not looked at. */
export type Subscriber = (event: BusEvent) => unknown

interface Subscription {
  /** The plugin that listens. */
  readonly plugin: string
  readonly subscriber: Subscriber
}

/** Something that happened. `event`: its full name. */
interface News {
  readonly publisher: string
  readonly event: string
  readonly data: unknown
}

/** The events of all plugins of one bus. */
export interface Events {
  /** Tells all who listen now. Data that counts as false becomes `{}`. */
  readonly publish: (news: News) => void
  /** The same, and tells all who listen later the latest that was republished. */
  readonly republish: (news: News) => void
  /** `event`: a full name. */
  readonly subscribe: (event: string, subscription: Subscription) => void
  /** Takes back what `plugin` has subscribed; `false` when nobody listens to that event. */
  readonly unsubscribe: (event: string, plugin: string) => boolean
  /** By event, the plugins that listen: events whose full name has `part` in it. */
  readonly subscribers: (part: string) => Record<string, string[]>
}

/** `run` calls each subscriber. */
export const createEvents = (run: (task: Task) => void): Events => {
  /** By full name. A list is replaced when it changes: who is telling it goes on with the one it began. */
  const subscriptions = new Map<string, ReadonlyArray<Subscription>>()
  /** The latest that was republished, by full name. */
  const remembered = new Map<string, News>()

  const listeningTo = (event: string): ReadonlyArray<Subscription> => subscriptions.get(event) ?? []

  /** Every subscriber has an event object of its own, and all the same data: some change it for those that follow. */
  const tell = (subscriber: Subscriber, { publisher, event, data }: News): void => {
    const told: BusEvent = { time: Date.now(), publisher, event, data }
    run(() => {
      subscriber(told)
    })
  }

  const publish = (news: News): void => {
    const shared: News = { ...news, data: news.data || {} }
    for (const { subscriber } of listeningTo(news.event)) tell(subscriber, shared)
  }

  return {
    publish,
    republish: (news) => {
      const shared: News = { ...news, data: news.data || {} }
      remembered.set(news.event, shared)
      publish(shared)
    },
    subscribe: (event, subscription) => {
      subscriptions.set(event, [...listeningTo(event), subscription])
      const latest = remembered.get(event)
      if (latest) tell(subscription.subscriber, latest)
    },
    // What was republished stays: `ready` reaches who subscribes later, also when nobody listened in between.
    unsubscribe: (event, plugin) => {
      const before = listeningTo(event)
      const others = before.filter((subscription) => subscription.plugin !== plugin)
      if (others.length > 0) subscriptions.set(event, others)
      else subscriptions.delete(event)
      return before.length > 0
    },
    subscribers: (part) => {
      const matching = [...subscriptions].filter(([event]) => event.includes(part))
      return Object.fromEntries(matching.map(([event, all]) => [event, all.map(({ plugin }) => plugin)]))
    }
  }
}
