/** Opening a conversation, its history, and its media requests. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answer } from './answer.js'
import type { Context } from './context.js'
import { readCreation } from './createRequest.js'
import { messageEntity } from './entities.js'
import { fail } from './errors.js'
import { guard } from './guard.js'
import { history } from './history.js'
import { prefix, streamPrefix } from './paths.js'
import { readQuery } from './query.js'

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

export const conversationRoutes = (app: FastifyInstance, { switchboard, tokens, options }: Context): void => {
  app.post(prefix, async (request, reply): Promise<FastifyReply> => {
    const creation = readCreation(request.body, options.config ?? {}, request.headers.origin)
    if (!creation.ok) return fail(reply, creation.wrong)
    const { id, customerId } = switchboard.open(creation.opening)
    const jwt = tokens.mint({ conversationId: id, memberId: customerId }, creation.opening.deploymentId, creation.organizationId)
    return answer(reply, { id, jwt, eventStreamUri: `${streamOrigin(request)}${streamPrefix}${jwt}`, member: { id: customerId } })
  })

  // [U] the history after the end: the token is still valid, so it can be read.
  app.get(`${prefix}/:conversationId/messages`, async (request: Request, reply): Promise<FastifyReply> => {
    const entry = guard(tokens, switchboard, request, request.params.conversationId)
    if (!entry.ok) return fail(reply, entry.wrong)
    const page = history(entry.thread, readQuery(request.query), options.maxPage)
    return page.ok ? answer(reply, page.body) : fail(reply, page.wrong)
  })

  app.get(`${prefix}/:conversationId/messages/:itemId`, async (request: Request, reply): Promise<FastifyReply> => {
    const { conversationId, itemId } = request.params
    const entry = guard(tokens, switchboard, request, conversationId)
    if (!entry.ok) return fail(reply, entry.wrong)
    const message = entry.thread.messages[entry.thread.positions.get(itemId) ?? -1]
    return message ? answer(reply, messageEntity(conversationId, message)) : fail(reply, { code: 'chat.error.not.found', message: 'Message not found' })
  })

  // The sandbox never asks for co-browsing or screen sharing, so there is none to list, get or answer.
  app.get(`${prefix}/:conversationId/mediarequests`, async (request: Request, reply): Promise<FastifyReply> => {
    const entry = guard(tokens, switchboard, request, request.params.conversationId)
    return entry.ok ? answer(reply, { entities: [] }) : fail(reply, entry.wrong)
  })

  app.route({
    method: ['GET', 'PATCH'],
    url: `${prefix}/:conversationId/mediarequests/:itemId`,
    handler: async (request: Request, reply): Promise<FastifyReply> => {
      const entry = guard(tokens, switchboard, request, request.params.conversationId)
      return fail(reply, entry.ok ? { code: 'chat.error.not.found', message: 'Media request not found' } : entry.wrong)
    }
  })
}
