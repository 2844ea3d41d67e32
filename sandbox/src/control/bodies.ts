/** What the requests of the control carry. */
import { z } from 'zod'
import { flag, record, text } from '../schema/fields.js'

/** An agent who is to join. */
export const NewAgent = record({
  name: text,
  /** Address of a picture. */
  avatar: text.optional(),
  /** Only offer the chat: the agent is alerting until `connect` or `decline`. */
  alerting: flag.optional()
})
export type NewAgent = Readonly<z.output<typeof NewAgent>>

/** What an agent says. */
export const Words = record({
  body: text,
  /** A secondary line instead of a message. */
  notice: flag.optional()
})

/** What the bot says. */
export const BotLine = record({
  body: text,
  /** The name under which the bot joins when it is not there yet. Default: Bot. */
  name: text.optional(),
  /** A secondary line instead of a message. */
  notice: flag.optional(),
  /** The bot leaves after this line. */
  leave: flag.optional()
})
export type BotLine = Readonly<z.output<typeof BotLine>>

/** The parts of a path that names a conversation. */
export const InConversation = z.object({ id: z.string() })

/** The parts of a path that names a member of a conversation. */
export const OfMember = z.object({ id: z.string(), memberId: z.string() })

/** The part of a path that names a fault. */
export const OfFault = z.object({ id: z.string() })
