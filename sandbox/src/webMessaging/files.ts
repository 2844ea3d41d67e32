/** Files on their way up, stored, and handed out by addresses that expire. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { createExpiring } from '../expiring.js'
import { savedExpiring } from '../state/savedExpiring.js'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'
import type { Settings } from './Settings.js'

/** Where files are uploaded to; a key follows. */
export const uploadPrefix = '/sandbox-uploads/'

/** Where files are downloaded from; a key follows. */
export const downloadPrefix = '/api/v2/downloads/'

/** What is known of a file before it comes. */
export interface FileFacts {
  readonly name: string
  readonly mime: string
  /** Bytes. */
  readonly size: number
}

/** A file, announced or there. */
export interface Stored extends FileFacts {
  readonly id: string
  /** Whose it is: nobody else gets an address for it. */
  readonly token: string
  /** The origin of its addresses. */
  readonly origin: string
  /** Once it was uploaded. */
  content?: Buffer
}

/** Why a file may not come. Codes: the enumeration of the official clients. */
export interface FileProblem {
  readonly code: number
  readonly text: string
}

/** The files of all sessions. */
export type Files = ReturnType<typeof createFiles>

const mediaType = (mime: string): string => {
  const kind = mime.split('/', 1)[0] ?? ''
  return ['image', 'video', 'audio'].includes(kind) ? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}` : 'File'
}

const matches = (mime: string, pattern: string): boolean => {
  const [kind, sub] = pattern.split('/')
  const [givenKind, givenSub] = mime.split('/')
  return (kind === '*' || kind === givenKind) && (sub === '*' || sub === givenSub)
}

/** Undefined when the file may come. */
export const problemWith = ({ name, mime, size }: FileFacts, settings: Settings): FileProblem | undefined => {
  const extension = /\.[^.]+$/.exec(name)?.[0].toLowerCase()
  if (!settings.uploads) return { code: 4000, text: 'Attachments are not enabled' }
  if (name.length > 1_024) return { code: 4005, text: 'File name is too long' }
  if (extension === undefined) return { code: 4004, text: 'File name needs an extension' }
  if (settings.blockedExtensions.includes(extension)) return { code: 4001, text: `File type ${extension} not supported` }
  if (!settings.fileTypes.some((pattern) => matches(mime, pattern))) return { code: 4001, text: `File type ${mime} not supported` }
  if (size === 0) return { code: 4102, text: 'File is empty' }
  if (size / 1000 > settings.maxFileSizeKB) return { code: 4002, text: 'File is too large' }
  return undefined
}

const SavedFile = z.object({
  id: z.string(), name: z.string(), mime: z.string(), size: z.number(), token: z.string(), origin: z.string(),
  /** In base64. */
  content: z.string().optional()
})

const savedFiles = (stored: Map<string, Stored>): StatePart =>
  statePart({
    name: 'files',
    schema: z.array(SavedFile),
    save: () => [...stored.values()].map((file) => ({ ...file, content: file.content?.toString('base64') })),
    load: (files) => {
      for (const { content, ...file } of files) stored.set(file.id, { ...file, ...(content === undefined ? {} : { content: Buffer.from(content, 'base64') }) })
    }
  })

/** What files are made of. */
export interface FilesParts {
  /** ms since the epoch. */
  readonly now: () => number
  readonly settings: () => Settings
  /** Bytes of all files that are kept: the oldest go first. */
  readonly most: number
  /** Told of every change. */
  readonly changed: () => void
}

/** ms for which an address to upload to is good. */
const uploadLife = 600_000

/** The most files, and addresses of each kind, that are kept: the oldest go first. */
const mostOfAKind = 10_000

/** No file yet. */
export const createFiles = ({ now, settings, most, changed }: FilesParts) => {
  const stored = new Map<string, Stored>()
  const uploads = createExpiring<string>(now, mostOfAKind)
  const downloads = createExpiring<string>(now, mostOfAKind)

  /** After every file that comes or grows. */
  const purge = (): void => {
    changed()
    let bytes = 0
    for (const { content } of stored.values()) bytes += content?.length ?? 0
    for (const [id, { content }] of stored) {
      if (bytes <= most && stored.size <= mostOfAKind) return
      bytes -= content?.length ?? 0
      stored.delete(id)
    }
  }

  const downloadUrl = (file: Stored): string => {
    const key = randomUUID()
    downloads.set(key, file.id, now() + settings().downloadSeconds * 1000)
    changed()
    return `${file.origin}${downloadPrefix}${key}`
  }

  return {
    downloadUrl,
    /** Announces a file. Returns the address to upload it to. */
    expect: (file: Omit<Stored, 'content'>): string => {
      const key = randomUUID()
      stored.set(file.id, { ...file })
      uploads.set(key, file.id, now() + uploadLife)
      purge()
      return `${file.origin}${uploadPrefix}${key}`
    },
    /** Stores a file that is there already. */
    keep: (file: Required<Stored>): Stored => {
      stored.set(file.id, file)
      purge()
      return file
    },
    /** The content of an announced file came. */
    fill: (file: Stored, content: Buffer): void => {
      file.content = content
      purge()
    },
    find: (id: string): Stored | undefined => stored.get(id),
    /** The file that this address is for; undefined for an address that is unknown or too old. */
    uploading: (key: string): Stored | undefined => stored.get(uploads.get(key) ?? ''),
    /** Likewise. */
    downloading: (key: string): Stored | undefined => stored.get(downloads.get(key) ?? ''),
    forget: (id: string): void => {
      stored.delete(id)
      changed()
    },
    /** Forgets all files of a session. */
    forgetOf: (token: string): void => {
      for (const [id, file] of stored) {
        if (file.token === token) stored.delete(id)
      }
      changed()
    },
    expireDownloads: (): void => {
      downloads.clear()
      changed()
    },
    state: [savedFiles(stored), savedExpiring('uploads', z.string(), uploads), savedExpiring('downloads', z.string(), downloads)],
    /** As it stands in a message. */
    element: (file: Stored): object => ({
      contentType: 'Attachment',
      attachment: { id: file.id, filename: file.name, fileSize: file.size, mediaType: mediaType(file.mime), mime: file.mime, url: downloadUrl(file) }
    })
  }
}
