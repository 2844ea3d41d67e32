/** What GMS answers: the same object for every request, in all the ways in which it may come or fail to. Pure. */
import * as E from 'fp-ts/Either'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import { isObject, isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import type { Answered } from '../rest'
import { indexIn } from '../transcript/TranscriptEvent'
import type { Keys } from './fields'

/** A reply, understood. */
export interface Reply {
  /** For callers: what is no success is a `Left`. */
  readonly answer: Answered
  /**
   * `served`: done. `later`: the chat server is away, and the same may be asked again. `refused`: it will not be done.
   * `unreached`: nobody who knows the chat has answered, and whether it was done is not known if `isUnsure`.
   */
  readonly how: 'served' | 'later' | 'refused' | 'unreached'
  readonly isUnsure: boolean
  /** There is proof that the chat is over. */
  readonly isOver: boolean
  /** Those that came with it. */
  readonly keys: Partial<Keys>
  /** Whatever stood under that name. */
  readonly messages: unknown
  /** The index to ask for next; absent on many. */
  readonly nextPosition: number | undefined
  /** Codes of errors, as texts. */
  readonly codes: ReadonlyArray<string>
  /** The body, where it is an object. */
  readonly body: Data
}

const KEY_NAMES: ReadonlyArray<readonly [wire: string, name: keyof Keys]> = [
  ['chatId', 'sessionID'],
  ['secureKey', 'secureKey'],
  ['alias', 'alias'],
  ['userId', 'userId']
]

const keysIn = (body: Data): Partial<Keys> => {
  const keys: { -readonly [K in keyof Keys]?: string } = {}
  for (const [wire, name] of KEY_NAMES) {
    const value = body[wire]
    if ((typeof value === 'string' || typeof value === 'number') && String(value) !== '') keys[name] = String(value)
  }
  return keys
}

/** Elements are `{ code, advice }`; what is none of these says nothing. */
const codesIn = ({ errors }: Data): ReadonlyArray<string> =>
  Array.isArray(errors) ? errors.flatMap((one: unknown) => (isObject(one) && 'code' in one ? [String(one.code)] : [])) : []

/** Bodies may come wrapped, as those of Multicloud CX v3 do. */
const bodyOf = (json: unknown): Data | undefined => {
  if (!isPlain(json)) return undefined
  return isPlain(json.data) && json.statusCode === undefined ? json.data : json
}

/** Codes after which nobody can come back. Source: observed texts of Genesys Widgets: not authorised, session not found. */
const OVER: ReadonlyArray<string> = ['401', '404']

/** Statuses without errors in the body that mean: there is no such service here. Source: observed behaviour of Genesys Widgets 9. */
const INVALID_SERVICE: ReadonlyArray<number> = [404, 500, 502]

/** A failure by HTTP, in the words that sites know. */
const named = (response: Response, codes: ReadonlyArray<string>): Response => {
  const isInvalid = codes.includes('306') || (codes.length === 0 && INVALID_SERVICE.includes(response.status))
  return isInvalid ? { ...response, errorReason: 'InvalidService' } : response
}

/** Sites read the fields of the body beside those of the response. */
const asFailure = (response: Response, errorReason: string, statusText: string): Response => ({ ...response, statusText, errorReason })

/** Nothing came back, or a gateway gave up waiting: it may have been done all the same. */
const mayBeDone = ({ status }: Response): boolean => status === 0 || status === 408 || status === 502 || status === 504

/** Understands whatever came back; never throws. */
export const readReply = (answered: Answered): Reply => {
  const response = E.isRight(answered) ? answered.right : answered.left
  const body = bodyOf(response.responseJSON)
  const known = body ?? {}
  const codes = codesIn(known)
  const said = { keys: keysIn(known), messages: known.messages, nextPosition: indexIn(known.nextPosition), codes, body: known }

  if (E.isLeft(answered)) {
    // A proxy's answer proves nothing: only a server that speaks of chats knows that one is over.
    const knowsChats = codes.length > 0 || 'statusCode' in known || 'chatEnded' in known
    const isOver = knowsChats && (known.chatEnded === true || response.status === 401 || response.status === 404)
    const isRefusal = knowsChats && response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429
    const how = isOver || isRefusal ? 'refused' : 'unreached'
    return { ...said, answer: E.left(named(response, codes)), how, isUnsure: mayBeDone(response), isOver }
  }
  if (body === undefined) {
    const unreadable = failure('malformed', 'The server sent something that could not be understood.', { status: response.status })
    return { ...said, answer: E.left(unreadable), how: 'unreached', isUnsure: true, isOver: false }
  }
  const statusCode = indexIn(body.statusCode) ?? 0
  const isOver = body.chatEnded === true || (statusCode === 2 && codes.some((code) => OVER.includes(code)))
  if (statusCode === 0) return { ...said, answer: E.right({ ...response, ...body, status: response.status }), how: 'served', isUnsure: false, isOver }
  const [reason, text, how] =
    statusCode === 1
      ? (['later', 'The chat server cannot be reached just now.', 'later'] as const)
      : (['refused', 'The chat server has refused the request.', 'refused'] as const)
  return { ...said, answer: E.left(asFailure(response, reason, text)), how, isUnsure: false, isOver }
}
