/** The event stream: who may open one, and what the model's changes look like on it. Server to client only. */
import type { Change } from '../model/Change.js'
import type { Upgrade } from '../wire/upgrades.js'
import type { Context } from './context.js'
import { heartbeatFrame, memberFrame, messageFrame, poisonFrame, typingFrame } from './frames.js'
import { streamPrefix } from './paths.js'

const ended = { code: 1001, reason: 'The conversation is ended' }

/** Opens a stream for whoever has a valid token. */
export const streamUpgrade = ({ switchboard, links, tokens, options }: Context): Upgrade => (_request, path) => {
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
      links.add(conversationId, socket, {
        heartbeat: heartbeatFrame,
        poison: (what) => poisonFrame(what, { conversationId, senderId: memberId, at: options.clock.now() })
      })
      if (!thread.begun) switchboard.begin(conversationId)
    }
  }
}

/** Tells each conversation's streams what happened in it. */
export const tellStreams = ({ switchboard, links, options }: Context) => {
  const tell = (conversationId: string, frame: string): void => {
    if (switchboard.peek(conversationId)?.opening.backEnd === 'guest chat') links.broadcast(conversationId, frame)
  }

  return (change: Change): void => {
    switch (change.type) {
      case 'member':
        return tell(change.conversationId, memberFrame(change.conversationId, change.member, options.clock.now()))
      case 'message':
        return tell(change.conversationId, messageFrame(change.conversationId, change.message))
      case 'typing':
        return tell(change.conversationId, typingFrame(change.conversationId, change.memberId, change))
      case 'ended':
        if (switchboard.peek(change.conversationId)?.opening.backEnd === 'guest chat') links.closeAll(change.conversationId, ended.code, ended.reason)
        return
      case 'opened':
      case 'typingStopped':
      case 'staff':
      case 'aside':
      case 'conversation':
      case 'forgotten':
      case 'reset':
        return
    }
  }
}
