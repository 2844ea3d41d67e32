/** Which files may be sent, as the service says. It is the judge of each: what it does not take it refuses before the upload. */
import type { SessionBody } from './codecs'

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
