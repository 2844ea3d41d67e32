/** Error bodies in the shape and key order of the captured ones. Clients decide on status and code; the texts are composed. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'

/** Each code with its status and text. */
const texts = {
  'bad.request': [400, 'The request could not be understood'],
  'constraint.validation': [400, 'A value breaks a constraint'],
  'invalid.value': [400, 'A value is not valid'],
  'invalid.query.param.value': [400, 'A query parameter is not valid'],
  'chat.error.bad.request': [400, 'Chat request is not valid'],
  'chat.error.invalid.queue': [400, 'Queue is not valid'],
  'chat.error.createconversationrequest.routingtarget': [400, 'Routing target is not valid'],
  'chat.error.pattern.createconversationrequest.deploymentid': [400, 'Deployment id is not valid'],
  'chat.deployment.disabled': [400, 'Deployment is disabled'],
  'chat.deployment.require.auth': [400, 'Deployment needs an authenticated member'],
  'chat.deployment.bad.auth': [400, 'Member authentication failed'],
  'chat.error.notnull.createconversationrequest.memberinfo.displayname': [400, 'displayName is required'],
  'chat.error.notnull.createconversationrequest.routingtarget': [400, 'routingTarget is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.customer': [400, 'journeyContext.customer is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.customer.customerid': [400, 'journeyContext.customer.id is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.customer.customeridtype': [400, 'journeyContext.customer.idType is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.customersession.sessionid': [400, 'journeyContext.customerSession.id is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.customersession.sessionidtype': [400, 'journeyContext.customerSession.type is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionid': [400, 'journeyContext.triggeringAction.id is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionmapid': [400, 'journeyContext.triggeringAction.actionMap.id is required'],
  'chat.error.notnull.createconversationrequest.journeycontext.triggeringaction.actionmapversion': [400, 'journeyContext.triggeringAction.actionMap.version is required'],
  'chat.error.conversation.state': [400, 'Conversation State'],
  'chat.error.notnull.createconversationmessagerequest.body': [400, 'Message body is required'],
  'authentication.required': [401, 'No bearer token supplied'],
  'bad.credentials': [401, 'Credentials are not valid'],
  'credentials.expired': [401, 'Credentials have expired'],
  'not.authorized': [403, 'The operation is not allowed'],
  'origin.not.allowed': [403, 'Origin is not on the deployment allow list'],
  'not.found': [404, 'The requested resource was not found'],
  'chat.error.not.found': [404, 'Not found'],
  'client.timeout': [408, 'The client took too long'],
  'request.conflict': [409, 'Request conflicts with resource state'],
  'request.entity.too.large': [413, 'Request is too large'],
  'unsupported.media.type': [415, 'Content type is not supported'],
  'too.many.requests': [429, 'Rate limit reached'],
  'internal.server.error': [500, 'The server failed'],
  'chat.error.service.unavailable': [503, 'Chat service is unavailable'],
  'chat.error.service.timeout': [504, 'Chat service timed out']
} as const satisfies Record<string, readonly [number, string]>

/** A code that this API answers with. */
export type ErrorCode = keyof typeof texts

/** What is wrong with a request. Without a message, the code's own text is told. */
export interface Wrong {
  readonly code: ErrorCode
  readonly message?: string
  readonly params?: Readonly<Record<string, string>>
  /** The field of the request that is to blame. */
  readonly fieldName?: string
}

/** Thrown where a request cannot be answered as asked; the API's error handler answers it. */
export class Refused extends Error {
  constructor(readonly wrong: Wrong) {
    super(wrong.message ?? texts[wrong.code][1])
  }
}

interface ErrorBody {
  readonly message: string
  readonly code: string
  readonly status: number
  readonly messageWithParams: string
  readonly messageParams: Readonly<Record<string, string>>
  readonly contextId: string
  readonly details: ReadonlyArray<{ readonly errorCode: string; readonly fieldName: string }>
  readonly errors: ReadonlyArray<never>
}

const send = (reply: FastifyReply, body: ErrorBody): FastifyReply =>
  reply.code(body.status).header('inin-correlation-id', body.contextId).header('content-type', 'application/json').send(Buffer.from(JSON.stringify(body)))

/** Answers with an error. contextId in the body equals the header inin-correlation-id. */
export const fail = (reply: FastifyReply, { code, message = texts[code][1], params = {}, fieldName }: Wrong): FastifyReply =>
  send(reply, {
    message, code, status: texts[code][0], messageWithParams: message, messageParams: params, contextId: randomUUID(),
    details: fieldName === undefined ? [] : [{ errorCode: code, fieldName }], errors: []
  })

const codeFor = (status: number): ErrorCode => (status < 500 ? 'bad.request' : 'internal.server.error')

/** Any status with any code: what the `status` fault answers. Without a code, the status's first. */
export const failWith = (reply: FastifyReply, status: number, given: string | undefined): FastifyReply => {
  const known = Object.entries(texts).find(([name, [statusOfName]]) => (given === undefined ? statusOfName === status : name === given))
  const message = known?.[1][1] ?? 'The request failed'
  const code = given ?? known?.[0] ?? codeFor(status)
  return send(reply, { message, code, status, messageWithParams: message, messageParams: {}, contextId: randomUUID(), details: [], errors: [] })
}

/** Answers what was thrown while a request was served: by us, or by the server that could not read the request. */
export const failThrown = (reply: FastifyReply, error: { readonly statusCode?: number }): FastifyReply => {
  if (error instanceof Refused) return fail(reply, error.wrong)
  switch (error.statusCode) {
    case 413:
      return fail(reply, { code: 'request.entity.too.large' })
    case 415:
      return fail(reply, { code: 'unsupported.media.type' })
  }
  return fail(reply, { code: codeFor(error.statusCode ?? 500) })
}

/** The captured answer to what needs an active conversation. */
export const inactive: Wrong = { code: 'chat.error.conversation.state', params: { message: 'The conversation is not active' } }
