/** GMS over REST: every operation is a POST of a form, every reply the same envelope. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { meetRequests } from '../faults/requestFaults.js'
import { acceptForms, formOf } from '../wire/forms.js'
import type { Context } from './context.js'
import { failed, Refused, retryLater } from './errors.js'
import type { OperationName } from './operations.js'
import { carryOut, deleteFile, download, envelope, fileLimits, isOperation, mustOwn, upload } from './operations.js'
import { gmsMessage } from './messages.js'
import { mustBeService, requestChat } from './requestChat.js'
import type { Session } from './Session.js'

/** What every path of the chat API begins with. */
export const chatPrefix = '/genesys/2/chat'

/** Bytes of a multipart body at the most. */
const largestUpload = 52_428_800

type InService = FastifyRequest<{ Params: { readonly service: string } }>
type InChat = FastifyRequest<{ Params: { readonly service: string; readonly chatId: string } }>
type OfOperation = FastifyRequest<{ Params: { readonly service: string; readonly chatId: string; readonly operation: string } }>
type OfFile = FastifyRequest<{ Params: { readonly service: string; readonly chatId: string; readonly fileId: string } }>

/** Names that exist over CometD only. */
const cometdOnly: ReadonlySet<string> = new Set<OperationName>(['sendMessage', 'requestNotifications'])

/** Answers with JSON under the content type that was recorded. */
export const answer = (reply: FastifyReply, status: number, body: unknown): FastifyReply =>
  reply.code(status).header('content-type', 'application/json;charset=UTF-8').send(Buffer.from(JSON.stringify(body)))

/** Answers what was thrown while a request was served. Bodies that cannot be read are 415 or 400, without a body of ours. */
export const answerThrown = (reply: FastifyReply, error: { readonly statusCode?: number }): FastifyReply => {
  if (error instanceof Refused) return answer(reply, error.status, error.body)
  return reply.code(error.statusCode ?? 500).send('')
}

/** Throws unless the request has the headers that the settings demand. CometD clients send no API key. */
export const mustBeAdmitted = ({ settings }: Context, { headers }: FastifyRequest, { needsApikey }: { readonly needsApikey: boolean }): void => {
  const { apikey, authorization } = settings()
  if (needsApikey && apikey !== '' && headers['apikey'] !== apikey) throw new Refused(401, { message: 'The apikey is missing or not valid' })
  if (authorization !== '' && headers.authorization !== authorization) throw new Refused(401, { message: 'Authorization is missing or not valid' })
}

/** Never shown in place: what customers upload is not to run here. */
export const sendFile = (reply: FastifyReply, { name, content }: { readonly name: string; readonly content: Buffer }): FastifyReply => {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return reply.header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff').type('application/octet-stream').send(content)
}

/** The routes. */
export const restRoutes = (context: Context) => async (app: FastifyInstance): Promise<void> => {
  const { sessions, box, timers } = context
  meetRequests(app, {
    box, timers,
    answer: (reply, status) => reply.code(status).send(''),
    conversationOf: (path) => {
      const chatId = path.slice(chatPrefix.length).split('/')[2]
      return chatId === undefined ? undefined : sessions.byChatId(chatId)?.conversationId
    },
    // The reply of a GMS whose chat server is not there: nothing in it is to be trusted.
    offline: (reply) => {
      const { status, body } = retryLater()
      return answer(reply, status, body)
    }
  })
  app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => answerThrown(reply, error))
  // JSON is refused with 415, as by the real server.
  app.removeAllContentTypeParsers()
  await acceptForms(app, largestUpload)
  app.addHook('onRequest', async (request) => mustBeAdmitted(context, request, { needsApikey: true }))

  const find = ({ params }: InChat): Session => {
    mustBeService(context, params.service)
    const session = sessions.byChatId(params.chatId)
    if (session === undefined || session.service !== params.service) throw failed({ code: 404, advice: 'The session was not found' }, true)
    return session
  }

  const start = async (request: InService, reply: FastifyReply): Promise<FastifyReply> => {
    const { fields } = await formOf(request)
    const session = requestChat(context, request.params.service, fields)
    const messages = context.transcripts.eventsOf(session.conversationId).map(gmsMessage)
    return answer(reply, 200, { messages, ...envelope(context, session) })
  }
  app.post(`${chatPrefix}/:service`, start)
  app.post(`${chatPrefix}/:service/`, start)

  app.post(`${chatPrefix}/:service/:chatId/:operation`, async (request: OfOperation, reply) => {
    const { operation } = request.params
    if (operation === 'file') return takeFile(request, reply)
    if (!isOperation(operation) || cometdOnly.has(operation)) return answer(reply, 404, { message: 'There is no such operation' })
    const session = find(request)
    const { fields } = await formOf(request)
    return answer(reply, 200, carryOut(context, operation, { session, fields }))
  })

  const takeFile = async (request: InChat, reply: FastifyReply): Promise<FastifyReply> => {
    const session = find(request)
    if (!request.isMultipart()) return reply.code(415).send('')
    const form = await formOf(request)
    mustOwn(context, session, form.fields)
    return answer(reply, 200, upload(context, session, form))
  }

  app.post(`${chatPrefix}/:service/:chatId/file/limits`, async (request: InChat, reply) => {
    const session = find(request)
    const { fields } = await formOf(request)
    mustOwn(context, session, fields)
    return answer(reply, 200, fileLimits(context, session))
  })

  app.post(`${chatPrefix}/:service/:chatId/file/:fileId/download`, async (request: OfFile, reply) => {
    const session = find(request)
    const { fields } = await formOf(request)
    mustOwn(context, session, fields)
    return sendFile(reply, download(context, session, request.params.fileId))
  })

  app.post(`${chatPrefix}/:service/:chatId/file/:fileId/delete`, async (request: OfFile, reply) => {
    const session = find(request)
    const { fields } = await formOf(request)
    mustOwn(context, session, fields)
    return answer(reply, 200, deleteFile(context, session, request.params.fileId))
  })

  app.all(`${chatPrefix}/*`, async (_request, reply) => answer(reply, 404, { message: 'There is no such resource' }))
}
