/** Files on their way up, stored, and handed out by addresses that expire. */
import { randomUUID } from 'node:crypto'
import type { Timers } from '../Clock.js'
import type { Settings } from './Settings.js'

export interface Stored {
  readonly id: string
  readonly name: string
  readonly mime: string
  readonly size: number
  /** Whose it is: nobody else gets an address for it. */
  readonly token: string
  readonly origin: string
  content?: Buffer
}

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

/** `[code, text]`, or undefined when the file may come. Codes: the enumeration of the official clients. */
export const wrongWith = (name: string, mime: string, size: number, settings: Settings): readonly [number, string] | undefined => {
  const extension = /\.[^.]+$/.exec(name)?.[0].toLowerCase()
  if (!settings.uploads) return [4000, 'Attachments are not enabled']
  if (name.length > 1_024) return [4005, 'File name is too long']
  if (extension === undefined) return [4004, 'File name needs an extension']
  if (settings.blockedExtensions.includes(extension)) return [4001, `File type ${extension} not supported`]
  if (!settings.fileTypes.some((pattern) => matches(mime, pattern))) return [4001, `File type ${mime} not supported`]
  if (size === 0) return [4102, 'File is empty']
  if (size / 1000 > settings.maxFileSizeKB) return [4002, 'File is too large']
  return undefined
}

export const createFiles = (timers: Timers, settings: () => Settings) => {
  const stored = new Map<string, Stored>()
  const uploads = new Map<string, string>()
  const downloads = new Map<string, { readonly fileId: string; readonly until: number }>()

  const expect = (file: Omit<Stored, 'content'>): string => {
    const key = randomUUID()
    stored.set(file.id, { ...file })
    uploads.set(key, file.id)
    return `${file.origin}/sandbox-uploads/${key}`
  }

  const keep = (file: Required<Stored>): Stored => {
    stored.set(file.id, file)
    return file
  }

  const downloadUrl = (file: Stored): string => {
    const key = randomUUID()
    downloads.set(key, { fileId: file.id, until: timers.now() + settings().downloadSeconds * 1000 })
    return `${file.origin}/api/v2/downloads/${key}`
  }

  return {
    expect, keep, downloadUrl,
    find: (id: string): Stored | undefined => stored.get(id),
    uploading: (key: string): Stored | undefined => stored.get(uploads.get(key) ?? ''),
    /** Undefined for an address that is unknown or too old. */
    downloading: (key: string): Stored | undefined => {
      const download = downloads.get(key)
      return download && timers.now() < download.until ? stored.get(download.fileId) : undefined
    },
    forget: (id: string): boolean => stored.delete(id),
    expireDownloads: (): void => downloads.clear(),
    /** As it stands in a message. */
    element: (file: Stored): object => ({
      contentType: 'Attachment',
      attachment: { id: file.id, filename: file.name, fileSize: file.size, mediaType: mediaType(file.mime), mime: file.mime, url: downloadUrl(file) }
    })
  }
}
