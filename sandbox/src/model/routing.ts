/** The queue: greets through the bot, holds the customer's place until an agent is there, and again when the last one left. */
import type { Switchboard } from './switchboard.js'
import { agents, phase } from './thread.js'

/** Routes every conversation from now on. Returns how to stop. */
export const createRouting = (switchboard: Switchboard): (() => void) => {
  /** The bot says its line, when the deployment has one that has not been there yet. Returns the bot. */
  const greet = (conversationId: string): string | undefined => {
    const { opening, members } = switchboard.find(conversationId)
    const hadBot = [...members.values()].some(({ role }) => role === 'bot')
    if (opening.greeting === undefined || hadBot) return undefined
    const { id } = switchboard.join(conversationId, { role: 'bot', name: opening.greeting.bot }, 'connected')
    switchboard.say(conversationId, id, { kind: 'text', text: opening.greeting.text })
    return id
  }

  const enqueue = (conversationId: string): void => {
    const botId = greet(conversationId)
    switchboard.join(conversationId, { role: 'queue', name: switchboard.find(conversationId).opening.queue }, 'connected')
    if (botId !== undefined) switchboard.leave(conversationId, botId)
  }

  const route = (conversationId: string): void => {
    const thread = switchboard.peek(conversationId)
    if (thread === undefined) return
    const places = [...thread.members.values()].filter(({ role, state }) => role === 'queue' && state === 'connected')
    const offered = agents(thread).some(({ state }) => state === 'alerting')
    const now = phase(thread)
    if (now === 'open') {
      for (const place of places) switchboard.leave(conversationId, place.id)
    }
    if (now === 'waiting' && places.length === 0 && !offered) enqueue(conversationId)
  }

  return switchboard.listen((change) => {
    if (change.type === 'conversation') route(change.conversation.id)
  })
}
