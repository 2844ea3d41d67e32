/** The control of Multicloud CX over HTTP: each request calls the function of the same name. */
import type { FastifyInstance } from 'fastify'
import { InConversation } from '../control/bodies.js'
import type { SchemaTypes } from '../schema/validation.js'
import type { MulticloudControl } from './MulticloudControl.js'
import { Settings } from './Settings.js'

/** To be mounted in the scope of the control. */
export const multicloudControlRoutes = (control: MulticloudControl) => async (app: FastifyInstance): Promise<void> => {
  const api = app.withTypeProvider<SchemaTypes>()
  api.get('/multicloud/settings', async () => control.settings())
  api.patch('/multicloud/settings', { schema: { body: Settings.partial() } }, async ({ body }) => control.set(body))
  api.post('/multicloud/conversations/:id/expire', { schema: { params: InConversation } }, async ({ params }, reply) => {
    control.expire(params.id)
    return reply.code(204).send()
  })
}
