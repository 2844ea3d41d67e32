/** The control on the model: no word of any back end. */
import { says } from '../decode/decode.js'
import { decodeFault } from '../faults/decodeFault.js'
import type { FaultBox } from '../faults/faultBox.js'
import { Refusal } from '../model/Refusal.js'
import type { Switchboard } from '../model/switchboard.js'
import { view } from '../model/thread.js'
import type { Links } from '../wire/links.js'
import type { Control, NewAgent } from './Control.js'

export const createControl = (switchboard: Switchboard, box: FaultBox, links: Links): Control => {
  const agent = (conversationId: string, memberId: string): void => {
    const [, member] = switchboard.findMember(conversationId, memberId)
    if (member.role !== 'agent') throw new Refusal('NotAnAgent', `Member ${memberId} is no agent but the ${member.role}.`)
  }

  const inState = (conversationId: string, memberId: string, state: 'alerting' | 'connected'): void => {
    agent(conversationId, memberId)
    const [, member] = switchboard.findMember(conversationId, memberId)
    if (member.state !== state) throw new Refusal('WrongState', `Member ${memberId} is ${member.state}, not ${state}.`)
  }

  const join = (conversationId: string, { name, avatar, alerting = false }: NewAgent): string => {
    const thread = switchboard.find(conversationId)
    if (!thread.begun) throw new Refusal('WrongState', `Conversation ${conversationId} is not routed yet: the customer has no stream open.`)
    return switchboard.join(conversationId, { role: 'agent', name, ...(avatar === undefined ? {} : { avatar }) }, alerting ? 'alerting' : 'connected').id
  }

  const speak = (kind: 'text' | 'notice') => (conversationId: string, memberId: string, body: string) => {
    agent(conversationId, memberId)
    return { messageId: switchboard.say(conversationId, memberId, kind, body).id }
  }

  const bot: Control['bot'] = (conversationId, { body, name = 'Bot', notice = false, leave = false }) => {
    const members = [...switchboard.find(conversationId).members.values()]
    const present = members.find(({ role, state }) => role === 'bot' && state === 'connected')
    const { id } = present ?? switchboard.join(conversationId, { role: 'bot', name }, 'connected')
    switchboard.say(conversationId, id, notice ? 'notice' : 'text', body)
    if (leave) switchboard.leave(conversationId, id)
    return { memberId: id }
  }

  const fault: Control['fault'] = (ordered) => {
    const decoded = decodeFault(ordered)
    if (!decoded.ok) throw new Refusal('Invalid', says(decoded.problem))
    const { value } = decoded
    if (value.conversationId !== undefined) switchboard.find(value.conversationId)
    const faultId = box.add(value)
    links.strike(value, faultId)
    // These two are over as soon as they have struck.
    if (value.kind === 'drop' || value.kind === 'poison') box.remove(faultId)
    return { faultId }
  }

  return {
    conversations: () => switchboard.all().map(view),
    conversation: (conversationId) => view(switchboard.find(conversationId)),
    addAgent: (conversationId, added) => ({ memberId: join(conversationId, added) }),
    connect: (conversationId, memberId) => {
      inState(conversationId, memberId, 'alerting')
      switchboard.connect(conversationId, memberId)
    },
    decline: (conversationId, memberId) => {
      inState(conversationId, memberId, 'alerting')
      switchboard.leave(conversationId, memberId)
    },
    sendMessage: speak('text'),
    notice: speak('notice'),
    typing: (conversationId, memberId) => {
      agent(conversationId, memberId)
      switchboard.typing(conversationId, memberId)
    },
    repeat: (conversationId, memberId) => {
      agent(conversationId, memberId)
      switchboard.repeat(conversationId, memberId)
    },
    removeAgent: (conversationId, memberId) => {
      agent(conversationId, memberId)
      switchboard.leave(conversationId, memberId)
    },
    transfer: (conversationId, memberId, to) => {
      inState(conversationId, memberId, 'connected')
      // Alerting first, then the old one leaves, then the new one is there: the order seen on the wire.
      const taker = join(conversationId, { ...to, alerting: true })
      switchboard.leave(conversationId, memberId)
      if (to.alerting !== true) switchboard.connect(conversationId, taker)
      return { memberId: taker }
    },
    bot,
    end: (conversationId) => switchboard.end(conversationId, 'agent'),
    fault,
    faults: box.list,
    clearFaults: (faultId) => {
      if (faultId === undefined) box.clear()
      else if (!box.remove(faultId)) throw new Refusal('UnknownFault', `There is no fault ${faultId} in force.`)
    },
    reset: () => {
      box.clear()
      links.strike({ kind: 'drop', code: 1001 }, '')
      switchboard.reset()
    }
  }
}
