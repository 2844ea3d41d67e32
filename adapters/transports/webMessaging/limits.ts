/** Which files may be sent. */
import type { Response } from '../../../lib'
import type { SessionBody } from './codecs'
import { refuse } from './errors'

/** `types`: MIME types, a part may be `*`. Sizes in bytes; a kilobyte is 1,000, as the official mobile transport counts. */
export interface Limits {
  readonly enabled: boolean
  readonly maxFileSize: number
  readonly types: ReadonlyArray<string>
  readonly blockedExtensions: ReadonlyArray<string>
}

export const noFiles: Limits = { enabled: false, maxFileSize: 0, types: [], blockedExtensions: [] }

export const limitsOf = ({ allowedMedia, blockedExtensions }: SessionBody): Limits => {
  const types = (allowedMedia?.inbound?.fileTypes ?? []).flatMap(({ type }) => type ?? [])
  return {
    enabled: types.length > 0,
    maxFileSize: (allowedMedia?.inbound?.maxFileSizeKB ?? 10_240) * 1000,
    types,
    blockedExtensions: (blockedExtensions ?? []).map((extension) => extension.toLowerCase())
  }
}

/** The type of the name's extension matters to the service; only what browsers name differently is named here. */
export const typeOf = ({ type, name }: File): string => (/\.opus$/i.test(name) ? 'audio/ogg' : type || 'application/octet-stream')

const allows = (types: ReadonlyArray<string>, given: string): boolean => {
  const [kind, sub] = given.split('/')
  return types.some((type) => {
    const [allowedKind, allowedSub] = type.split('/')
    return (allowedKind === '*' || allowedKind === kind) && (allowedSub === '*' || allowedSub === sub)
  })
}

/** What the service would refuse, refused before anything is sent. */
export const wrongWith = (file: File, limits: Limits): Response | undefined => {
  const extension = /\.[^.]+$/.exec(file.name)?.[0].toLowerCase()
  if (!limits.enabled) return refuse(4000, 'Files cannot be sent in this chat.')
  if (extension === undefined) return refuse(4004, 'The name of the file needs an extension.')
  if (file.name.length >= 1_024) return refuse(4005, 'The name of the file is too long.')
  if (limits.blockedExtensions.includes(extension)) return refuse(4001, `Files that end in ${extension} cannot be sent.`)
  if (!allows(limits.types, typeOf(file))) return refuse(4001, `Files of the type ${typeOf(file)} cannot be sent.`)
  if (file.size === 0) return refuse(4102, 'The file is empty.')
  return file.size > limits.maxFileSize ? refuse(4002, `The file has ${file.size} bytes; at most ${limits.maxFileSize} can be sent.`) : undefined
}
