/** Opening a conversation, its history, and its media requests. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answer } from './answer.js'
import type { Context } from './context.js'
import { readCreation } from './createRequest.js'
import { messageEntity } from './entities.js'
import { Refused } from './errors.js'
import { admit } from './guard.js'
import { history } from './history.js'
import { prefix, streamPrefix } from './paths.js'

interface Path {
  readonly conversationId: string
  readonly itemId: string
}

type Request = FastifyRequest<{ Params: Path }>

/** The address the guest used, so that it also works through a forwarded port or a proxy that tells its scheme. */
const streamOrigin = (request: FastifyRequest): string => {
  const secure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https'
  return `${secure ? 'wss' : 'ws'}://${request.headers.host ?? 'localhost'}`
}

/** Adds the routes. */
export const conversationRoutes = (app: FastifyInstance, context: Context): void => {
  const { switchboard, tokens, options } = context

  app.post(prefix, async (request, reply): Promise<FastifyReply> => {
    const { opening, organizationId } = readCreation(request.body, options.config ?? {}, request.headers.origin)
    const { id, customerId } = switchboard.open(opening)
    const jwt = tokens.mint({ conversationId: id, memberId: customerId }, opening.deploymentId, organizationId)
    return answer(reply, { id, jwt, eventStreamUri: `${streamOrigin(request)}${streamPrefix}${jwt}`, member: { id: customerId } })
  })

  // [U] the history after the end: the token is still valid, so it can be read.
  app.get(`${prefix}/:conversationId/messages`, async (request: Request, reply): Promise<FastifyReply> => {
    const { thread } = admit(context, request)
    return answer(reply, history(thread, request.query, options.maxPage))
  })

  app.get(`${prefix}/:conversationId/messages/:itemId`, async (request: Request, reply): Promise<FastifyReply> => {
    const { thread } = admit(context, request)
    const message = thread.messages[thread.positions.get(request.params.itemId) ?? -1]
    if (message === undefined) throw new Refused({ code: 'chat.error.not.found', message: 'Message not found' })
    return answer(reply, messageEntity(thread.id, message))
  })

  // The sandbox never asks for co-browsing or screen sharing, so there is none to list, get or answer.
  app.get(`${prefix}/:conversationId/mediarequests`, async (request: Request, reply): Promise<FastifyReply> => {
    admit(context, request)
    return answer(reply, { entities: [] })
  })

  app.route({
    method: ['GET', 'PATCH'],
    url: `${prefix}/:conversationId/mediarequests/:itemId`,
    handler: async (request: Request): Promise<FastifyReply> => {
      admit(context, request)
      throw new Refused({ code: 'chat.error.not.found', message: 'Media request not found' })
    }
  })
}
