/** The data of plugins: values by key that every plugin can read, and whose changes are published. */
import { guarded } from '../../guarded'
import { setOwn } from './own'

/** The latest change of a key. */
interface Entry {
  /** What it was before; `undefined` the first time. */
  readonly last: unknown
  readonly value: unknown
  /** Ms since the epoch. */
  readonly time: number
}

/** What a plugin's `data` does: see there. */
type Accessor = (key?: string, value?: unknown) => unknown

/** What the plugins of one bus share by key. */
export interface DataOfPlugins {
  /** `publish` tells of an event of that plugin. */
  readonly accessor: (plugin: string, publish: (event: string, data: unknown) => void) => Accessor
}

/** `1` and `'1'` are no change, as plugins expect it. An object that cannot be compared with a text is one. */
const isChange = (last: unknown, value: unknown): boolean => guarded(() => true, () => last != value)

/** A text in quotes, anything else as it prints. */
const printed = (value: unknown): string => {
  if (typeof value === 'string') return `'${value}'`
  return guarded(() => Object.prototype.toString.call(value), () => String(value)) // not everything can become a text
}

/** Nothing is shared yet. */
export const createData = (): DataOfPlugins => {
  /** By full name. */
  const values = new Map<string, unknown>()
  return {
    accessor: (plugin, publish) => {
      const bag: Record<string, Entry> = {}
      return (key, value) => {
        if (key === undefined) return bag
        const full = `${plugin}.${key}`
        const last = values.get(full)
        if (value === undefined || value === null) return last ?? values.get(key) // its own, or another plugin's by full name
        if (!isChange(last, value)) return value
        const entry: Entry = { last, value, time: Date.now() }
        values.set(full, value)
        setOwn(bag, key, entry)
        publish('data', bag)
        publish(`data.${key}`, entry)
        publish(`data.${key}:${printed(value)}`, entry)
        return value
      }
    }
  }
}
