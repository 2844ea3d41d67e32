/** Events of the transcript in the words of Multicloud CX, and their indexes: texts that look like `<ms>-<number>`. */
import type { Role } from '../model/Conversation.js'
import type { TranscriptEvent } from '../transcript/TranscriptEvent.js'

// [U] how bots and other services are called.
const partyTypes: Record<Role, string> = { customer: 'Customer', agent: 'Agent', supervisor: 'Supervisor', bot: 'External', external: 'External', queue: 'External' }

/** The index of an event: its time, and how many events of that very ms came before it. */
export const indexOf = (events: ReadonlyArray<TranscriptEvent>, event: TranscriptEvent): string => {
  let before = 0
  while (events[event.position - 2 - before]?.at === event.at) before += 1
  return `${event.at}-${before}`
}

/** How many of the events come before an index or are it. Undefined for what is no index. */
export const countUpTo = (events: ReadonlyArray<TranscriptEvent>, index: string): number | undefined => {
  const [, at, place] = /^(\d{1,15})-(\d{1,9})$/.exec(index) ?? []
  if (at === undefined || place === undefined) return undefined
  const later = events.findIndex((event) => event.at > Number(at) || (event.at === Number(at) && Number(indexOf(events, event).split('-')[1]) > Number(place)))
  return later === -1 ? events.length : later
}

const contentOf = (sessionId: string, { type, data, content, extra }: TranscriptEvent): ReadonlyArray<unknown> | undefined => {
  if (type !== 'FileUploaded') return content
  const mime = String(extra?.['mime'] ?? 'application/octet-stream')
  const isImage = mime.startsWith('image/')
  const url = `/sessions/${sessionId}/${isImage ? 'images' : 'files'}/${data?.['file-id'] ?? ''}`
  return [{ type: isImage ? 'image' : 'file', url, mime, name: data?.['file-name'] ?? '' }]
}

const typeOf = ({ type, content }: TranscriptEvent): string => {
  if (type === 'FileUploaded') return 'Message'
  return type === 'Message' && content === undefined ? 'Text' : type
}

/** An event as the `messages` of a reply hold it. `firstName`: the customer's. */
export const multicloudMessage = (sessionId: string, events: ReadonlyArray<TranscriptEvent>, firstName: string | undefined) => (event: TranscriptEvent): Record<string, unknown> => {
  const { at, from, text, type } = event
  const content = contentOf(sessionId, event)
  const words = text === undefined || type === 'FileUploaded' ? {} : { [type === 'PushUrl' ? 'url' : 'text']: text }
  return {
    index: indexOf(events, event), type: typeOf(event), utcTime: at,
    from: { participantId: from.id, nickname: from.name, ...(from.role === 'customer' && firstName !== undefined ? { firstName } : {}), type: partyTypes[from.role] },
    ...words,
    ...(content === undefined ? {} : { content })
  }
}
