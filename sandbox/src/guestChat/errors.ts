/** Error bodies in the shape and key order of the captured ones. Clients decide on status and code; the texts are composed. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply } from 'fastify'

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

export type ErrorCode = keyof typeof texts

export interface Wrong {
  readonly code: ErrorCode
  readonly message?: string
  readonly params?: Readonly<Record<string, string>>
  readonly fieldName?: string
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

/** contextId in the body equals the header inin-correlation-id. */
export const fail = (reply: FastifyReply, { code, message = texts[code][1], params = {}, fieldName }: Wrong): FastifyReply =>
  send(reply, {
    message, code, status: texts[code][0], messageWithParams: message, messageParams: params, contextId: randomUUID(),
    details: fieldName === undefined ? [] : [{ errorCode: code, fieldName }], errors: []
  })

/** Any status with any code: what the `status` fault answers. Without a code, the status's first. */
export const failWith = (reply: FastifyReply, status: number, code: string | undefined): FastifyReply => {
  const known = Object.entries(texts).find(([name, [known]]) => (code === undefined ? known === status : name === code))
  const message = known?.[1][1] ?? 'The request failed'
  return send(reply, {
    message, code: code ?? known?.[0] ?? (status < 500 ? 'bad.request' : 'internal.server.error'), status, messageWithParams: message,
    messageParams: {}, contextId: randomUUID(), details: [], errors: []
  })
}

export const inactive: Wrong = { code: 'chat.error.conversation.state', params: { message: 'The conversation is not active' } }
