/** Values that plugins show each other, each change published. */
import type { Plugin } from '../Plugin'

type Bag = Record<string, { readonly last: unknown; readonly value: unknown; readonly time: number }>

/** The `data` of one plugin. `key` of its own, or `Other.key` to read another's; no key: its own bag. */
export type Data = (plugin: string, publish: Plugin['publish']) => (key?: string, value?: unknown) => unknown

export const createData = (now: () => number): Data => {
  const bags = new Map<string, Bag>()
  return (plugin, publish) => {
    const bag: Bag = Object.create(null)
    bags.set(plugin, bag)
    return (key, value) => {
      if (key === undefined) return bag
      const last = bag[key]
      if (value === undefined || value === null) {
        const [other = '', theirs = ''] = key.split('.')
        return (last ?? bags.get(other)?.[theirs])?.value
      }
      // Loose, as plugins expect it: 1 and '1' are no change. The first value always is one.
      if (last?.value != value) {
        const entry = (bag[key] = { last: last?.value, value, time: now() })
        publish('data', bag)
        publish(`data.${key}`, entry)
        publish(`data.${key}:${typeof value === 'string' ? `'${value}'` : String(value)}`, entry)
      }
      return value
    }
  }
}
