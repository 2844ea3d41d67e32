/** The control over HTTP: each request calls the function of the same name. */
import type { FastifyInstance } from 'fastify'
import { Fault } from '../faults/Fault.js'
import type { SchemaTypes } from '../schema/validation.js'
import { BotLine, InConversation, NewAgent, NewParty, NewSupervision, NewSupervisor, OfFault, OfMember, ProgramLine, PushedUrl, RichLine, SentFile, TypingSign, Words } from './bodies.js'
import type { Control } from './Control.js'

/** Largest request with a file, in bytes. */
const largestFile = 20_971_520

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
  api.post(`${agent}/typing`, { schema: { params: OfMember, body: TypingSign } }, async ({ params, body }, reply) => {
    control.typing(params.id, params.memberId, body ?? {})
    return reply.code(204).send()
  })
  api.post(`${agent}/push-url`, { schema: { params: OfMember, body: PushedUrl } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.pushUrl(params.id, params.memberId, body.url)))
  api.post(`${agent}/custom-notice`, { schema: { params: OfMember, body: ProgramLine } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.customNotice(params.id, params.memberId, body.text)))
  api.post(`${agent}/sent-files`, { bodyLimit: largestFile, schema: { params: OfMember, body: SentFile } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.sendFile(params.id, params.memberId, body)))
  api.post(`${agent}/rich-lines`, { schema: { params: OfMember, body: RichLine } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.sendContent(params.id, params.memberId, body)))
  api.post(`${conversation}/supervisors`, { schema: { params: InConversation, body: NewSupervisor } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.addSupervisor(params.id, body)))
  api.post(`${conversation}/supervisors/:memberId`, { schema: { params: OfMember, body: NewSupervision } }, async ({ params, body }) =>
    control.supervise(params.id, params.memberId, body.supervision))
  api.post(`${conversation}/externals`, { schema: { params: InConversation, body: NewParty } }, async ({ params, body }, reply) =>
    reply.code(201).send(control.addExternal(params.id, body)))
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
