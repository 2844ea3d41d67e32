/** A map whose entries end by themselves, as a state file holds it. */
import { z } from 'zod'
import type { Expiring } from '../expiring.js'
import type { StatePart } from './StatePart.js'
import { statePart } from './StatePart.js'

/** The entries of the map that are not too old. */
export const savedExpiring = <A>(name: string, Value: z.ZodType<A>, map: Expiring<A>): StatePart =>
  statePart({
    name,
    schema: z.array(z.object({ key: z.string(), value: Value, until: z.number() })),
    save: () => map.entries().map(([key, { value, until }]) => ({ key, value, until })),
    load: (entries) => {
      for (const { key, value, until } of entries) map.set(key, value, until)
    }
  })
