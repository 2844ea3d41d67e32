/** Events of the transcript in the words of GMS. */
import type { Role } from '../model/Conversation.js'
import type { Party, TranscriptEvent } from '../transcript/TranscriptEvent.js'

const partyTypes: Record<Role, string> = { customer: 'Client', agent: 'Agent', supervisor: 'Supervisor', bot: 'External', external: 'External', queue: 'External' }

const fromOf = ({ name, number, role }: Party): object => ({ nickname: name, participantId: number, type: partyTypes[role] })

/** Bots are external parties that say so in the attributes of each of their events. */
const attributesOf = ({ from, content }: TranscriptEvent): object | undefined => {
  const bot = from.role === 'bot' ? { GCTI_SYSTEM: { 'party-info': { style: 'BOT' } } } : {}
  // The rich part comes as text that is JSON, as the recorded exchanges have it.
  const rich = content?.[0] === undefined ? {} : { 'structured-content': { 'genesys-chat': { content: JSON.stringify(content[0]) } } }
  const attributes = { ...bot, ...rich }
  return Object.keys(attributes).length === 0 ? undefined : attributes
}

/** What a message is called that came without a type of its own. */
const messageTypeOf = ({ type, extra }: TranscriptEvent): unknown => (type === 'Message' ? extra?.['messageType'] ?? 'text' : undefined)

/** An event as the `messages` of a reply hold it. */
export const gmsMessage = (event: TranscriptEvent): Record<string, unknown> => {
  const { position, type, at, from, text, data } = event
  const messageType = messageTypeOf(event)
  const eventAttributes = attributesOf(event)
  return {
    index: position, type, utcTime: at, from: fromOf(from),
    ...(text === undefined ? {} : { text }),
    ...(messageType === undefined ? {} : { messageType }),
    ...(data === undefined ? {} : { userData: data }),
    ...(eventAttributes === undefined ? {} : { eventAttributes })
  }
}
