/** Which files may be sent, as the service says. */
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

export const limitsOf = ({ allowedMedia, blockedExtensions = [] }: Partial<SessionBody>): Limits => {
  const { fileTypes = [], maxFileSizeKB = 10_240 } = allowedMedia?.inbound ?? {}
  const types = fileTypes.flatMap(({ type }) => type ?? [])
  return {
    enabled: types.length > 0,
    maxFileSize: maxFileSizeKB * 1000,
    types,
    blockedExtensions
  }
}

export const noFiles = limitsOf({})

/** Without parameters, which are no part of the type (RFC 9110 §8.3). What browsers do not know is bytes. */
export const typeOf = ({ type }: File): string => type.replace(/;.*/s, '').trim().toLowerCase() || 'application/octet-stream'

/** What the service would refuse, refused before anything is sent. */
export const wrongWith = (file: File, { enabled, maxFileSize, types, blockedExtensions }: Limits): Response | undefined => {
  const { name, size } = file
  const type = typeOf(file)
  if (!enabled) return refuse(4000, 'Files')
  const isBlocked = blockedExtensions.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()))
  const allowing = [type, type.replace(/\/.*/, '/*'), '*/*']
  const isAllowed = types.some((one) => allowing.includes(one.toLowerCase()))
  if (isBlocked || !isAllowed) return refuse(4001, `A file of the type ${type}`)
  return size === 0 ? refuse(4102, 'An empty file') : tooBig(4002, 'A file', size, maxFileSize)
}
