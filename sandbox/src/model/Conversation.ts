/** What a chat is, whichever back end carries it. The desk, the control and the automatic agent know these words only. */

/** What a member is there for. `queue` stands for the place in the queue, `external` for a service that takes part, such as a survey. */
export type Role = 'customer' | 'agent' | 'supervisor' | 'bot' | 'external' | 'queue'

/** What a supervisor does: hears everything, speaks to the agents alone, or takes part so that the customer sees it. */
export type Supervision = 'listen' | 'coach' | 'bargeIn'

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
  /** Of a supervisor only. Whoever listens or coaches is kept from the customer. */
  readonly supervision?: Supervision
  /** Joined of its own accord: the automatic agent. */
  readonly automatic: boolean
  /** Milliseconds since the epoch, as every time here. */
  readonly joinedAt?: number
  readonly leftAt?: number
}

/** What every back end can tell. `text` is what a person said, `notice` a secondary line; `join` and `leave` carry no text. */
export type CommonKind = 'text' | 'notice' | 'join' | 'leave'

/**
 * What only some back ends can tell. `pushUrl`: an address for the customer's page, in `text`. `customNotice`: a line for programs.
 * `file`: a file came, `data` says which. `fileDeleted`: it is gone. `nickname`: the member has another name, in `text`.
 * `idleAlert`, `idleClose`: nobody said anything for long.
 */
export const specialKinds = ['pushUrl', 'customNotice', 'file', 'fileDeleted', 'nickname', 'idleAlert', 'idleClose'] as const
/** One of them. */
export type SpecialKind = (typeof specialKinds)[number]

/** All kinds. */
export type MessageKind = CommonKind | SpecialKind

/** The `memberId` of what nobody said: idle alerts are the server's own. */
export const systemId = 'system'

/** Something that was said, or a coming or going. */
export interface Message {
  readonly id: string
  readonly memberId: string
  readonly kind: MessageKind
  readonly text: string
  /** Rich content and files: the back end's own elements. */
  readonly content?: ReadonlyArray<unknown>
  /** Facts beside the text, such as those of a file. */
  readonly data?: Readonly<Record<string, string>>
  /** What the back end's own words say beside it, told back as it came. */
  readonly extra?: Readonly<Record<string, unknown>>
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
  /** The kinds of message that its back end can tell beside the common ones. Default: none. */
  readonly can?: ReadonlyArray<SpecialKind>
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
  /** Supervisors whom the customer does not see. */
  readonly staff: ReadonlyArray<Member>
  /** What is said where the customer does not hear it, and what the customer's page tells programs. */
  readonly asides: ReadonlyArray<Message>
}
