/** Which files may be sent, and what is wrong with one that may not. */
import type { Trouble } from './sentences.js'
import { troubleOf, unknownTrouble } from './sentences.js'
import { fileSize } from './times.js'

/** What the back end takes. What it does not tell of is not limited here. */
export interface FileLimits {
  /** MIME types, of which a part may be `*`; none where every type may be sent. */
  readonly types: ReadonlyArray<string>
  /** Endings of names that may not be sent, with their dot. */
  readonly blocked: ReadonlyArray<string>
  /** Bytes. */
  readonly most: number | undefined
}

/** What a file is known by. `size` in bytes. */
export type Sized = Pick<File, 'name' | 'size' | 'type'>

/** For the file dialog's `accept`; undefined where everything may be chosen. */
export const acceptOf = ({ types }: FileLimits): string | undefined => {
  if (types.length === 0 || types.includes('*/*')) return undefined
  return types.join(',')
}

const fits = (type: string, pattern: string): boolean => {
  const [kind, subtype] = pattern.toLowerCase().split('/')
  const [givenKind, givenSubtype] = type.toLowerCase().split('/')
  return (kind === '*' || kind === givenKind) && (subtype === '*' || subtype === givenSubtype)
}

/** The reason by which the back end would refuse the file; undefined when it may be sent. */
export const refusalOf = ({ name, size, type }: Sized, { types, blocked, most }: FileLimits): string | undefined => {
  if (blocked.some((ending) => name.toLowerCase().endsWith(ending.toLowerCase()))) return 'fileType'
  const given = type === '' ? 'application/octet-stream' : type
  if (types.length > 0 && !types.some((pattern) => fits(given, pattern))) return 'fileType'
  if (size === 0) return 'fileEmpty'
  return most !== undefined && size > most ? 'fileSize' : undefined
}

const names: Readonly<Record<string, string>> = {
  'image/*': 'pictures', 'audio/*': 'sound', 'video/*': 'films', 'text/*': 'text', 'text/plain': 'text', 'application/pdf': 'PDF'
}

/** `image/png` as people say it: PNG. */
const nameOf = (type: string): string => names[type] ?? (type.split('/')[1] ?? type).toUpperCase()

/** The words for a refused file, with the rule that it meets, where that is known. */
export const fileTrouble = (reason: string, limits: FileLimits | undefined): Trouble => {
  const trouble = troubleOf(reason) ?? unknownTrouble
  if (limits === undefined) return trouble
  if (reason === 'fileSize' && limits.most !== undefined) return { ...trouble, says: `${trouble.says} It may have ${fileSize(limits.most)} at most.` }
  if (reason === 'fileType' && acceptOf(limits) !== undefined) {
    return { ...trouble, says: `${trouble.says} What can be sent: ${[...new Set(limits.types.map(nameOf))].join(', ')}.` }
  }
  return trouble
}
