/** What the requests of web messaging's control carry. */
import { z } from 'zod'
import { list, oneOf, record, text } from '../schema/fields.js'
import { Settings } from './Settings.js'

/** Something with rich content that an agent says. */
export const RichWords = record({
  /** Default: none. */
  text: text.optional(),
  /** The wire's own elements. */
  content: list(z.unknown())
})
export type RichWords = { readonly text?: string | undefined; readonly content: ReadonlyArray<unknown> }

/** A file of an agent. */
export const AgentFile = record({
  name: text,
  /** Its MIME type. */
  mime: text,
  /** In base64. */
  content: text,
  /** What the agent says with it. */
  text: text.optional()
})
export type AgentFile = Readonly<z.output<typeof AgentFile>>

/** How an agent ends a conversation. */
export const Ending = record({ type: oneOf(['Send', 'ReadOnly']) })

/** Why a connection is told to go. The body may be left out. */
export const Eviction = record({ reason: text.optional() }).nullable()

/** Which credentials are over. */
export const Expiry = record({ kind: oneOf(['history', 'auth', 'refresh']) })

/** Which settings change. */
export const Changes = Settings.partial()
