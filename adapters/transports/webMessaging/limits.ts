/** Which files may be sent. */
import type { Response } from '../../../lib'
import type { SessionBody } from './codecs'
import { refuse, tooBig } from './errors'

/** `types`: MIME types, a part may be `*`. Sizes in bytes; a kilobyte is 1,000, as the official mobile transport counts. */
export interface Limits {
  readonly enabled: boolean
  readonly maxFileSize: number
  readonly types: ReadonlyArray<string>
  readonly blockedExtensions: ReadonlyArray<string>
}

export const limitsOf = ({ allowedMedia, blockedExtensions }: Partial<SessionBody>): Limits => {
  const { fileTypes = [], maxFileSizeKB = 10_240 } = allowedMedia?.inbound ?? {}
  const types = fileTypes.flatMap(({ type }) => type ?? [])
  return {
    enabled: types.length > 0,
    maxFileSize: maxFileSizeKB * 1000,
    types,
    blockedExtensions: (blockedExtensions ?? []).map((extension) => extension.toLowerCase())
  }
}

export const noFiles = limitsOf({})

/** The type of the name's extension matters to the service; only what browsers name differently is named here. */
export const typeOf = ({ type, name }: File): string => (/\.opus$/i.test(name) ? 'audio/ogg' : type || 'application/octet-stream')

/** What the service would refuse, refused before anything is sent. */
export const wrongWith = (file: File, { enabled, maxFileSize, types, blockedExtensions }: Limits): Response | undefined => {
  const { name, size } = file
  const type = typeOf(file)
  if (!enabled) return refuse(4000, 'Files')
  if (blockedExtensions.some((extension) => name.toLowerCase().endsWith(extension)) || ![type, type.replace(/\/.*/, '/*'), '*/*'].some((one) => types.includes(one)))
    return refuse(4001, `A file of the type ${type}`)
  return size === 0 ? refuse(4102, 'An empty file') : tooBig(4002, 'A file', size, maxFileSize)
}
