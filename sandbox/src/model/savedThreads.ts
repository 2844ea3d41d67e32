/** Conversations as a state file holds them. */
import { z } from 'zod'
import { specialKinds } from './Conversation.js'
import type { StatePart } from '../state/StatePart.js'
import { statePart } from '../state/StatePart.js'
import type { Switchboard } from './switchboard.js'
import type { Thread } from './thread.js'

const SavedMember = z.object({
  id: z.string(),
  role: z.enum(['customer', 'agent', 'supervisor', 'bot', 'external', 'queue']),
  name: z.string(),
  avatar: z.string().optional(),
  state: z.enum(['alerting', 'connected', 'disconnected']),
  supervision: z.enum(['listen', 'coach', 'bargeIn']).optional(),
  automatic: z.boolean(),
  joinedAt: z.number().optional(),
  leftAt: z.number().optional()
})

const SavedMessage = z.object({
  id: z.string(), memberId: z.string(), kind: z.enum(['text', 'notice', 'join', 'leave', ...specialKinds]), text: z.string(), content: z.array(z.unknown()).optional(),
  data: z.record(z.string(), z.string()).optional(), extra: z.record(z.string(), z.unknown()).optional(), at: z.number()
})

const SavedOpening = z.object({
  backEnd: z.string(),
  deploymentId: z.string(),
  queue: z.string(),
  customer: z.object({
    name: z.string(), avatar: z.string().optional(), firstName: z.string().optional(), lastName: z.string().optional(), email: z.string().optional(), phone: z.string().optional(),
    authenticated: z.boolean(), data: z.record(z.string(), z.string())
  }),
  lasting: z.boolean().optional(),
  can: z.array(z.enum(specialKinds)).optional(),
  greeting: z.object({ bot: z.string(), text: z.string() }).optional()
})

const SavedThread = z.object({
  id: z.string(), opening: SavedOpening, customerId: z.string(), createdAt: z.number(), begun: z.boolean(), endedAt: z.number().optional(),
  members: z.array(SavedMember), messages: z.array(SavedMessage), staff: z.array(SavedMember).default([]), asides: z.array(SavedMessage).default([])
})

/** `positions` follow from the messages. */
const saved = ({ id, opening, customerId, createdAt, begun, endedAt, members, messages, staff, asides }: Thread): unknown =>
  ({ id, opening, customerId, createdAt, begun, endedAt, members: [...members.values()], messages, staff: [...staff.values()], asides })

/** Streams do not survive a restart: each begins with none. */
const restored = ({ members, messages, staff, ...thread }: z.output<typeof SavedThread>): Thread => ({
  ...thread,
  streams: 0,
  members: new Map(members.map((member) => [member.id, member])),
  messages,
  staff: new Map(staff.map((member) => [member.id, member])),
  positions: new Map(messages.map(({ id }, position) => [id, position]))
})

/** All conversations. */
export const savedThreads = (switchboard: Switchboard): StatePart =>
  statePart({
    name: 'conversations',
    schema: z.array(SavedThread),
    save: () => switchboard.all().map(saved),
    load: (threads) => switchboard.restore(threads.map(restored))
  })
