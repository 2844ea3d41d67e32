/** Keeps the sandbox's conversations in a file, so that a server that was killed goes on with them. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { problemOf, says } from '../schema/Problem.js'
import type { StatePart } from './StatePart.js'

/** Told of changes, and asked to have them written. */
export interface StateKeeper {
  /** Something changed: it is written at the end of this turn at the latest. */
  readonly changed: () => void
  /** Writes what has changed. To be called before anything leaves the server: what was told to somebody survives. */
  readonly flush: () => void
  /** Writes for the last time. */
  readonly close: () => void
}

/** For a sandbox that keeps nothing. */
export const keepNothing: StateKeeper = { changed: () => undefined, flush: () => undefined, close: () => undefined }

const format = 1

const contentOf = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`The state file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Takes up what a state file holds; one that does not exist holds nothing. Throws when it holds something else. */
export const loadState = (path: string, parts: ReadonlyArray<StatePart>): void => {
  if (!existsSync(path)) return
  const content = contentOf(path)
  const File = z.object({ format: z.literal(format, `${format}: a state of this version`), ...Object.fromEntries(parts.map(({ name, schema }) => [name, schema])) }, 'an object')
  const parsed = File.safeParse(content)
  if (!parsed.success) throw new Error(`The state file ${path} cannot be used: ${says(problemOf(parsed.error, content, 'state'))}.`)
  const saved = z.record(z.string(), z.unknown()).parse(content)
  for (const part of parts) part.load(saved[part.name])
}

/** Writes these parts from now on. The file is replaced as a whole, by renaming: whoever is killed meanwhile leaves the former one. */
export const createStateKeeper = (path: string, parts: () => ReadonlyArray<StatePart>): StateKeeper => {
  let isDirty = false
  let isClosed = false

  const flush = (): void => {
    if (!isDirty) return
    isDirty = false
    const state = Object.fromEntries(parts().map(({ name, save }) => [name, save()]))
    // It holds tokens and keys: nobody else is to read it.
    writeFileSync(`${path}.next`, JSON.stringify({ format, ...state }), { mode: 0o600 })
    renameSync(`${path}.next`, path)
  }

  return {
    flush,
    changed: () => {
      if (isDirty || isClosed) return
      isDirty = true
      queueMicrotask(flush)
    },
    close: () => {
      flush()
      isClosed = true
    }
  }
}
