/**
 * What we read of guest chat's answers and frames. Real traffic lacks fields that the schema requires (`role` in stubs,
 * `body` in join and leave entries), so only what we rely on is checked. Source: Genesys Cloud guest chat API, OpenAPI
 * definition of 2025-11, and public captures of 2020 to 2022.
 */
import * as t from 'io-ts'
import { optional } from '../../../lib/codecs'

const object = <P extends t.Props>(props: P) => t.type(props, 'an object')

const Stub = object({ id: t.string })

export const Created = object({ id: t.string, jwt: t.string, eventStreamUri: t.string, member: Stub })

/** `role`: AGENT, CUSTOMER, WORKFLOW or ACD. `state`: CONNECTED, DISCONNECTED or ALERTING. */
export const Member = object({
  id: t.string,
  role: t.string,
  state: optional(t.string),
  displayName: optional(t.string),
  avatarImageUrl: optional(t.string),
  joinDate: t.unknown,
  leaveDate: t.unknown
})
export type Member = t.TypeOf<typeof Member>

/** `sender` can be absent. The same in the history and on the stream. */
export const Message = object({
  id: t.string,
  sender: optional(object({ id: optional(t.string) })),
  body: optional(t.string),
  bodyType: optional(t.string),
  timestamp: t.unknown
})
export type Message = t.TypeOf<typeof Message>

/** One entity that cannot be read does not take its page with it: each is decoded by itself. */
export const Messages = object({ entities: t.UnknownArray, next: optional(t.string) })
export const Members = object({ entities: t.UnknownArray, nextUri: optional(t.string) })

/** Heartbeats have no `metadata`. */
export const Envelope = object({ metadata: optional(object({ type: optional(t.string) })), eventBody: t.unknown })

export const Ours = object({ conversation: Stub })
export const TypingBody = object({ sender: Stub })
export const MemberChange = object({ member: object({ id: t.string, state: t.string }), timestamp: t.unknown })
