/** The faults that can be ordered, and their decoder. Times in ms. */
import type { Decoded } from '../decode/decode.js'
import { flag, integer, isRecord, list, oneOf, optional, shape, text, withDefault, wrong } from '../decode/decode.js'

export const poisons = ['notJson', 'null', 'array', 'unknownType', 'otherConversation', 'missingFields'] as const
export type Poison = (typeof poisons)[number]

interface Aimed {
  /** Without it, the fault meets every conversation. */
  readonly conversationId?: string
}

interface Requests extends Aimed {
  /** Only requests whose path contains this. */
  readonly path?: string
  /** Only requests of this method. */
  readonly method?: string
}

export type Fault =
  /** Cuts the streams off; with a code, closes them politely instead. */
  | ({ readonly kind: 'drop'; readonly code?: number } & Aimed)
  /** Half-open: the streams of now neither send nor read nor close for a time. What is meant for them is lost. */
  | ({ readonly kind: 'silence'; readonly duration?: number } & Aimed)
  /** Rejects new streams for a time, and with `http` cuts requests off too. */
  | ({ readonly kind: 'refuse'; readonly duration?: number; readonly http?: boolean } & Aimed)
  /** Sends malformed frames at once. */
  | ({ readonly kind: 'poison'; readonly what?: ReadonlyArray<Poison> } & Aimed)
  /** Sends each of the next frames twice. */
  | ({ readonly kind: 'duplicate'; readonly count?: number } & Aimed)
  /** Swaps the next two frames, `count` times. */
  | ({ readonly kind: 'reorder'; readonly count?: number } & Aimed)
  /** Answers the next requests with a status. `retryAfter` in seconds becomes the header. */
  | ({ readonly kind: 'status'; readonly status: number; readonly count?: number; readonly code?: string; readonly retryAfter?: number } & Requests)
  /** Holds requests back, the next `count` of them or all for a time. */
  | ({ readonly kind: 'slow'; readonly delay: number; readonly count?: number; readonly duration?: number } & Requests)

export type FaultKind = Fault['kind']
export const faultKinds: ReadonlyArray<FaultKind> = ['drop', 'silence', 'refuse', 'poison', 'duplicate', 'reorder', 'status', 'slow']

const duration = integer(1, 3_600_000)
const count = integer(1, 1_000_000)
const aimed = { conversationId: optional(text) }
const requests = { ...aimed, path: optional(text), method: optional(oneOf('GET', 'POST', 'PATCH', 'DELETE')) }

/** Reads a fault and fills in what was left out. */
export const decodeFault = (input: unknown): Decoded<Fault> => {
  const kind = oneOf(...faultKinds)(isRecord(input) ? input['kind'] : undefined, 'kind')
  if (!isRecord(input)) return wrong(input, 'body', 'an object')
  if (!kind.ok) return kind
  switch (kind.value) {
    case 'drop':
      return shape({ kind: oneOf('drop'), ...aimed, code: optional(integer(1000, 4999)) }, true)(input, 'body')
    case 'silence':
      return shape({ kind: oneOf('silence'), ...aimed, duration: withDefault(duration, 20_000) }, true)(input, 'body')
    case 'refuse':
      return shape({ kind: oneOf('refuse'), ...aimed, duration: withDefault(duration, 10_000), http: withDefault(flag, false) }, true)(input, 'body')
    case 'poison':
      return shape({ kind: oneOf('poison'), ...aimed, what: withDefault(list(oneOf(...poisons)), poisons) }, true)(input, 'body')
    case 'duplicate':
      return shape({ kind: oneOf('duplicate'), ...aimed, count: withDefault(count, 1) }, true)(input, 'body')
    case 'reorder':
      return shape({ kind: oneOf('reorder'), ...aimed, count: withDefault(count, 1) }, true)(input, 'body')
    case 'status':
      return shape({
        kind: oneOf('status'), ...requests, status: integer(400, 599), count: withDefault(count, 1), code: optional(text), retryAfter: optional(integer(0, 86_400))
      }, true)(input, 'body')
    case 'slow':
      return shape({ kind: oneOf('slow'), ...requests, delay: integer(1, 600_000), count: optional(count), duration: optional(duration) }, true)(input, 'body')
  }
}
