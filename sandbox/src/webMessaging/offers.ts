/** The automatic agent shows what rich content is: quick replies after its greeting, a card after the first answer; once each. */
import type { Context } from './context.js'
import { backEndName } from './context.js'

export const colours = ['Red', 'Green'].map((text) => ({ contentType: 'QuickReply', quickReply: { text, payload: text.toUpperCase(), action: 'Message' } }))

export const card = [{
  contentType: 'Card',
  card: {
    title: 'A walk in the sandbox', description: 'Half an hour, every day', actions: [
      { type: 'Link', text: 'See the desk', url: 'https://example.com/desk' },
      { type: 'Postback', text: 'Book now', payload: 'BOOK_WALK' }
    ]
  }
}]

export const createOffers = ({ switchboard, timers, settings, options }: Context): void => {
  const offered = new Map<string, number>()
  if (options.autoAgent === false) return

  const say = (conversationId: string, memberId: string, text: string, content: ReadonlyArray<unknown>): void => {
    timers.after(300, () => {
      const thread = switchboard.peek(conversationId)
      if (thread?.members.get(memberId)?.state === 'connected' && thread.endedAt === undefined) switchboard.say(conversationId, memberId, 'text', text, content)
    })
  }

  switchboard.listen((change) => {
    if (change.type !== 'message' || change.message.kind !== 'text' || change.message.content) return
    const thread = switchboard.peek(change.conversationId)
    const member = thread?.members.get(change.message.memberId)
    if (!settings().offers || thread?.opening.backEnd !== backEndName || member?.automatic !== true) return
    const count = offered.get(thread.id) ?? 0
    offered.set(thread.id, count + 1)
    if (count === 0) say(thread.id, member.id, 'Which colour do you like best?', colours)
    if (count === 1) say(thread.id, member.id, 'Here is an offer.', card)
  })
}
