/** What the customer says, in the service's form, and how it is recognised when it comes back. */
import { isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Spoken } from './fromWire'
import { fileMessage, join, message } from './requests'

/** `id`: made here. It goes out as the tracing id and, with texts and files, inside the message. */
export interface Said {
  readonly id: string
  readonly message: Data
  /** Whether a message without an id of ours looks like it. */
  readonly resembles: (body: Spoken['body']) => boolean
}

const isOf = (kind: string, element: unknown): boolean => isPlain(element) && element['contentType'] === kind

/** `options`: see `message`. */
export const textSaid = (text: string, options: Data, id: string): Said => ({
  id,
  message: message(text, options, id),
  resembles: (body) => body.type !== 'Event' && body.text === text
})

export const fileSaid = (attachmentId: string): Said => ({
  id: attachmentId,
  message: fileMessage(attachmentId),
  resembles: ({ content = [] }) =>
    content.some((element) => isOf('Attachment', element) && isPlain(element) && isPlain(element['attachment']) && element['attachment']['id'] === attachmentId)
})

/** The announcement that the customer is there, so that a flow can greet. */
export const joinSaid = (id: string): Said => ({
  id,
  message: join,
  resembles: ({ type, events = [] }) =>
    type === 'Event' && events.some((event) => isPlain(event) && isPlain(event['presence']) && event['presence']['type'] === 'Join')
})

/** By its id where the service keeps it, by what it says where not. */
export const isEcho = ({ body, tracingId }: Spoken, said: Said): boolean => {
  if (body.direction === 'Outbound') return false
  const known = tracingId ?? body.metadata?.['id']
  return known === undefined ? said.resembles(body) : known === said.id
}
