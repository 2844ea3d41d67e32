/** What a guest does as a member: write, type, leave; and what it reads of members. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Thread } from '../model/thread.js'
import { phase } from '../model/thread.js'
import { answer } from './answer.js'
import type { Context } from './context.js'
import { memberEntity, messageEntity, typingEntity } from './entities.js'
import { inactive, Refused } from './errors.js'
import { admit } from './guard.js'
import { memberList } from './memberList.js'
import { readMessage } from './messageRequest.js'
import { prefix } from './paths.js'

interface Path {
  readonly conversationId: string
  readonly memberId: string
}

type Request = FastifyRequest<{ Params: Path }>

/** Adds the routes. */
export const memberRoutes = (app: FastifyInstance, context: Context): void => {
  const { switchboard, options } = context
  const members = `${prefix}/:conversationId/members`
  const member = `${members}/:memberId`
  const notFound = new Refused({ code: 'chat.error.not.found', message: 'Member not found' })

  /** Lets in a guest that acts as itself. */
  const admitAsMember = (request: Request): Thread => {
    const { thread, claims } = admit(context, request)
    const { memberId } = request.params
    if (!thread.members.has(memberId)) throw notFound
    // [U] whether a guest may act as another member: not here.
    if (claims.memberId !== memberId) throw new Refused({ code: 'not.authorized' })
    return thread
  }

  /** Before the stream is attached and after the end nothing is taken. */
  const mustBeActive = (thread: Thread): void => {
    const now = phase(thread)
    if (now === 'new' || now === 'ended') throw new Refused(inactive)
  }

  app.get(members, async (request: Request, reply): Promise<FastifyReply> => {
    const { thread } = admit(context, request)
    return answer(reply, memberList(thread, request.query, options.maxPage))
  })

  app.get(member, async (request: Request, reply): Promise<FastifyReply> => {
    const { thread } = admit(context, request)
    const found = thread.members.get(request.params.memberId)
    if (found === undefined) throw notFound
    return answer(reply, memberEntity(found, thread.opening.customer))
  })

  // [U] which comes first of what is wrong with the text and with the conversation.
  app.post(`${member}/messages`, async (request: Request, reply): Promise<FastifyReply> => {
    const thread = admitAsMember(request)
    const words = readMessage(request.body, options.maxBody)
    mustBeActive(thread)
    return answer(reply, messageEntity(thread.id, switchboard.say(thread.id, request.params.memberId, words)))
  })

  app.post(`${member}/typing`, async (request: Request, reply): Promise<FastifyReply> => {
    const thread = admitAsMember(request)
    mustBeActive(thread)
    const { memberId } = request.params
    return answer(reply, typingEntity(thread.id, memberId, switchboard.typing(thread.id, memberId)))
  })

  // [U] whether leaving before the stream was attached is allowed: it is here, a client that gave up can tidy up.
  app.delete(member, async (request: Request, reply): Promise<FastifyReply> => {
    const thread = admitAsMember(request)
    if (phase(thread) === 'ended') throw new Refused(inactive)
    switchboard.end(thread.id, 'customer')
    return answer(reply.code(204), undefined)
  })
}
