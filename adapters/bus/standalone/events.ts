/** Publish and subscribe: what a plugin has of it. */
import { isFunction } from '../guarded'
import type { BusEvent, Plugin } from '../Plugin'

type Subscriber = (event: BusEvent) => unknown

type Members = Pick<Plugin, 'publish' | 'publishDirect' | 'republish' | 'subscribe' | 'unsubscribe' | 'subscribers'>

export const createEvents = (now: () => number, run: (task: () => void) => void): ((plugin: string) => Members) => {
  /** Event, plugin, function. */
  let subscriptions: ReadonlyArray<readonly [string, string, Subscriber]> = []
  /** How to tell of what was republished. */
  const remembered = new Map<string, (subscriber: Subscriber) => void>()

  return (publisher) => {
    const publishing = (remember: boolean) => (name: string, given?: unknown): true => {
      const event = `${publisher}.${name}`
      const data = given || {} // shared by reference: subscribers change it for those that follow
      const tell = (subscriber: Subscriber): void => {
        const news = { time: now(), publisher, event, data }
        run(() => subscriber(news))
      }
      if (remember) remembered.set(event, tell)
      subscriptions.forEach(([wanted, , subscriber]) => {
        if (wanted === event) tell(subscriber)
      })
      return true
    }
    const publish = publishing(false)

    return {
      publish,
      publishDirect: publish,
      republish: publishing(true),
      subscribe: (event, subscriber) => {
        if (!isFunction(subscriber)) return false
        subscriptions = [...subscriptions, [event, publisher, subscriber]]
        remembered.get(event)?.(subscriber)
        return event
      },
      // What was republished stays: `ready` reaches who subscribes later, also when nobody listened in between.
      unsubscribe: (event) => {
        const all = subscriptions
        subscriptions = all.filter(([wanted, by]) => wanted !== event || by !== publisher)
        return all.some(([wanted]) => wanted === event)
      },
      subscribers: () => {
        const listed: Record<string, string[]> = {}
        subscriptions.forEach(([event, by]) => {
          if (event.includes(publisher)) (listed[event] ??= []).push(by)
        })
        return listed
      }
    }
  }
}
