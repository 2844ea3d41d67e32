/** What agents and bots do in the model, as the customer's connections hear it. Joins and transfers are not told: no frame exists. */
import type { Change } from '../model/Change.js'
import type { Context } from './context.js'
import { outbound, presence, pushed, said, typing } from './frames.js'
import type { Session } from './Session.js'

export type Disconnect = 'Send' | 'ReadOnly'

/** Who a disconnect is from when no agent was there: the flow. */
const flow = { name: 'Bot', role: 'bot' } as const

export const createOutbound = ({ sessions, switchboard, settings }: Context) => {
  /** How the conversation that ends now is to end, when the control said so. */
  const ordered = new Map<string, Disconnect>()

  const tell = (session: Session, memberId: string, at: number, more: object, keep: boolean): void => {
    const [, member] = switchboard.findMember(session.conversationId, memberId)
    const body = outbound(member, sessions.timeOf(session, at), more, settings())
    if (keep) sessions.record(session, body)
    sessions.tell(session, pushed('StructuredMessage', body))
  }

  const disconnect = (session: Session, conversationId: string): void => {
    const type = ordered.get(conversationId) ?? settings().disconnect
    ordered.delete(conversationId)
    if (type === 'off') return
    const thread = switchboard.peek(conversationId)
    const last = thread && [...thread.members.values()].filter(({ role }) => role === 'agent').at(-1)
    const metadata = type === 'ReadOnly' ? { readOnly: 'true' } : settings().sparse ? {} : { readOnly: 'false' }
    const body = { ...outbound(last ?? flow, sessions.timeOf(session, thread?.endedAt ?? 0), presence('Disconnect'), settings()), metadata }
    session.readOnly = type === 'ReadOnly'
    sessions.record(session, body)
    sessions.tell(session, pushed('StructuredMessage', body))
  }

  const hear = (change: Change): void => {
    switch (change.type) {
      case 'message': {
        const session = sessions.of(change.conversationId)
        const { memberId, kind, at } = change.message
        if (!session || (kind !== 'text' && kind !== 'notice') || switchboard.find(change.conversationId).customerId === memberId) return
        return tell(session, memberId, at, said(change.message), true)
      }
      case 'typing': {
        const session = sessions.of(change.conversationId)
        if (session && switchboard.find(change.conversationId).customerId !== change.memberId) tell(session, change.memberId, change.at, typing(settings()), false)
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
      case 'conversation':
      case 'member':
      case 'forgotten':
        return
    }
  }
  switchboard.listen(hear)

  return { order: (conversationId: string, type: Disconnect): void => void ordered.set(conversationId, type) }
}
