/** What agents and bots do in the model, as the customer's connections hear it. Joins and transfers are not told: no frame exists. */
import type { Change } from '../model/Change.js'
import type { Message } from '../model/Conversation.js'
import type { Context } from './context.js'
import type { Speaker } from './frames.js'
import { outbound, presence, pushed, said, typing } from './frames.js'
import type { Session } from './Session.js'

/** How an agent ends it: the customer may write again, or not. */
export type Disconnect = 'Send' | 'ReadOnly'

/** Who a disconnect is from when no agent was there: the flow. */
const flow: Speaker = { name: 'Bot', role: 'bot' }

/** Tells customers from now on. */
export const createOutbound = ({ sessions, switchboard, settings }: Context) => {
  /** How the conversation that ends now is to end, when the control said so. */
  const ordered = new Map<string, Disconnect>()

  /** The session to which this member of the conversation speaks; none where the member is its customer. */
  const listener = (conversationId: string, memberId: string): Session | undefined =>
    switchboard.find(conversationId).customerId === memberId ? undefined : sessions.of(conversationId)

  const say = (session: Session, { memberId, kind, at, text, content }: Message): void => {
    if (kind !== 'text' && kind !== 'notice') return
    const member = switchboard.findMember(session.conversationId, memberId)
    const body = outbound(member, { at: sessions.timeOf(session, at), content: said({ text, content }) }, settings())
    sessions.record(session, body)
    sessions.tell(session, pushed('StructuredMessage', body))
  }

  const type = (session: Session, memberId: string, at: number): void => {
    const member = switchboard.findMember(session.conversationId, memberId)
    const body = outbound(member, { at: sessions.timeOf(session, at), content: typing(settings()) }, settings())
    sessions.tell(session, pushed('StructuredMessage', body))
  }

  const metadataOf = (how: Disconnect): object => {
    if (how === 'ReadOnly') return { readOnly: 'true' }
    return settings().sparse ? {} : { readOnly: 'false' }
  }

  const disconnect = (session: Session, conversationId: string): void => {
    const how = ordered.get(conversationId) ?? settings().disconnect
    ordered.delete(conversationId)
    if (how === 'off') return
    const thread = switchboard.peek(conversationId)
    const lastAgent = [...(thread?.members.values() ?? [])].filter(({ role }) => role === 'agent').at(-1)
    const at = sessions.timeOf(session, thread?.endedAt ?? 0)
    const body = { ...outbound(lastAgent ?? flow, { at, content: presence('Disconnect') }, settings()), metadata: metadataOf(how) }
    sessions.change(session, { readOnly: how === 'ReadOnly' })
    sessions.record(session, body)
    sessions.tell(session, pushed('StructuredMessage', body))
  }

  const hear = (change: Change): void => {
    switch (change.type) {
      case 'message': {
        const session = listener(change.conversationId, change.message.memberId)
        if (session) say(session, change.message)
        return
      }
      case 'typing': {
        const session = listener(change.conversationId, change.memberId)
        if (session) type(session, change.memberId, change.at)
        return
      }
      case 'ended': {
        const session = sessions.of(change.conversationId)
        // A session that was cleared is forgotten by now: its customer knows.
        if (session) disconnect(session, change.conversationId)
        return
      }
      case 'reset':
        return sessions.reset()
      case 'opened':
      case 'typingStopped':
      case 'staff':
      case 'aside':
      case 'conversation':
      case 'member':
      case 'forgotten':
        return
    }
  }
  switchboard.listen(hear)

  return {
    /** The end of this conversation, which follows, is to be told like this. */
    order: (conversationId: string, how: Disconnect): void => {
      ordered.set(conversationId, how)
    }
  }
}
