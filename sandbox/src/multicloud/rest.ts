/** Multicloud CX v3 over HTTP: forms in, replies wrapped in `data`, errors in `status`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { meetRequests } from '../faults/requestFaults.js'
import { isRecord } from '../schema/Problem.js'
import type { Fields, FormFile } from '../wire/forms.js'
import { acceptForms, flatten, formOf, textOf } from '../wire/forms.js'
import type { Context } from './context.js'
import { create } from './create.js'
import { codeOf, Refused } from './errors.js'
import { countUpTo, indexOf, multicloudMessage } from './messages.js'
import type { Session } from './sessions.js'

/** The collection: what a client has as its `dataURL`. */
export const sessionsPath = '/nexus/v3/chat/sessions'

/** Bytes of a multipart body at the most. */
const largestUpload = 52_428_800

type InSession = FastifyRequest<{ Params: { readonly sessionId: string } }>
type OfParticipant = FastifyRequest<{ Params: { readonly sessionId: string; readonly participantId: string } }>
type OfFile = FastifyRequest<{ Params: { readonly sessionId: string; readonly fileId: string } }>

const Query = z.object({ index: z.string().optional(), count: z.coerce.number().int().min(1).optional(), operationId: z.string().optional() })

const send = (reply: FastifyReply, status: number, body: unknown): FastifyReply =>
  reply.code(status).header('content-type', 'application/json;charset=UTF-8').send(Buffer.from(JSON.stringify(body)))

const fail = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply => send(reply, status, { status: { code, message } })

const answerThrown = (reply: FastifyReply, error: { readonly statusCode?: number }): FastifyReply => {
  if (error instanceof Refused) return fail(reply, error.status, error.code, error.message)
  const status = error.statusCode ?? 500
  return fail(reply, status, codeOf(status), 'The request could not be served')
}

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The fields in `data`, whether the body is a form or JSON, and the operation's id. */
const dataOf = (fields: Fields): Fields => (isRecord(fields['data']) ? fields['data'] : {})

