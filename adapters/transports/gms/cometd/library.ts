/** The client library of CometD, with the part that its own types leave out: what is loaded when it is configured, and nothing else. */
import * as library from 'cometd'
import type { Advice, Message } from 'cometd'

/** Messages on their way, and who wants to know what became of them. */
export interface Envelope {
  readonly url: string
  readonly messages: ReadonlyArray<Message>
  /** What came back, or what came by itself. */
  readonly onSuccess: (messages: ReadonlyArray<Message>) => void
  readonly onFailure: (conduit: undefined, messages: ReadonlyArray<Message>, failure: object) => void
}

/** What its transports have in common. */
export interface TransportBase {
  readonly type: string
  /** What the server said last of how it is to be asked. */
  readonly advice: Advice
  url: string
}

/** The base of its transports, which it exports for those who make their own; its types do not know of it. */
export const { Transport } = library as unknown as { readonly Transport: new () => TransportBase }

/** A client of the protocol. */
export const { CometD } = library

/** What is loaded. */
export interface Library {
  readonly CometD: typeof CometD
  readonly Transport: typeof Transport
}
