/** The control of web messaging over HTTP: each request calls the function of the same name. */
import type { FastifyInstance } from 'fastify'
import { InConversation, OfMember } from '../control/bodies.js'
import type { SchemaTypes } from '../schema/validation.js'
import { AgentFile, Changes, Ending, Eviction, Expiry, RichWords } from './bodies.js'
import type { WebMessagingControl } from './WebMessagingControl.js'

/** Largest request with a file, in bytes. */
const largestFile = 20_971_520

/** To be mounted in the scope of the control. */
export const webMessagingControlRoutes = (control: WebMessagingControl) => async (app: FastifyInstance): Promise<void> => {
  const api = app.withTypeProvider<SchemaTypes>()
  const conversation = '/conversations/:id'
  const agent = `${conversation}/agents/:memberId`
  const inConversation = { schema: { params: InConversation } }

  api.get('/webmessaging', async () => ({ sessions: control.sessions() }))
  api.get('/webmessaging/settings', async () => control.settings())
  api.patch('/webmessaging/settings', { schema: { body: Changes } }, async ({ body }) => control.set(body))
  api.post('/webmessaging/expire-passes', { schema: { body: Expiry } }, async ({ body }, reply) => {
    control.expirePasses(body.kind)
    return reply.code(204).send()
  })
  api.post('/webmessaging/expire-downloads', async (_request, reply) => {
    control.expireDownloads()
    return reply.code(204).send()
  })

  api.get(`${conversation}/session`, inConversation, async ({ params }) => control.session(params.id))
  api.post(`${agent}/content`, { schema: { params: OfMember, body: RichWords } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.content(params.id, params.memberId, body)))
  api.post(`${agent}/files`, { bodyLimit: largestFile, schema: { params: OfMember, body: AgentFile } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.file(params.id, params.memberId, body)))
  api.post(`${conversation}/disconnect`, { schema: { params: InConversation, body: Ending } }, async ({ params, body }, reply) => {
    control.disconnect(params.id, body.type)
    return reply.code(204).send()
  })
  api.post(`${conversation}/evict`, { schema: { params: InConversation, body: Eviction } }, async ({ params, body }, reply) => {
    control.evict(params.id, body?.reason)
    return reply.code(204).send()
  })
  api.post(`${conversation}/expire`, inConversation, async ({ params }, reply) => {
    control.expire(params.id)
    return reply.code(204).send()
  })
  api.post(`${conversation}/clear`, inConversation, async ({ params }, reply) => {
    control.clear(params.id)
    return reply.code(204).send()
  })
  api.post(`${conversation}/logout`, inConversation, async ({ params }, reply) => {
    control.logout(params.id)
    return reply.code(204).send()
  })
}
