/** The control over HTTP: each request calls the function of the same name. */
import type { FastifyInstance } from 'fastify'
import { Fault } from '../faults/Fault.js'
import type { SchemaTypes } from '../schema/validation.js'
import { BotLine, InConversation, NewAgent, OfFault, OfMember, Words } from './bodies.js'
import type { Control } from './Control.js'

/** To be mounted in the scope of the control. */
export const controlRoutes = (control: Control) => async (app: FastifyInstance): Promise<void> => {
  const api = app.withTypeProvider<SchemaTypes>()
  const conversation = '/conversations/:id'
  const agent = `${conversation}/agents/:memberId`
  const inConversation = { schema: { params: InConversation } }
  const ofMember = { schema: { params: OfMember } }

  api.get('/health', async () => ({ status: 'ok' }))
  api.post('/reset', async (_request, reply) => {
    control.reset()
    return reply.code(204).send()
  })

  api.get('/conversations', async () => ({ conversations: control.conversations() }))
  api.get(conversation, inConversation, async ({ params }) => control.conversation(params.id))
  api.post(`${conversation}/bot`, { schema: { params: InConversation, body: BotLine } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.bot(params.id, body)))
  api.post(`${conversation}/end`, inConversation, async ({ params }, reply) => {
    control.end(params.id)
    return reply.code(204).send()
  })

  api.post(`${conversation}/agents`, { schema: { params: InConversation, body: NewAgent } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.addAgent(params.id, body)))
  api.delete(agent, ofMember, async ({ params }, reply) => {
    control.removeAgent(params.id, params.memberId)
    return reply.code(204).send()
  })
  api.post(`${agent}/connect`, ofMember, async ({ params }, reply) => {
    control.connect(params.id, params.memberId)
    return reply.code(204).send()
  })
  api.post(`${agent}/decline`, ofMember, async ({ params }, reply) => {
    control.decline(params.id, params.memberId)
    return reply.code(204).send()
  })
  api.post(`${agent}/messages`, { schema: { params: OfMember, body: Words } }, async ({ params, body }, reply) => {
    const say = body.notice === true ? control.notice : control.sendMessage
    return reply.code(201).send(say(params.id, params.memberId, body.body))
  })
  api.post(`${agent}/typing`, ofMember, async ({ params }, reply) => {
    control.typing(params.id, params.memberId)
    return reply.code(204).send()
  })
  api.post(`${agent}/repeat`, ofMember, async ({ params }, reply) => {
    control.repeat(params.id, params.memberId)
    return reply.code(204).send()
  })
  api.post(`${agent}/transfer`, { schema: { params: OfMember, body: NewAgent } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.transfer(params.id, params.memberId, body)))

  api.post('/faults', { schema: { body: Fault } }, async ({ body }, reply) => reply.code(201).send(control.fault(body)))
  api.get('/faults', async () => ({ faults: control.faults() }))
  api.delete('/faults', async (_request, reply) => {
    control.clearFaults()
    return reply.code(204).send()
  })
  api.delete('/faults/:id', { schema: { params: OfFault } }, async ({ params }, reply) => {
    control.clearFaults(params.id)
    return reply.code(204).send()
  })
}
