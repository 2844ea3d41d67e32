/** What a guest does as a member: write, type, leave; and what it reads of members. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { phase } from '../model/thread.js'
import type { Context } from './context.js'
import { memberEntity, messageEntity, typingEntity } from './entities.js'
import type { Wrong } from './errors.js'
import { fail, inactive } from './errors.js'
import { guard } from './guard.js'
import { memberList } from './memberList.js'
import { readMessage } from './messageRequest.js'
import { prefix } from './paths.js'
import { readQuery } from './query.js'
import { answer } from './answer.js'

interface Path {
  readonly conversationId: string
  readonly memberId: string
}

type Request = FastifyRequest<{ Params: Path }>

export const memberRoutes = (app: FastifyInstance, { switchboard, tokens, options }: Context): void => {
  const path = `${prefix}/:conversationId/members`

  /** The guest acting as itself, or why not. */
  const acting = (request: Request, mustBeActive: boolean): Wrong | undefined => {
    const { conversationId, memberId } = request.params
    const entry = guard(tokens, switchboard, request, conversationId)
    if (!entry.ok) return entry.wrong
    if (!entry.thread.members.has(memberId)) return { code: 'chat.error.not.found', message: 'Member not found' }
    // [U] whether a guest may act as another member: not here.
    if (entry.claims.memberId !== memberId) return { code: 'not.authorized' }
    const now = phase(entry.thread)
    return now === 'ended' || (now === 'new' && mustBeActive) ? inactive : undefined
  }

  app.get(path, async (request: Request, reply): Promise<FastifyReply> => {
    const entry = guard(tokens, switchboard, request, request.params.conversationId)
    if (!entry.ok) return fail(reply, entry.wrong)
    const listed = memberList(entry.thread, readQuery(request.query), options.maxPage)
    return listed.ok ? answer(reply, listed.body) : fail(reply, listed.wrong)
  })

  app.get(`${path}/:memberId`, async (request: Request, reply): Promise<FastifyReply> => {
    const entry = guard(tokens, switchboard, request, request.params.conversationId)
    if (!entry.ok) return fail(reply, entry.wrong)
    const member = entry.thread.members.get(request.params.memberId)
    return member ? answer(reply, memberEntity(member, entry.thread.opening.customer)) : fail(reply, { code: 'chat.error.not.found', message: 'Member not found' })
  })

  app.post(`${path}/:memberId/messages`, async (request: Request, reply): Promise<FastifyReply> => {
    const { conversationId, memberId } = request.params
    const read = readMessage(request.body, options.maxBody)
    const wrong = acting(request, true)
    // Who may not write is not told what is wrong with the text; [U] which comes first of text and state.
    if (wrong && (read.ok || wrong !== inactive)) return fail(reply, wrong)
    if (!read.ok) return fail(reply, read.wrong)
    return answer(reply, messageEntity(conversationId, switchboard.say(conversationId, memberId, read.kind, read.text)))
  })

  app.post(`${path}/:memberId/typing`, async (request: Request, reply): Promise<FastifyReply> => {
    const { conversationId, memberId } = request.params
    const wrong = acting(request, true)
    if (wrong) return fail(reply, wrong)
    return answer(reply, typingEntity(conversationId, memberId, switchboard.typing(conversationId, memberId)))
  })

  // [U] whether leaving before the stream was attached is allowed: it is here, a client that gave up can tidy up.
  app.delete(`${path}/:memberId`, async (request: Request, reply): Promise<FastifyReply> => {
    const wrong = acting(request, false)
    if (wrong) return fail(reply, wrong)
    switchboard.end(request.params.conversationId, 'customer')
    return answer(reply.code(204), undefined)
  })
}
