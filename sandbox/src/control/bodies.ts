/** What the requests of the control carry. */
import { z } from 'zod'
import { flag, list, oneOf, record, text } from '../schema/fields.js'

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

/** A supervisor who is to come, or what one does from now on. */
export const NewSupervisor = record({ name: text, supervision: oneOf(['listen', 'coach', 'bargeIn']) })
export type NewSupervisor = Readonly<z.output<typeof NewSupervisor>>

/** What a supervisor does from now on. */
export const NewSupervision = record({ supervision: oneOf(['listen', 'coach', 'bargeIn']) })

/** A service that is to take part, such as a survey. */
export const NewParty = record({ name: text })
export type NewParty = Readonly<z.output<typeof NewParty>>

/** A sign of typing. The body may be left out. */
export const TypingSign = record({
  /** What was typed so far, for back ends that tell it. */
  text: text.optional(),
  /** The typing is over. */
  stopped: flag.optional()
}).nullish()
export type TypingSign = { readonly text?: string | undefined; readonly stopped?: boolean | undefined }

/** An address for the customer's page. */
export const PushedUrl = record({ url: text })

/** A line for the programs of the customer's page. */
export const ProgramLine = record({ text })

/** A file that somebody at the desk sends. */
export const SentFile = record({
  name: text,
  /** Its MIME type. */
  mime: text,
  /** In base64. */
  content: text
})
export type SentFile = Readonly<z.output<typeof SentFile>>

/** Something with rich content that somebody at the desk says. */
export const RichLine = record({
  text: text.optional(),
  /** The back end's own elements. */
  content: list(z.unknown())
})
export type RichLine = { readonly text?: string | undefined; readonly content: ReadonlyArray<unknown> }

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
