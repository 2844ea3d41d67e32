/** Which of the headers that a server chooses go with an upload: those that a storage needs, and no others. */
import type { Data } from '../../../lib/data'

/** No `cookie`, `authorization`, `host`, `origin`: they could speak for the page, or for the customer. `content-type` is ours. */
const ALLOWED = /^(?:x-amz-[a-z0-9-]+|content-(?:md5|disposition|encoding|language)|cache-control)$/i

/** Ends a header in HTTP, or is none of its characters. */
const BREAK = /[\r\n\0]/

/** The allowed ones whose values are texts of one line. Everything else is left out. */
export const uploadHeaders = (given: Data): Readonly<Record<string, string>> => {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (ALLOWED.test(name) && typeof value === 'string' && !BREAK.test(value)) kept[name] = value
  }
  return kept
}
