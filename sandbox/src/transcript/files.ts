/** The files of one back end's conversations, bounded as a whole: of too many bytes the oldest files go. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Switchboard } from '../model/switchboard.js'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'

/** A file that is to be kept. */
export interface NewFile {
  readonly conversationId: string
  /** The member who sent it. */
  readonly memberId: string
  readonly name: string
  readonly mime: string
  readonly content: Buffer
}

/** A file. */
export interface StoredFile extends NewFile {
  readonly id: string
}

/** The files of one back end. */
export type FileStore = ReturnType<typeof createFileStore>

const SavedFile = z.object({ id: z.string(), conversationId: z.string(), memberId: z.string(), name: z.string(), mime: z.string(), /** In base64. */ content: z.string() })

/** What the store is made of. */
export interface FileStoreParts {
  /** Its name in the state file. */
  readonly name: string
  readonly switchboard: Switchboard
  /** Bytes of all files together. */
  readonly most: number
  /** Told of every change. */
  readonly changed: () => void
}

/** No file yet. */
export const createFileStore = ({ name, switchboard, most, changed }: FileStoreParts) => {
  const files = new Map<string, StoredFile>()

  const total = (): number => [...files.values()].reduce((bytes, { content }) => bytes + content.length, 0)

  const makeRoom = (): void => {
    let bytes = total()
    for (const [id, { content }] of files) {
      if (bytes <= most) return
      files.delete(id)
      bytes -= content.length
    }
  }

  switchboard.listen((change) => {
    if (change.type === 'reset') files.clear()
    if (change.type !== 'forgotten') return
    for (const [id, { conversationId }] of files) {
      if (conversationId === change.conversationId) files.delete(id)
    }
  })

  const state: StatePart = statePart({
    name,
    schema: z.array(SavedFile).default([]),
    save: () => [...files.values()].map((file) => ({ ...file, content: file.content.toString('base64') })),
    load: (saved) => {
      for (const file of saved) files.set(file.id, { ...file, content: Buffer.from(file.content, 'base64') })
    }
  })

  return {
    state,
    keep: (file: NewFile): StoredFile => {
      const stored: StoredFile = { ...file, id: randomUUID() }
      files.set(stored.id, stored)
      makeRoom()
      changed()
      return stored
    },
    /** Of this conversation only: nobody reads the files of another. */
    find: (conversationId: string, id: string): StoredFile | undefined => {
      const file = files.get(id)
      return file?.conversationId === conversationId ? file : undefined
    },
    remove: (id: string): void => {
      files.delete(id)
      changed()
    },
    /** What this member has sent, as far as it is kept. */
    ofMember: (conversationId: string, memberId: string): ReadonlyArray<StoredFile> =>
      [...files.values()].filter((file) => file.conversationId === conversationId && file.memberId === memberId)
  }
}
