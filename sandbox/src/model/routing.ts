/** The queue: greets through the bot, holds the customer's place until an agent is there, and again when the last one left. */
import type { Switchboard } from './switchboard.js'
import { agents, phase } from './thread.js'

export const createRouting = (switchboard: Switchboard): (() => void) => {
  const enqueue = (conversationId: string): void => {
    const thread = switchboard.find(conversationId)
    const { greeting, queue } = thread.opening
    const bot = greeting && [...thread.members.values()].every((member) => member.role !== 'bot')
      ? switchboard.join(conversationId, { role: 'bot', name: greeting.bot }, 'connected')
      : undefined
    if (bot && greeting) switchboard.say(conversationId, bot.id, 'text', greeting.text)
    switchboard.join(conversationId, { role: 'queue', name: queue }, 'connected')
    if (bot) switchboard.leave(conversationId, bot.id)
  }

  const route = (conversationId: string): void => {
    const thread = switchboard.peek(conversationId)
    if (thread === undefined) return
    const queued = [...thread.members.values()].filter((member) => member.role === 'queue' && member.state === 'connected')
    const now = phase(thread)
    if (now === 'open') for (const place of queued) switchboard.leave(conversationId, place.id)
    if (now === 'waiting' && queued.length === 0 && !agents(thread).some((agent) => agent.state === 'alerting')) enqueue(conversationId)
  }

  return switchboard.listen((change) => {
    if (change.type === 'conversation') route(change.conversation.id)
  })
}
