/** A part of what the sandbox keeps in its state file. */
import type { z } from 'zod'

/** A part: what is written of it, and how it is taken up again. */
export interface StatePart {
  /** Its name in the file. */
  readonly name: string
  readonly schema: z.ZodType
  /** What it is now, as JSON can hold it. */
  readonly save: () => unknown
  /** Takes up what fits the schema, before anything else happens. */
  readonly load: (saved: unknown) => void
}

/** How a part with a schema is defined: `load` gets what the schema reads. */
export interface StatePartOf<S extends z.ZodType> {
  readonly name: string
  readonly schema: S
  readonly save: () => unknown
  readonly load: (saved: z.output<S>) => void
}

/** Makes a part. */
export const statePart = <S extends z.ZodType>({ name, schema, save, load }: StatePartOf<S>): StatePart => ({
  name, schema, save,
  load: (saved) => load(schema.parse(saved))
})
