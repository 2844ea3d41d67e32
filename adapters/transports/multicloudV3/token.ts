/** The client token: a JWT whose claims say which session it is for. Whether it is good, the server alone knows. Pure. */
import * as t from 'io-ts'
import { matching, object, optional } from '../../../lib/codecs'
import type { SessionData } from '../../../lib/Session'
import { attempt } from '../../guarded'

/** Of which an address can be made: UUIDs as far as is known. */
const Id = matching('a text without white space', /^[\w.~-]{1,200}$/)

const Claims = object({ sessionId: Id, participantId: Id, transportId: optional(t.string) })

/** A session, and the token that opens it. */
export interface Session {
  readonly token: string
  readonly sessionId: string
  readonly participantId: string
  /** Empty where the token does not name it. */
  readonly transportId: string
}

/** JSON in base64url, or in plain base64. */
const decodedPart = (part: string): unknown =>
  attempt(() => {
    const bytes = atob(part.replace(/-/g, '+').replace(/_/g, '/'))
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    return JSON.parse(text) as unknown
  })

/** `undefined`: it is no such token. Whether it has expired is not looked at: the clock of this device may be wrong. */
export const sessionIn = (token: unknown): Session | undefined => {
  if (typeof token !== 'string' || token.length > 10_000 || !/^[\w+/=-]+\.[\w+/=-]+\.[\w+/=-]*$/.test(token)) return undefined
  const claims = decodedPart(token.split('.')[1] ?? '')
  if (!Claims.is(claims)) return undefined
  const { sessionId, participantId, transportId } = claims
  return { token, sessionId, participantId, transportId: transportId ?? '' }
}

/** As Genesys Widgets 9 shows it. Source: the public page of WebChatService. */
export const shownOf = ({ participantId, sessionId, token, transportId }: Session): SessionData => ({ shown: { participantId, sessionId, token, transportId } })
