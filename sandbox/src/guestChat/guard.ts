/** Who may do this: reads the bearer token and finds the conversation it speaks of. */
import type { FastifyRequest } from 'fastify'
import type { Thread } from '../model/thread.js'
import type { Context } from './context.js'
import { Refused } from './errors.js'
import type { Claims } from './token.js'

/** Who asks, and the conversation that they may ask about. */
export interface Entry {
  readonly thread: Thread
  readonly claims: Claims
}

/** A request whose path names a conversation. */
export type InConversation = FastifyRequest<{ Params: { readonly conversationId: string } }>

/** The scheme is compared without regard to case: clients in the field send `bearer`. */
const tokenOf = (authorization: string | undefined): string => {
  const [scheme = '', token, ...rest] = (authorization ?? '').trim().split(/\s+/)
  if (scheme === '') throw new Refused({ code: 'authentication.required' })
  if (scheme.toLowerCase() !== 'bearer' || token === undefined || rest.length > 0) throw new Refused({ code: 'bad.credentials' })
  return token
}

/** Lets in whoever has a valid token of the conversation in the path. Throws `Refused`. */
export const admit = ({ tokens, switchboard }: Context, request: InConversation): Entry => {
  const { conversationId } = request.params
  const reading = tokens.read(tokenOf(request.headers.authorization))
  switch (reading._tag) {
    case 'Expired':
      throw new Refused({ code: 'credentials.expired' })
    case 'Invalid':
      throw new Refused({ code: 'bad.credentials' })
    case 'Valid': {
      // [U] which code a token of another conversation yields.
      if (reading.claims.conversationId !== conversationId) throw new Refused({ code: 'not.authorized' })
      const thread = switchboard.peek(conversationId)
      if (thread === undefined) throw new Refused({ code: 'not.found' })
      return { thread, claims: reading.claims }
    }
  }
}
