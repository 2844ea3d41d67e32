/** An agent that joins by itself after a moment, types and answers, and steps back when a person joins. */
import type { Cancel, Timers } from '../Clock.js'
import type { Member, Message } from '../model/Conversation.js'
import type { Switchboard } from '../model/switchboard.js'
import { agents, phase } from '../model/thread.js'
import type { AutoAgentTimes } from '../Options.js'
import { agentName, greeting, handOver, reply } from './replies.js'

/** What it does in one conversation: one thing at a time, in order. */
interface Shift {
  readonly toSay: string[]
  cancel: Cancel
  busy: boolean
}

/** Puts the automatic agent to work. It works until the timers stop. */
export const createAutoAgent = (switchboard: Switchboard, timers: Timers, times: AutoAgentTimes): void => {
  const shifts = new Map<string, Shift>()

  const stop = (id: string): void => {
    shifts.get(id)?.cancel()
    shifts.delete(id)
  }

  const agentsOf = (id: string): ReadonlyArray<Member> => {
    const thread = switchboard.peek(id)
    return thread === undefined ? [] : agents(thread)
  }

  const self = (id: string): Member | undefined => agentsOf(id).find(({ automatic, state }) => automatic && state === 'connected')

  /** Agents who are people, there or being offered the chat. */
  const people = (id: string): ReadonlyArray<Member> => agentsOf(id).filter(({ automatic, state }) => !automatic && state !== 'disconnected')

  /** Types, then says, then goes on with what has come in meanwhile. */
  const work = (id: string, shift: Shift): void => {
    const text = shift.toSay[0]
    shift.busy = text !== undefined
    if (text === undefined) return
    shift.cancel = timers.after(times.think, () => {
      const agent = self(id)
      if (!agent) return stop(id)
      switchboard.typing(id, agent.id)
      shift.cancel = timers.after(times.type, () => {
        shift.toSay.shift()
        const still = self(id)
        if (!still) return stop(id)
        switchboard.say(id, still.id, { kind: 'text', text })
        work(id, shift)
      })
    })
  }

  const say = (id: string, text: string): void => {
    const shift = shifts.get(id) ?? { toSay: [], busy: false, cancel: () => undefined }
    shifts.set(id, shift)
    shift.toSay.push(text)
    if (!shift.busy) work(id, shift)
  }

  const join = (id: string): void => {
    const thread = switchboard.peek(id)
    if (!thread || phase(thread) !== 'waiting' || people(id).length > 0) return stop(id)
    const customer = thread.opening.customer.name
    switchboard.join(id, { role: 'agent', name: agentName, automatic: true }, 'connected')
    say(id, greeting(customer))
    // What the customer wrote while waiting is not left unanswered.
    const asked = thread.messages.filter(({ memberId, kind }) => memberId === thread.customerId && kind === 'text').at(-1)
    if (asked) say(id, reply(customer, asked.text))
  }

  const joinSoon = (id: string): void => {
    shifts.set(id, { toSay: [], busy: false, cancel: timers.after(times.join, () => join(id)) })
  }

  const stepBack = (id: string, person: Member): void => {
    const agent = self(id)
    stop(id)
    if (!agent) return
    switchboard.say(id, agent.id, { kind: 'text', text: handOver(person.name) })
    switchboard.leave(id, agent.id)
  }

  const review = (id: string): void => {
    const thread = switchboard.peek(id)
    if (!thread || phase(thread) === 'ended') return stop(id)
    const person = people(id).find(({ state }) => state === 'connected')
    if (person) return stepBack(id, person)
    if (phase(thread) === 'waiting' && people(id).length === 0 && !shifts.has(id)) joinSoon(id)
  }

  const hear = (id: string, message: Message): void => {
    const thread = switchboard.peek(id)
    if (!thread || message.kind !== 'text' || message.memberId !== thread.customerId || !self(id)) return
    say(id, reply(thread.opening.customer.name, message.text))
  }

  switchboard.listen((change) => {
    switch (change.type) {
      case 'conversation':
        return review(change.conversation.id)
      case 'message':
        return hear(change.conversationId, change.message)
      case 'ended':
      case 'forgotten':
        return stop(change.conversationId)
      case 'reset':
        return [...shifts.keys()].forEach(stop)
      case 'opened':
      case 'typingStopped':
      case 'staff':
      case 'aside':
      case 'member':
      case 'typing':
        return
    }
  })
}
