/**
 * What we read of guest chat's answers and frames. Real traffic lacks fields that the schema requires (`role` in stubs,
 * `body` in join and leave entries), so only what we rely on is checked. Source: Genesys Cloud guest chat API, OpenAPI
 * definition of 2025-11, and public captures of 2020 to 2022.
 */
import * as t from 'io-ts'
import { object, of, optional } from '../../../lib/codecs'
import { SaidText } from '../read'
import { encoded } from './encoded'

const text = optional(t.string)

/** Becomes part of addresses. */
const AddressId = of('an id that an address can hold', (u): u is string => typeof u === 'string' && encoded(u) !== undefined)

/** The answer that made a chat. `jwt`: who has it is the guest. `eventStreamUri`: holds a token, too. */
export const Created = object({ id: AddressId, jwt: t.string, eventStreamUri: t.string, member: object({ id: AddressId }) })
/** The same, decoded. */
export type Created = t.TypeOf<typeof Created>

/** `role`: AGENT, CUSTOMER, WORKFLOW or ACD. `state`: CONNECTED, DISCONNECTED or ALERTING. Dates are ISO 8601. */
export const Member = object({ id: t.string, role: t.string, state: text, displayName: text, avatarImageUrl: text, joinDate: t.unknown, leaveDate: t.unknown })
/** The same, decoded. What the codec leaves open may be missing. */
export type Member = Partial<t.TypeOf<typeof Member>> & { readonly id: string; readonly role: string }

/** `sender` can be absent. The same in the history and on the stream. */
export const Message = object({ id: t.string, sender: optional(object({ id: text })), body: optional(SaidText), bodyType: text, timestamp: t.unknown })

/** A page of messages (`next`) or of members (`nextUri`). One entity that cannot be read does not take its page with it. */
export const List = object({ entities: t.UnknownArray, next: text, nextUri: text })

/** Heartbeats have no `metadata`. */
export const Envelope = object({ metadata: optional(object({ type: text })), eventBody: t.unknown })

/** Somebody types: nothing is ever sent when they stop. */
export const Typing = object({ sender: object({ id: t.string }), timestamp: t.unknown })
/** Somebody is in another state than before, or said to be in the same again. */
export const Change = object({ member: object({ id: t.string, state: t.string }), timestamp: t.unknown })
