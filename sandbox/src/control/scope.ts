/** What all of the control over HTTP shares: pages of other sites are kept away, and refusals are told in one form. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import type { RefusalTag } from '../model/Refusal.js'
import { Invalid, Refusal } from '../model/Refusal.js'
import { validatorCompiler } from '../schema/validation.js'
import { isOurs } from './origin.js'

const statuses: Readonly<Record<RefusalTag, number>> = {
  UnknownConversation: 404, UnknownMember: 404, UnknownFault: 404, Ended: 409, NotAnAgent: 409, WrongState: 409, NotSupported: 409, Invalid: 400
}

const tell = (reply: FastifyReply, error: { readonly statusCode?: number; readonly message?: string }): FastifyReply => {
  const message = error.message ?? ''
  if (error instanceof Invalid) return reply.code(400).send({ error: error.tag, message, ...error.problem })
  if (error instanceof Refusal) return reply.code(statuses[error.tag]).send({ error: error.tag, message })
  if (error.statusCode === undefined) return reply.code(500).send({ error: 'Failed', message })
  return reply.code(error.statusCode).send({ error: 'BadRequest', message })
}

/** Mounts these routes with the rules of the control. */
export const controlScope = (routes: ReadonlyArray<FastifyPluginAsync>) => async (app: FastifyInstance): Promise<void> => {
  app.setValidatorCompiler(validatorCompiler)
  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> => {
    if (isOurs(request.raw)) return undefined
    return reply.code(403).send({ error: 'ForeignOrigin', message: 'The control answers only pages of its own origin.' })
  })
  app.setErrorHandler((error: { readonly statusCode?: number; readonly message?: string }, _request, reply) => tell(reply, error))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'NotFound', message: 'There is no such operation. See the README of the sandbox.' }))
  for (const route of routes) await app.register(route)
}
