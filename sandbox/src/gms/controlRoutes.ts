/** The control of GMS over HTTP: each request calls the function of the same name. */
import type { FastifyInstance } from 'fastify'
import { InConversation } from '../control/bodies.js'
import type { SchemaTypes } from '../schema/validation.js'
import type { GmsControl } from './GmsControl.js'
import { Settings } from './Settings.js'

/** To be mounted in the scope of the control. */
export const gmsControlRoutes = (control: GmsControl) => async (app: FastifyInstance): Promise<void> => {
  const api = app.withTypeProvider<SchemaTypes>()
  const inConversation = { schema: { params: InConversation } }
  api.get('/gms', async () => ({ sessions: control.sessions() }))
  api.get('/gms/settings', async () => control.settings())
  api.patch('/gms/settings', { schema: { body: Settings.partial() } }, async ({ body }) => control.set(body))
  api.get('/gms/conversations/:id', inConversation, async ({ params }) => control.session(params.id))
  api.post('/gms/conversations/:id/forget-clients', inConversation, async ({ params }, reply) => {
    control.forgetClients(params.id)
    return reply.code(204).send()
  })
  api.post('/gms/conversations/:id/alias', inConversation, async ({ params }, reply) => {
    control.rotateAlias(params.id)
    return reply.code(204).send()
  })
}
