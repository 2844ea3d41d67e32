/** The event stream: who may open one, and what the model's changes look like on it. Server to client only. */
import type { IncomingMessage } from 'node:http'
import type { Change } from '../model/Change.js'
import type { Links } from '../wire/links.js'
import type { UpgradeAnswer } from '../wire/BackEnd.js'
import type { Context } from './context.js'
import { heartbeatFrame, memberFrame, messageFrame, poisonFrame, typingFrame } from './frames.js'
import { streamPrefix } from './paths.js'

const ended = { code: 1001, reason: 'The conversation is ended' }

export const streamUpgrade = ({ switchboard, tokens, options }: Context, links: Links) => (_request: IncomingMessage, path: string): UpgradeAnswer | undefined => {
  if (!path.startsWith(streamPrefix)) return undefined
  const reading = tokens.read(path.slice(streamPrefix.length))
  // [U] how the stream host answers a token that is not valid.
  if (reading._tag !== 'Valid') return { accept: false, status: 401 }
  const { conversationId, memberId } = reading.claims
  if (links.refused(conversationId)) return { accept: false, status: 503 }
  return {
    accept: true,
    opened: (socket) => {
      const thread = switchboard.peek(conversationId)
      if (thread === undefined) return socket.close(4100, `Error connecting to conversation (${conversationId})`)
      if (thread.endedAt !== undefined) return socket.close(ended.code, ended.reason)
      // [U] whether earlier events are replayed: no, clients fill the gap from the history.
      links.add(conversationId, socket, { heartbeat: heartbeatFrame, poison: (what) => poisonFrame(conversationId, memberId, what, options.clock.now()) })
      if (!thread.begun) switchboard.begin(conversationId)
    }
  }
}

/** Tells each conversation's streams what happened in it. */
export const tellStreams = ({ options }: Context, links: Links, owns: (conversationId: string) => boolean) => (change: Change): void => {
  switch (change.type) {
    case 'member':
      if (owns(change.conversationId)) links.broadcast(change.conversationId, memberFrame(change.conversationId, change.member, options.clock.now()))
      return
    case 'message':
      if (owns(change.conversationId)) links.broadcast(change.conversationId, messageFrame(change.conversationId, change.message))
      return
    case 'typing':
      if (owns(change.conversationId)) links.broadcast(change.conversationId, typingFrame(change.conversationId, change.memberId, change))
      return
    case 'ended':
      if (owns(change.conversationId)) links.closeAll(change.conversationId, ended.code, ended.reason)
      return
    case 'opened':
    case 'conversation':
    case 'forgotten':
    case 'reset':
      return
  }
}
