/** The control on the model: no word of any back end. */
import { Fault } from '../faults/Fault.js'
import type { FaultBox } from '../faults/faultBox.js'
import { Refusal } from '../model/Refusal.js'
import type { Switchboard } from '../model/switchboard.js'
import { view } from '../model/thread.js'
import { read } from '../schema/validation.js'
import type { Links } from '../wire/links.js'
import type { TakeFile } from '../wire/TakeFile.js'
import type { Control, MessageId, NewAgent } from './Control.js'

/** What the control is made of. */
export interface ControlParts {
  readonly switchboard: Switchboard
  readonly box: FaultBox
  readonly links: Links
  /** Those of the back ends that take files from here. */
  readonly takeFile: () => ReadonlyArray<TakeFile>
}

/** Every operation of the control. */
export const createControl = ({ switchboard, box, links, takeFile }: ControlParts): Control => {
  /** Throws unless the member is one that the desk speaks for. */
  const mustSpeak = (conversationId: string, memberId: string): void => {
    const { role } = switchboard.findMember(conversationId, memberId)
    if (role === 'customer' || role === 'queue') throw new Refusal('NotAnAgent', `Member ${memberId} is no agent but the ${role}.`)
  }

  /** Words of a supervisor whom the customer does not see. */
  const coach = (conversationId: string, memberId: string, text: string): MessageId => {
    const { supervision } = switchboard.findStaff(conversationId, memberId) ?? {}
    if (supervision !== 'coach') throw new Refusal('WrongState', `Supervisor ${memberId} only listens.`)
    return { messageId: switchboard.sayAside(conversationId, memberId, { kind: 'text', text }).id }
  }

  /** Throws unless the member is an agent. */
  const mustBeAgent = (conversationId: string, memberId: string): void => {
    const { role } = switchboard.findMember(conversationId, memberId)
    if (role !== 'agent') throw new Refusal('NotAnAgent', `Member ${memberId} is no agent but the ${role}.`)
  }

  /** Throws unless the member is an agent in this state. */
  const mustBe = (state: 'alerting' | 'connected', conversationId: string, memberId: string): void => {
    mustBeAgent(conversationId, memberId)
    const member = switchboard.findMember(conversationId, memberId)
    if (member.state !== state) throw new Refusal('WrongState', `Member ${memberId} is ${member.state}, not ${state}.`)
  }

  const join = (conversationId: string, { name, avatar, alerting = false }: NewAgent): string => {
    const thread = switchboard.find(conversationId)
    if (!thread.begun) throw new Refusal('WrongState', `Conversation ${conversationId} is not routed yet: the customer has no stream open.`)
    return switchboard.join(conversationId, { role: 'agent', name, ...(avatar === undefined ? {} : { avatar }) }, alerting ? 'alerting' : 'connected').id
  }

  const speak = (kind: 'text' | 'notice' | 'pushUrl' | 'customNotice') => (conversationId: string, memberId: string, text: string) => {
    if (switchboard.findStaff(conversationId, memberId) !== undefined) return coach(conversationId, memberId, text)
    mustSpeak(conversationId, memberId)
    return { messageId: switchboard.say(conversationId, memberId, { kind, text }).id }
  }

  return {
    conversations: () => switchboard.all().map(view),
    conversation: (conversationId) => view(switchboard.find(conversationId)),
    addAgent: (conversationId, agent) => ({ memberId: join(conversationId, agent) }),
    connect: (conversationId, memberId) => {
      mustBe('alerting', conversationId, memberId)
      switchboard.connect(conversationId, memberId)
    },
    decline: (conversationId, memberId) => {
      mustBe('alerting', conversationId, memberId)
      switchboard.leave(conversationId, memberId)
    },
    sendMessage: speak('text'),
    notice: speak('notice'),
    typing: (conversationId, memberId, { text, stopped = false } = {}) => {
      mustSpeak(conversationId, memberId)
      if (stopped) switchboard.stopTyping(conversationId, memberId, text)
      else switchboard.typing(conversationId, memberId, text)
    },
    addSupervisor: (conversationId, supervisor) => ({ memberId: switchboard.supervise(conversationId, supervisor).id }),
    supervise: (conversationId, memberId, supervision) => {
      const unseen = switchboard.findStaff(conversationId, memberId)
      const { name, role } = unseen ?? switchboard.findMember(conversationId, memberId)
      if (role !== 'supervisor') throw new Refusal('WrongState', `Member ${memberId} is no supervisor but the ${role}.`)
      if (unseen === undefined) switchboard.leave(conversationId, memberId)
      else switchboard.dismiss(conversationId, memberId)
      return { memberId: switchboard.supervise(conversationId, { name, supervision }).id }
    },
    addExternal: (conversationId, { name }) => ({ memberId: switchboard.join(conversationId, { role: 'external', name }, 'connected').id }),
    pushUrl: speak('pushUrl'),
    customNotice: speak('customNotice'),
    sendFile: (conversationId, memberId, file) => {
      mustSpeak(conversationId, memberId)
      for (const take of takeFile()) {
        const taken = take(conversationId, memberId, file)
        if (taken !== undefined) return taken
      }
      throw new Refusal('NotSupported', `The back end ${switchboard.find(conversationId).opening.backEnd} takes no files here.`)
    },
    sendContent: (conversationId, memberId, { text = '', content }) => {
      mustSpeak(conversationId, memberId)
      const { can, backEnd } = switchboard.find(conversationId).opening
      if (can === undefined) throw new Refusal('NotSupported', `The back end ${backEnd} takes no rich content here.`)
      return { messageId: switchboard.say(conversationId, memberId, { kind: 'text', text, content }).id }
    },
    repeat: (conversationId, memberId) => {
      mustBeAgent(conversationId, memberId)
      switchboard.repeat(conversationId, memberId)
    },
    removeAgent: (conversationId, memberId) => {
      if (switchboard.findStaff(conversationId, memberId) !== undefined) return switchboard.dismiss(conversationId, memberId)
      mustSpeak(conversationId, memberId)
      switchboard.leave(conversationId, memberId)
    },
    transfer: (conversationId, memberId, to) => {
      mustBe('connected', conversationId, memberId)
      // Alerting first, then the old one leaves, then the new one is there: the order seen on the wire.
      const taker = join(conversationId, { ...to, alerting: true })
      switchboard.leave(conversationId, memberId)
      if (to.alerting !== true) switchboard.connect(conversationId, taker)
      return { memberId: taker }
    },
    bot: (conversationId, { body, name = 'Bot', notice = false, leave = false }) => {
      const members = [...switchboard.find(conversationId).members.values()]
      const present = members.find(({ role, state }) => role === 'bot' && state === 'connected')
      const { id } = present ?? switchboard.join(conversationId, { role: 'bot', name }, 'connected')
      switchboard.say(conversationId, id, { kind: notice ? 'notice' : 'text', text: body })
      if (leave) switchboard.leave(conversationId, id)
      return { memberId: id }
    },
    end: (conversationId) => switchboard.end(conversationId, 'agent'),
    fault: (ordered) => {
      const fault = read(Fault, ordered, 'body')
      if (fault.conversationId !== undefined) switchboard.find(fault.conversationId)
      const faultId = box.add(fault)
      links.strike(fault, faultId)
      // These two are over as soon as they have struck.
      if (fault.kind === 'drop' || fault.kind === 'poison') box.remove(faultId)
      return { faultId }
    },
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
