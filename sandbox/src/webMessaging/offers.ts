/** The automatic agent shows what rich content is: quick replies after its greeting, a card after the first answer; once each. */
import type { Context } from './context.js'
import { backEndName } from './name.js'

interface Offer {
  readonly text: string
  readonly content: ReadonlyArray<object>
}

const colours: Offer = {
  text: 'Which colour do you like best?',
  content: ['Red', 'Green'].map((text) => ({ contentType: 'QuickReply', quickReply: { text, payload: text.toUpperCase(), action: 'Message' } }))
}

const card: Offer = {
  text: 'Here is an offer.',
  content: [{
    contentType: 'Card',
    card: {
      title: 'A walk in the sandbox', description: 'Half an hour, every day', actions: [
        { type: 'Link', text: 'See the desk', url: 'https://example.com/desk' },
        { type: 'Postback', text: 'Book now', payload: 'BOOK_WALK' }
      ]
    }
  }]
}

/** What follows the first message of the automatic agent, and what the second. */
const offers: ReadonlyArray<Offer> = [colours, card]

/** ms after the message that it follows. */
const pause = 300

/** Makes the offers from now on, where there is an automatic agent. */
export const createOffers = ({ switchboard, timers, settings, options }: Context): void => {
  if (options.autoAgent === false) return
  /** Per conversation, how many messages of the automatic agent were heard. */
  const heard = new Map<string, number>()

  const make = (conversationId: string, memberId: string, { text, content }: Offer): void => {
    const thread = switchboard.peek(conversationId)
    const isThere = thread?.members.get(memberId)?.state === 'connected' && thread.endedAt === undefined
    if (isThere) switchboard.say(conversationId, memberId, { kind: 'text', text, content })
  }

  switchboard.listen((change) => {
    if (change.type === 'forgotten') heard.delete(change.conversationId)
    if (change.type === 'reset') heard.clear()
    if (change.type !== 'message' || change.message.kind !== 'text' || change.message.content) return
    const { conversationId, message } = change
    const thread = switchboard.peek(conversationId)
    const isAutomatic = thread?.members.get(message.memberId)?.automatic === true
    if (!settings().offers || thread?.opening.backEnd !== backEndName || !isAutomatic) return
    const count = heard.get(conversationId) ?? 0
    heard.set(conversationId, count + 1)
    const offer = offers[count]
    if (offer) timers.after(pause, () => make(conversationId, message.memberId, offer))
  })
}
