/** Values that plugins show each other, each change published. */
import type { Events } from './events'

interface Value {
  readonly last: unknown
  readonly value: unknown
  readonly time: number
}

type Bag = Record<string, Value>

/** Of one plugin. `key` of its own, or `Other.key` to read another's; no key: its own bag. */
export type Data = (plugin: string) => (key?: string, value?: unknown) => unknown

export const createData = (publish: Events['publish'], now: () => number): Data => {
  const bags = new Map<string, Bag>()
  const bagOf = (plugin: string): Bag => {
    const bag = bags.get(plugin) ?? Object.create(null)
    bags.set(plugin, bag)
    return bag
  }
  return (plugin) => (key, value) => {
    const bag = bagOf(plugin)
    if (key === undefined) return bag
    if (value === undefined || value === null) {
      const [other = '', theirs = ''] = key.split('.')
      return bag[key] ? bag[key].value : key.includes('.') ? bags.get(other)?.[theirs]?.value : undefined
    }
    const last = bag[key]?.value
    // Loose, as plugins expect it: 1 and '1' are no change. The first value always is one.
    if (last != value) {
      const entry = { last, value, time: now() }
      bag[key] = entry
      publish(plugin, 'data', bag)
      publish(plugin, `data.${key}`, entry)
      publish(plugin, `data.${key}:${typeof value === 'string' ? `'${value}'` : String(value)}`, entry)
    }
    return value
  }
}
