/** What a chat is, whichever back end carries it. The desk, the control and the automatic agent know these words only. */

/** What a member is there for. `queue` stands for the place in the queue. */
export type Role = 'customer' | 'agent' | 'bot' | 'queue'

/** `alerting`: an agent is being offered the chat. */
export type MemberState = 'alerting' | 'connected' | 'disconnected'

/** Somebody in a conversation, or somebody who was. */
export interface Member {
  readonly id: string
  readonly role: Role
  readonly name: string
  /** Address of a picture. */
  readonly avatar?: string
  readonly state: MemberState
  /** Joined of its own accord: the automatic agent. */
  readonly automatic: boolean
  /** Milliseconds since the epoch, as every time here. */
  readonly joinedAt?: number
  readonly leftAt?: number
}

/** `text` is what a person said, `notice` a secondary line; `join` and `leave` carry no text. */
export type MessageKind = 'text' | 'notice' | 'join' | 'leave'

/** Something that was said, or a coming or going. */
export interface Message {
  readonly id: string
  readonly memberId: string
  readonly kind: MessageKind
  readonly text: string
  /** Rich content and files: the back end's own elements. */
  readonly content?: ReadonlyArray<unknown>
  /** ms since the epoch. */
  readonly at: number
}

/** What the customer told about themselves. */
export interface Customer {
  readonly name: string
  /** Address of a picture. */
  readonly avatar?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly phone?: string
  /** The customer's own site vouched for them. */
  readonly authenticated: boolean
  /** Whatever else the site's page told. */
  readonly data: Readonly<Record<string, string>>
}

/** What a back end knows when a customer asks for a chat. */
export interface Opening {
  /** The back end's name, shown at the desk. */
  readonly backEnd: string
  readonly deploymentId: string
  readonly queue: string
  readonly customer: Customer
  /** It outlives the customer's page and their silence: nobody is put out for being away. */
  readonly lasting?: boolean
  /** A bot's first line, where the deployment has a bot. */
  readonly greeting?: { readonly bot: string; readonly text: string }
}

/** `new`: the customer has not opened a stream yet. `waiting`: in the queue. `open`: an agent is there. */
export type Phase = 'new' | 'waiting' | 'open' | 'ended'

/** Everything but members and messages, which have changes of their own. */
export interface ConversationSummary extends Opening {
  readonly id: string
  readonly customerId: string
  readonly phase: Phase
  /** How many streams the customer has open now. */
  readonly streams: number
  readonly createdAt: number
  readonly endedAt?: number
}

/** A whole conversation. */
export interface ConversationView extends ConversationSummary {
  readonly members: ReadonlyArray<Member>
  readonly messages: ReadonlyArray<Message>
}
