/** The faults that can be ordered, and how an order is read. Times in ms. */
import { z } from 'zod'
import { flag, list, oneOf, record, text, whole } from '../schema/fields.js'

const poisons = ['notJson', 'null', 'array', 'unknownType', 'otherConversation', 'missingFields'] as const
const kinds = ['drop', 'silence', 'refuse', 'poison', 'duplicate', 'reorder', 'status', 'slow', 'cut', 'body', 'offline', 'index'] as const
const bodies = ['html', 'empty', 'notJson', 'null', 'array'] as const

/** What a request is answered with instead of a reply. */
export type FalseBody = (typeof bodies)[number]

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
    record({ kind: z.literal('slow'), ...requests, delay: whole(1, 600_000), count: count.optional(), duration: duration.optional() }),
    /** Cuts the next requests off instead of answering them; with `after`, once they are carried out: the answer is lost. */
    record({ kind: z.literal('cut'), ...requests, count: count.default(1), after: flag.default(false) }),
    /** Answers the next requests as something in between would, and does not carry them out. */
    record({ kind: z.literal('body'), ...requests, what: oneOf(bodies), status: whole(200, 599).default(200), count: count.default(1) }),
    /** The server behind the back end is not there: the next `count` requests, or all for a time, are told so in the back end's own way. */
    record({ kind: z.literal('offline'), ...requests, count: count.optional(), duration: duration.optional() }),
    /** The positions in the next replies with messages are wrong. Of back ends whose messages are numbered. */
    record({ kind: z.literal('index'), ...aimed, how: oneOf(['missing', 'repeated', 'falling']), count: count.default(1) })
  ],
  { error: ({ code }) => (code === 'invalid_union' ? `one of ${kinds.join(', ')}` : 'an object') }
)

/** A fault as it is ordered. What is left out has a default, see the README. */
export type Fault = z.input<typeof Fault>

/** A fault as it is in force: with its defaults filled in. */
export type FullFault = z.output<typeof Fault>

/** The kinds of fault. */
export type FaultKind = Fault['kind']
