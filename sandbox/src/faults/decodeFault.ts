/** Reads an ordered fault. */
import type { Decoded } from '../decode/decode.js'
import { flag, integer, isRecord, list, oneOf, optional, shape, text, withDefault, wrong } from '../decode/decode.js'
import type { Fault, FaultKind, Poison } from './Fault.js'

const poisons: ReadonlyArray<Poison> = ['notJson', 'null', 'array', 'unknownType', 'otherConversation', 'missingFields']
const faultKinds: ReadonlyArray<FaultKind> = ['drop', 'silence', 'refuse', 'poison', 'duplicate', 'reorder', 'status', 'slow']

const duration = integer(1, 3_600_000)
const count = integer(1, 1_000_000)
const aimed = { conversationId: optional(text) }
const requests = { ...aimed, path: optional(text), method: optional(oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE')) }

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
