/** The requests beside the socket: history, deployment, sign-in, files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isRecord } from '../decode/decode.js'
import { requestFaults } from '../faults/requestFaults.js'
import type { Context } from './context.js'
import { deploymentConfig, domains } from './deployment.js'
import { pushed } from './frames.js'
import { bearer } from './passes.js'
import { allowed } from './Session.js'

const pages = '/api/v2/webmessaging/messages'
const tokens = '/api/v2/webdeployments/token'

const fail = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply => reply.code(status).send({ status, code, message })

const numberOf = (given: unknown, otherwise: number): number => {
  const number = Number(given ?? otherwise)
  return Number.isInteger(number) && number > 0 ? number : otherwise
}

type Keyed = FastifyRequest<{ Params: { readonly key: string } }>
type Deployed = FastifyRequest<{ Params: { readonly id: string } }>

export const restRoutes = (context: Context) => async (app: FastifyInstance): Promise<void> => {
  const { sessions, files, passes, settings, options, box, timers } = context
  app.addHook('onRequest', requestFaults(box, timers, (reply, status, code) => fail(reply, status, code ?? 'fault', 'The request failed')))
  // Uploads are raw bytes of any type, JSON files among them.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 52_428_800 }, (_request, body, done) => done(null, body))
  const json = ({ body }: FastifyRequest): Readonly<Record<string, unknown>> => {
    try {
      const given: unknown = JSON.parse(String(body))
      return isRecord(given) ? given : {}
    } catch {
      return {}
    }
  }

  app.get(pages, async (request: FastifyRequest<{ Querystring: Readonly<Record<string, unknown>> }>, reply) => {
    const session = sessions.find(passes.read('history', bearer(request.headers.authorization)) ?? '')
    if (!session) return fail(reply, 401, 'bad.credentials', 'Invalid login credentials.')
    if (!allowed(session.histories, timers.now(), settings().historiesPerMinute, 60_000)) {
      return fail(reply.header('retry-after', '6'), 429, 'too.many.requests', 'Rate limit exceeded')
    }
    const pageSize = numberOf(request.query['pageSize'], 25)
    const pageNumber = numberOf(request.query['pageNumber'], 1)
    const newest = [...session.log].reverse()
    return reply.send({
      entities: newest.slice((pageNumber - 1) * pageSize, pageNumber * pageSize), pageSize, pageNumber, total: newest.length, pageCount: Math.ceil(newest.length / pageSize)
    })
  })

  const known = (id: string): boolean => settings().configuration && (options.config?.deployments?.some((deployment) => deployment.id === id) ?? true)
  const origin = (request: FastifyRequest): string => `http://${request.headers.host ?? 'localhost'}`
  app.get('/webdeployments/v1/deployments/:id/config.json', async (request: Deployed, reply) =>
    known(request.params.id) ? reply.send(deploymentConfig(request.params.id, origin(request), settings(), options.config)) : fail(reply, 404, 'not.found', 'Not found'))
  app.get('/webdeployments/v1/deployments/:id/domains.json', async (request: Deployed, reply) =>
    known(request.params.id) ? reply.send(domains(request.params.id, options.config)) : fail(reply, 404, 'not.found', 'Not found'))

  app.post(`${tokens}/oauthcodegrantjwtexchange`, async (request, reply) => {
    const { deploymentId, oauth } = json(request)
    const subject = isRecord(oauth) ? (oauth['code'] ?? oauth['idToken']) : undefined
    if (typeof deploymentId !== 'string' || typeof subject !== 'string' || subject.startsWith('bad')) return fail(reply, 401, 'bad.credentials', 'The code is not valid')
    const week = 604_800
    return reply.send({ jwt: passes.issue('auth', subject, 900).jwt, refreshToken: passes.issue('refresh', subject, week).jwt })
  })
  app.post(`${tokens}/refresh`, async (request, reply) => {
    const { refreshToken } = json(request)
    const subject = typeof refreshToken === 'string' ? passes.read('refresh', refreshToken) : undefined
    return subject === undefined ? fail(reply, 401, 'bad.credentials', 'The refresh token is not valid') : reply.send({ jwt: passes.issue('auth', subject, 900).jwt })
  })
  app.delete(`${tokens}/revoke`, async (request, reply) => {
    const subject = passes.read('auth', bearer(request.headers.authorization))
    if (subject === undefined) return fail(reply, 401, 'bad.credentials', 'Invalid login credentials.')
    passes.revoke(subject)
    sessions.all().filter(({ authenticated }) => authenticated).forEach((session) => sessions.tell(session, pushed('LogoutEvent', {})))
    return reply.code(200).send()
  })

  app.put('/sandbox-uploads/:key', { bodyLimit: 52_428_800 }, async (request: Keyed, reply) => {
    const file = files.uploading(request.params.key)
    if (!file || file.content) return fail(reply, 403, 'forbidden', 'The address is not valid')
    const session = sessions.find(file.token)
    const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const timestamp = new Date(timers.now()).toISOString()
    const tell = (name: string, more: object): void => {
      if (session) sessions.tell(session, pushed(name, { attachmentId: file.id, ...more, timestamp }))
    }
    if (content.length === 0) tell('UploadFailureEvent', { errorCode: 4102, errorMessage: 'File is empty' })
    else if (content.length !== file.size) tell('UploadFailureEvent', { errorCode: 4003, errorMessage: 'File content does not match what was announced' })
    else {
      file.content = content
      tell('UploadSuccessEvent', { downloadUrl: files.downloadUrl(file) })
    }
    return reply.code(200).send()
  })
  app.get('/api/v2/downloads/:key', async (request: Keyed, reply) => {
    const file = files.downloading(request.params.key)
    if (!file?.content) return fail(reply, 404, 'not.found', 'The address has expired')
    // Never shown in place: what customers upload is not to run here.
    return reply.header('content-disposition', 'attachment').header('x-content-type-options', 'nosniff').type(file.mime).send(file.content)
  })
}
