/** The requests beside the socket: history, deployment, sign-in, files. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { meetRequests } from '../faults/requestFaults.js'
import type { Context } from './context.js'
import { deploymentConfig, domains } from './deployment.js'
import type { Stored } from './files.js'
import { downloadPrefix, uploadPrefix } from './files.js'
import { pushed } from './frames.js'
import { bearer } from './passes.js'
import { allowed } from './Session.js'

const history = '/api/v2/webmessaging/messages'
const deployment = '/webdeployments/v1/deployments/:id'
const tokens = '/api/v2/webdeployments/token'

/** Largest upload, in bytes. */
const largestUpload = 52_428_800

/** Seconds. */
const authLife = 900
const refreshLife = 604_800

type Keyed = FastifyRequest<{ Params: { readonly key: string } }>
type Deployed = FastifyRequest<{ Params: { readonly id: string } }>

interface Wrong {
  readonly status: number
  readonly code: string
  readonly message: string
}

const fail = (reply: FastifyReply, wrong: Wrong): FastifyReply => reply.code(wrong.status).send(wrong)

const badLogin: Wrong = { status: 401, code: 'bad.credentials', message: 'Invalid login credentials.' }

/** Anything that is no whole number from 1 counts as left out. */
const Page = z.object({ pageSize: z.coerce.number().int().min(1).catch(25), pageNumber: z.coerce.number().int().min(1).catch(1) })

/** Any code or token will do, unless it begins with "bad". */
const subject = z.string().refine((given) => !given.startsWith('bad'))

/** The exchange of a proof of the customer's site for credentials; a code wins over an id token. */
const Exchange = z.object({
  deploymentId: z.string(),
  oauth: z.union([z.object({ code: subject }).transform(({ code }) => code), z.object({ code: z.null().optional(), idToken: subject }).transform(({ idToken }) => idToken)])
})

const Refresh = z.object({ refreshToken: z.string() })

/** A body as JSON; undefined when it is none. */
const jsonOf = ({ body }: FastifyRequest): unknown => {
  try {
    return JSON.parse(String(body))
  } catch {
    return undefined
  }
}

/** The routes. */
export const restRoutes = (context: Context) => async (app: FastifyInstance): Promise<void> => {
  const { sessions, files, passes, settings, options, box, timers } = context
  meetRequests(app, { box, timers, answer: (reply, status, code = 'fault') => fail(reply, { status, code, message: 'The request failed' }) })
  // Uploads are raw bytes of any type, JSON files among them.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestUpload }, (_request, body, done) => done(null, body))

  app.get(history, async (request, reply) => {
    const session = sessions.find(passes.read('history', bearer(request.headers.authorization)) ?? '')
    if (!session) return fail(reply, badLogin)
    if (!allowed(session.histories, timers.now(), { most: settings().historiesPerMinute, within: 60_000 })) {
      return fail(reply.header('retry-after', '6'), { status: 429, code: 'too.many.requests', message: 'Rate limit exceeded' })
    }
    const { pageSize, pageNumber } = Page.parse(request.query)
    const newest = [...session.log].reverse()
    const entities = newest.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
    return reply.send({ entities, pageSize, pageNumber, total: newest.length, pageCount: Math.ceil(newest.length / pageSize) })
  })

  const isPublished = (id: string): boolean => {
    if (!settings().configuration) return false
    return options.config?.deployments?.some((known) => known.id === id) ?? true
  }
  const noDeployment: Wrong = { status: 404, code: 'not.found', message: 'Not found' }

  app.get(`${deployment}/config.json`, async (request: Deployed, reply) => {
    const { id } = request.params
    if (!isPublished(id)) return fail(reply, noDeployment)
    const origin = `http://${request.headers.host ?? 'localhost'}`
    return reply.send(deploymentConfig({ id, origin, settings: settings(), config: options.config }))
  })
  app.get(`${deployment}/domains.json`, async (request: Deployed, reply) => {
    if (!isPublished(request.params.id)) return fail(reply, noDeployment)
    return reply.send(domains(request.params.id, options.config))
  })

  app.post(`${tokens}/oauthcodegrantjwtexchange`, async (request, reply) => {
    const asked = Exchange.safeParse(jsonOf(request))
    if (!asked.success) return fail(reply, { ...badLogin, message: 'The code is not valid' })
    const { oauth } = asked.data
    return reply.send({ jwt: passes.issue('auth', oauth, authLife).jwt, refreshToken: passes.issue('refresh', oauth, refreshLife).jwt })
  })
  app.post(`${tokens}/refresh`, async (request, reply) => {
    const asked = Refresh.safeParse(jsonOf(request))
    const customer = asked.success ? passes.read('refresh', asked.data.refreshToken) : undefined
    if (customer === undefined) return fail(reply, { ...badLogin, message: 'The refresh token is not valid' })
    return reply.send({ jwt: passes.issue('auth', customer, authLife).jwt })
  })
  app.delete(`${tokens}/revoke`, async (request, reply) => {
    const customer = passes.read('auth', bearer(request.headers.authorization))
    if (customer === undefined) return fail(reply, badLogin)
    passes.revoke(customer)
    for (const session of sessions.all()) {
      if (session.authenticated) sessions.tell(session, pushed('LogoutEvent', {}))
    }
    return reply.code(200).send()
  })

  /** Takes the content of a file and tells the session how that went. */
  const receive = (file: Stored, content: Buffer): void => {
    const tell = (name: string, more: object): void => {
      const session = sessions.find(file.token)
      const body = { attachmentId: file.id, ...more, timestamp: new Date(timers.now()).toISOString() }
      if (session) sessions.tell(session, pushed(name, body))
    }
    if (content.length === 0) return tell('UploadFailureEvent', { errorCode: 4102, errorMessage: 'File is empty' })
    if (content.length !== file.size) return tell('UploadFailureEvent', { errorCode: 4003, errorMessage: 'File content does not match what was announced' })
    files.fill(file, content)
    tell('UploadSuccessEvent', { downloadUrl: files.downloadUrl(file) })
  }

  app.put(`${uploadPrefix}:key`, { bodyLimit: largestUpload }, async (request: Keyed, reply) => {
    const file = files.uploading(request.params.key)
    if (!file || file.content) return fail(reply, { status: 403, code: 'forbidden', message: 'The address is not valid' })
    receive(file, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    return reply.code(200).send()
  })
  app.get(`${downloadPrefix}:key`, async (request: Keyed, reply) => {
    const file = files.downloading(request.params.key)
    if (!file?.content) return fail(reply, { status: 404, code: 'not.found', message: 'The address has expired' })
    // Never shown in place: what customers upload is not to run here.
    return reply.header('content-disposition', 'attachment').header('x-content-type-options', 'nosniff').type(file.mime).send(file.content)
  })
}
