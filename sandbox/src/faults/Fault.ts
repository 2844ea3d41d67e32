/** The faults that can be ordered, and how an order is read. Times in ms. */
import { z } from 'zod'
import { flag, list, oneOf, record, text, whole } from '../schema/fields.js'

const poisons = ['notJson', 'null', 'array', 'unknownType', 'otherConversation', 'missingFields'] as const
const kinds = ['drop', 'silence', 'refuse', 'poison', 'duplicate', 'reorder', 'status', 'slow'] as const

/** A kind of malformed frame. Each back end has its own example of each. */
export type Poison = (typeof poisons)[number]

const duration = whole(1, 3_600_000)
const count = whole(1, 1_000_000)

const aimed = {
  /** Without it, the fault meets every conversation. */
  conversationId: text.optional()
}

const requests = {
  ...aimed,
  /** Only requests whose path contains this. */
  path: text.optional(),
  /** Only requests of this method. */
  method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional()
}

/** Reads an ordered fault and fills in what was left out. */
export const Fault = z.discriminatedUnion(
  'kind',
  [
    /** Cuts the streams off; with a code, closes them politely instead. */
    record({ kind: z.literal('drop'), ...aimed, code: whole(1000, 4999).optional() }),
    /** Half-open: the streams of now neither send nor read nor close for a time. What is meant for them is lost. */
    record({ kind: z.literal('silence'), ...aimed, duration: duration.default(20_000) }),
    /** Rejects new streams for a time, and with `http` cuts requests off too. */
    record({ kind: z.literal('refuse'), ...aimed, duration: duration.default(10_000), http: flag.default(false) }),
    /** Sends malformed frames at once. */
    record({ kind: z.literal('poison'), ...aimed, what: list(oneOf(poisons)).default([...poisons]) }),
    /** Sends each of the next frames twice. */
    record({ kind: z.literal('duplicate'), ...aimed, count: count.default(1) }),
    /** Swaps the next two frames, `count` times. */
    record({ kind: z.literal('reorder'), ...aimed, count: count.default(1) }),
    /** Answers the next requests with a status. `retryAfter` in seconds becomes the header. */
    record({
      kind: z.literal('status'), ...requests, status: whole(400, 599), count: count.default(1), code: text.optional(), retryAfter: whole(0, 86_400).optional()
    }),
    /** Holds requests back, the next `count` of them or all for a time. */
    record({ kind: z.literal('slow'), ...requests, delay: whole(1, 600_000), count: count.optional(), duration: duration.optional() })
  ],
  { error: ({ code }) => (code === 'invalid_union' ? `one of ${kinds.join(', ')}` : 'an object') }
)

/** A fault as it is ordered. What is left out has a default, see the README. */
export type Fault = z.input<typeof Fault>

/** A fault as it is in force: with its defaults filled in. */
export type FullFault = z.output<typeof Fault>

/** The kinds of fault. */
export type FaultKind = Fault['kind']