/** The routes. */
export const restRoutes = (context: Context) => async (app: FastifyInstance): Promise<void> => {
  const { switchboard, sessions, tokens, transcripts, files, presence, settings, box, timers, keeper } = context

  meetRequests(app, {
    box, timers,
    answer: (reply, status, code) => fail(reply, status, code ?? codeOf(status), 'The request failed'),
    offline: (reply) => reply.code(503).header('content-type', 'application/json;charset=UTF-8').send('')
  })
  app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => answerThrown(reply, error))
  await acceptForms(app, largestUpload)

  /** The reply to what worked, in the shape that is set. */
  const succeed = (reply: FastifyReply, operationId: string | undefined, data: object): FastifyReply => {
    const { shape } = settings()
    const status = { status: { code: 0, message: 'ok' }, ...(operationId === undefined ? {} : { operationId }) }
    return send(reply, 200, { ...status, ...(shape === 'wrapped' ? {} : data), ...(shape === 'plain' ? {} : { data }) })
  }

  app.addHook('onRequest', async (request) => {
    const key = headerOf(request, 'x-api-key')
    const { apiKeys } = settings()
    const isGood = key !== undefined && (apiKeys.length === 0 || apiKeys.includes(key))
    if (!isGood) throw new Refused('INVALID_CONTACT_CENTER', 'x-api-key is missing or not valid')
  })

  /** The session of the path, for whoever has its token. */
  const admit = (request: InSession): Session => {
    const claims = tokens.read(headerOf(request, 'x-nexus-client-key') ?? '')
    if (claims === undefined || claims.sessionId !== request.params.sessionId) throw new Refused('AUTHENTICATION_REQUIRED', 'x-nexus-client-key is missing or not valid')
    const session = sessions.find(claims.sessionId)
    if (session === undefined || session.left || session.expired) throw new Refused('INVALID_SESSION', 'The session is over')
    return session
  }

  /** As `admit`, where the chat has to go on. */
  const admitAlive = (request: InSession): Session => {
    const session = admit(request)
    if (switchboard.peek(session.id)?.endedAt !== undefined) throw new Refused('INVALID_SESSION', 'The session is over')
    presence.touch(session.id)
    return session
  }

  const customerOf = ({ id }: Session): string => switchboard.find(id).customerId

  app.post(sessionsPath, async (request, reply) => {
    const { fields } = await formOf(request)
    const session = create(context, dataOf(fields), headerOf(request, 'x-nexus-client-key'))
    return succeed(reply, textOf(fields, 'operationId'), { clientToken: session.token, selfUri: `${sessionsPath}/${session.id}` })
  })

  /** The first event of a request for messages, and the one after its last. Moves on what was told, unless a page of the past is asked for. */
  const range = (session: Session, { index, count }: z.output<typeof Query>): { readonly from: number; readonly to: number } => {
    const events = transcripts.eventsOf(session.id)
    const all = events.length
    if (index !== undefined) {
      const upTo = countUpTo(events, index)
      if (upTo === undefined) throw new Refused('INVALID_REQUEST', 'The index is not valid')
      if (count !== undefined) return { from: Math.max(0, upTo - count), to: upTo }
      session.told = all
      return { from: upTo, to: all }
    }
    const from = count === undefined ? session.told : Math.max(0, all - count)
    session.told = all
    return { from: count === undefined && settings().polls === 'all' ? 0 : from, to: all }
  }

  app.get(`${sessionsPath}/:sessionId/messages`, async (request: InSession, reply) => {
    const session = admit(request)
    const query = Query.safeParse(request.query)
    if (!query.success) throw new Refused('INVALID_REQUEST', 'index or count is not valid')
    presence.touch(session.id)
    const { from, to } = range(session, query.data)
    keeper.changed()
    const events = transcripts.eventsOf(session.id)
    const thread = switchboard.find(session.id)
    const messages = events.slice(from, to).map(multicloudMessage(session.id, events, thread.opening.customer.firstName))
    return succeed(reply, query.data.operationId, { messages: context.bend(session.id, messages), chatEnded: thread.endedAt !== undefined })
  })

  const say = (session: Session, data: Fields): void => {
    const customerId = customerOf(session)
    const words = textOf(data, 'text')
    const type = textOf(data, 'type') ?? 'Text'
    switch (type) {
      case 'TypingStarted':
        switchboard.typing(session.id, customerId, words)
        return
      case 'TypingStopped':
        return switchboard.stopTyping(session.id, customerId, words)
      case 'CustomNotice':
        switchboard.sayAside(session.id, customerId, { kind: 'customNotice', text: words ?? '' })
        return
      case 'Text':
      case 'Message':
        if (words === undefined || [...words].length > settings().maxText) throw new Refused('INVALID_MESSAGE', 'The text is missing or too long')
        switchboard.say(session.id, customerId, { kind: 'text', text: words })
        return
    }
    throw new Refused('INVALID_MESSAGE', 'The type is not known')
  }

  app.post(`${sessionsPath}/:sessionId/messages`, async (request: InSession, reply) => {
    const session = admitAlive(request)
    const { fields } = await formOf(request)
    say(session, dataOf(fields))
    const events = transcripts.eventsOf(session.id)
    const last = events.at(-1)
    return succeed(reply, textOf(fields, 'operationId'), last === undefined ? {} : { id: indexOf(events, last) })
  })

  const mustTake = (session: Session, file: FormFile | undefined, isTooLarge: boolean): FormFile => {
    const { fileTypes, maxFileSize, maxFiles } = settings()
    if (isTooLarge || (file !== undefined && file.content.length > maxFileSize)) throw new Refused('LIMIT_FILE_SIZE', 'The file is too large')
    if (file === undefined) throw new Refused('INVALID_REQUEST', 'There is no file')
    if (!fileTypes.includes(file.mime)) throw new Refused('INVALID_FILE_TYPE', 'The type of the file is not allowed')
    if (files.ofMember(session.id, customerOf(session)).length >= maxFiles) throw new Refused('LIMIT_FILE_COUNT', 'There are too many files')
    return file
  }

  app.post(`${sessionsPath}/:sessionId/images`, async (request: InSession, reply) => {
    const session = admitAlive(request)
    if (!request.isMultipart()) throw new Refused('UNSUPPORTED_MEDIA_TYPE', 'A file comes as multipart/form-data')
    const { fields, file, isTooLarge } = await formOf(request)
    shareFile(context, session.id, customerOf(session), mustTake(session, file, isTooLarge))
    return succeed(reply, textOf(fields, 'operationId'), {})
  })

  const handOut = async (request: OfFile, reply: FastifyReply): Promise<FastifyReply> => {
    const session = admit(request)
    const file = files.find(session.id, request.params.fileId)
    if (file === undefined) throw new Refused('NOT_FOUND', 'There is no such file')
    // Never shown in place: what customers upload is not to run here.
    return reply.header('content-disposition', 'attachment').header('x-content-type-options', 'nosniff').type(file.mime).send(file.content)
  }
  app.get(`${sessionsPath}/:sessionId/images/:fileId`, handOut)
  app.get(`${sessionsPath}/:sessionId/files/:fileId`, handOut)

  app.put(`${sessionsPath}/:sessionId/userdata`, async (request: InSession, reply) => {
    const session = admitAlive(request)
    const { fields } = await formOf(request)
    switchboard.describe(session.id, { data: flatten(dataOf(fields)) })
    return succeed(reply, textOf(fields, 'operationId'), {})
  })

  app.delete(`${sessionsPath}/:sessionId/participants/:participantId`, async (request: OfParticipant, reply) => {
    const session = admitAlive(request)
    const { fields } = await formOf(request)
    if (request.params.participantId !== customerOf(session)) throw new Refused('NOT_FOUND', 'There is no such participant')
    session.left = true
    switchboard.end(session.id, 'customer')
    return succeed(reply, textOf(fields, 'operationId'), {})
  })

  app.all('/nexus/*', async () => {
    throw new Refused('NOT_FOUND', 'There is no such resource')
  })
}

/** Keeps a file and tells it in the conversation. */
export const shareFile = ({ files, switchboard }: Context, sessionId: string, memberId: string, file: FormFile): { readonly messageId: string; readonly fileId: string } => {
  const { id, name, mime, content } = files.keep({ ...file, conversationId: sessionId, memberId })
  const data = { 'file-id': id, 'file-name': name, 'file-size': String(content.length) }
  return { messageId: switchboard.say(sessionId, memberId, { kind: 'file', text: name, data, extra: { mime } }).id, fileId: id }
}
