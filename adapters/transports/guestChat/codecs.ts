/**
 * What we read of guest chat's answers and frames. Real traffic lacks fields that the schema requires (`role` in stubs,
 * `body` in join and leave entries), so only what we rely on is checked. Source: Genesys Cloud guest chat API, OpenAPI
 * definition of 2025-11, and public captures of 2020 to 2022.
 */
import * as t from 'io-ts'
import { optional } from '../../../lib/codecs'
import { section } from '../../../lib/Config'

const text = optional(t.string)

const Stub = section({ id: t.string })

export const Created = section({ id: t.string, jwt: t.string, eventStreamUri: t.string, member: Stub })

/** `role`: AGENT, CUSTOMER, WORKFLOW or ACD. `state`: CONNECTED, DISCONNECTED or ALERTING. */
export const Member = section({ id: t.string, role: t.string, state: text, displayName: text, avatarImageUrl: text, joinDate: t.unknown, leaveDate: t.unknown })
export type Member = Partial<t.TypeOf<typeof Member>> & { readonly id: string; readonly role: string }

/** `sender` can be absent. The same in the history and on the stream. */
export const Message = section({ id: t.string, sender: optional(section({ id: text })), body: text, bodyType: text, timestamp: t.unknown })

/** A page of messages (`next`) or of members (`nextUri`). One entity that cannot be read does not take its page with it. */
export const List = section({ entities: t.UnknownArray, next: text, nextUri: text })

/** Heartbeats have no `metadata`. */
export const Envelope = section({ metadata: optional(section({ type: text })), eventBody: t.unknown })

export const Ours = section({ conversation: Stub })
export const Typing = section({ sender: Stub })
export const Change = section({ member: section({ id: t.string, state: t.string }), timestamp: t.unknown })
