/** One numbered event of a conversation, as the back ends that are asked for it tell it: each puts its own words on it. */
import { z } from 'zod'

/** What happened. The names are those of both back ends; only a message is called `Text` by one of them. */
export const eventTypes = [
  'ParticipantJoined', 'ParticipantLeft', 'Message', 'Notice', 'TypingStarted', 'TypingStopped', 'PushUrl', 'CustomNotice', 'NicknameUpdated', 'FileUploaded', 'FileDeleted',
  'IdleAlert', 'IdleClose'
] as const

const Party = z.object({
  /** The member's id in the model; `system` for the server itself. */
  id: z.string(),
  /** From 1, in the order in which they first appeared. The customer is 1. */
  number: z.number(),
  role: z.enum(['customer', 'agent', 'supervisor', 'bot', 'external', 'queue']),
  /** At that time. */
  name: z.string()
})

/** Whose event it is. */
export type Party = Readonly<z.output<typeof Party>>

/** Reads an event of a state file. */
export const TranscriptEvent = z.object({
  /** From 1, without gaps. */
  position: z.number(),
  type: z.enum(eventTypes),
  /** ms since the epoch. */
  at: z.number(),
  from: Party,
  text: z.string().optional(),
  /** Facts beside the text. */
  data: z.record(z.string(), z.string()).optional(),
  /** The back end's own elements. */
  content: z.array(z.unknown()).optional(),
  /** What the back end's own words said beside it. */
  extra: z.record(z.string(), z.unknown()).optional()
})

/** An event. */
export type TranscriptEvent = Readonly<z.output<typeof TranscriptEvent>>

/** The name of an event. */
export type EventType = TranscriptEvent['type']
