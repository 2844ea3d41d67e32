/** Who may do this: reads the bearer token and finds the conversation it speaks of. */
import type { FastifyRequest } from 'fastify'
import type { Switchboard } from '../model/switchboard.js'
import type { Thread } from '../model/thread.js'
import type { Wrong } from './errors.js'
import type { Claims, Tokens } from './token.js'

export type Entry = { readonly ok: true; readonly thread: Thread; readonly claims: Claims } | { readonly ok: false; readonly wrong: Wrong }

const refuse = (code: Wrong['code'], params: Wrong['params'] = {}): Entry => ({ ok: false, wrong: { code, params } })

/** The scheme is compared without regard to case: clients in the field send `bearer`. */
export const guard = (tokens: Tokens, switchboard: Switchboard, request: FastifyRequest, conversationId: string): Entry => {
  const [scheme, token, ...rest] = (request.headers.authorization ?? '').trim().split(/\s+/)
  if (scheme === undefined || scheme === '') return refuse('authentication.required')
  if (scheme.toLowerCase() !== 'bearer' || token === undefined || rest.length > 0) return refuse('bad.credentials')
  const reading = tokens.read(token)
  switch (reading._tag) {
    case 'Expired':
      return refuse('credentials.expired')
    case 'Invalid':
      return refuse('bad.credentials')
    case 'Valid': {
      // [U] which code a token of another conversation yields.
      if (reading.claims.conversationId !== conversationId) return refuse('not.authorized')
      const thread = switchboard.peek(conversationId)
      return thread ? { ok: true, thread, claims: reading.claims } : refuse('not.found')
    }
  }
}
