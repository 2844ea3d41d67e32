/** What Multicloud CX v3 answers: wrapped in `data` or not, and errors in `status`, in all the ways in which it may come. Pure. */
import * as E from 'fp-ts/Either'
import { failure } from '../../../lib/Response'
import type { Response } from '../../../lib/Response'
import { isPlain } from '../../../lib/data'
import type { Data } from '../../../lib/data'
import { MALFORMED } from '../../../lib/Transport'
import type { Answered } from '../rest'

/** A reply, understood. */
export interface Reply {
  /** For callers: what is no success is a `Left`. */
  readonly answer: Answered
  /** `served`: done. `refused`: it will not be done. `unreached`: nobody who knows the chat has answered. */
  readonly how: 'served' | 'refused' | 'unreached'
  /** Of `unreached`: it may have been done all the same. */
  readonly isUnsure: boolean
  /** There is proof that the chat is over: the server says so (`ended`), or knows no such session (`lost`). */
  readonly over: 'ended' | 'lost' | undefined
  readonly clientToken: unknown
  /** Whatever stood under that name. */
  readonly messages: unknown
  /** The server's word for what is wrong, such as `INVALID_SESSION`. */
  readonly code: string | undefined
  /** The whole body, where it is an object. */
  readonly body: Data
}

/** Where the code may be: where it was seen first, then where others of this family have it. */
const codeIn = ({ status, code, error }: Data): string | undefined => {
  const places: ReadonlyArray<unknown> = [isPlain(status) ? status.code : undefined, code, isPlain(error) ? error.code : error]
  return places.find((place): place is string => typeof place === 'string' && place !== '')
}

/** Words of success: other APIs of this family have `0` and `ok`. */
const FINE: ReadonlySet<string> = new Set(['0', 'ok', 'OK', 'success', 'SUCCESS'])

/** Codes after which nobody can come back. Source: observed behaviour of Genesys Widgets 9. */
const LOST: ReadonlySet<string> = new Set(['INVALID_SESSION', 'AUTHENTICATION_REQUIRED'])

/** Nothing came back, or a gateway gave up waiting: it may have been done all the same. */
const mayBeDone = ({ status }: Response): boolean => status === 0 || status === 408 || status === 502 || status === 504

const inData = (body: Data, name: string): unknown => (isPlain(body.data) && body.data[name] !== undefined ? body.data[name] : body[name])

/** Sites read the code under `errorReason`. */
const named = (response: Response, code: string | undefined): Response => (code === undefined ? response : { ...response, errorReason: code })

const unreadable = (status: number): Response => failure(MALFORMED, 'The server sent something that could not be understood.', { status })

const overBy = ({ isEnded, isLost }: { readonly isEnded: boolean; readonly isLost: boolean }): Reply['over'] => {
  if (isEnded) return 'ended'
  return isLost ? 'lost' : undefined
}

/** Understands whatever came back; never throws. */
export const readReply = (answered: Answered): Reply => {
  const response = E.isRight(answered) ? answered.right : answered.left
  const json = response.responseJSON
  const body = isPlain(json) ? json : {}
  const code = codeIn(body)
  const isEnded = inData(body, 'chatEnded') === true
  const said = { clientToken: inData(body, 'clientToken'), messages: inData(body, 'messages'), code, body }

  if (E.isLeft(answered)) {
    // A proxy's answer proves nothing: only a server that speaks of chats knows that one is over.
    const isKnowing = code !== undefined || isEnded
    const isLost = isKnowing && (LOST.has(code ?? '') || response.status === 401 || response.status === 404)
    const isRefusal = isKnowing && response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429
    const over = overBy({ isEnded, isLost })
    const how = over !== undefined || isRefusal ? 'refused' : 'unreached'
    return { ...said, answer: E.left(named(answered.left, code)), how, isUnsure: mayBeDone(response), over }
  }
  if (!isPlain(json)) return { ...said, answer: E.left(unreadable(response.status)), how: 'unreached', isUnsure: true, over: undefined }
  if (code !== undefined && !FINE.has(code)) {
    const over = overBy({ isEnded, isLost: LOST.has(code) })
    return { ...said, answer: E.left(named(response, code)), how: 'refused', isUnsure: false, over }
  }
  return { ...said, answer: E.right({ ...response, ...body, status: response.status }), how: 'served', isUnsure: false, over: isEnded ? 'ended' : undefined }
}
