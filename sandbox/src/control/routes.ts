/** The control over HTTP: decodes what comes in, calls the same functions as code does, says what was wrong. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Decoder } from '../decode/decode.js'
import { flag, optional, says, shape, text } from '../decode/decode.js'
import { decodeFault } from '../faults/decodeFault.js'
import type { RefusalTag } from '../model/Refusal.js'
import { Refusal } from '../model/Refusal.js'
import type { Control } from './Control.js'
import { isOurs } from './origin.js'

const newAgent = shape({ name: text, avatar: optional(text), alerting: optional(flag) }, true)
const words = shape({ body: text, notice: optional(flag) }, true)
const botLine = shape({ body: text, name: optional(text), notice: optional(flag), leave: optional(flag) }, true)

const statuses: Record<RefusalTag, number> = {
  UnknownConversation: 404, UnknownMember: 404, UnknownFault: 404, Ended: 409, NotAnAgent: 409, WrongState: 409, Invalid: 400
}

interface Path {
  readonly id: string
  readonly memberId: string
}
type Request = FastifyRequest<{ Params: Path }>

/** Mounted under /sandbox. */
export const controlRoutes = (control: Control) => async (app: FastifyInstance): Promise<void> => {
  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> =>
    isOurs(request.raw) ? undefined : reply.code(403).send({ error: 'ForeignOrigin', message: 'The control answers only pages of its own origin.' }))

  app.setErrorHandler((error: { readonly statusCode?: number; readonly message?: string }, _request, reply) => {
    if (error instanceof Refusal) return reply.code(statuses[error.tag]).send({ error: error.tag, message: error.message })
    return reply.code(error.statusCode ?? 500).send({ error: error.statusCode === undefined ? 'Failed' : 'BadRequest', message: error.message ?? '' })
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'NotFound', message: 'There is no such operation. See the README of the sandbox.' }))

  /** Decodes the body, then runs; what it gives back is the answer, nothing is 204. */
  const run = <A>(decoder: Decoder<A>, status: number, act: (path: Path, body: A) => object | void) =>
    async (request: Request, reply: FastifyReply): Promise<FastifyReply> => {
      const decoded = decoder(request.body, 'body')
      if (!decoded.ok) return reply.code(400).send({ error: 'Invalid', message: says(decoded.problem), ...decoded.problem })
      const given = act(request.params, decoded.value)
      return given ? reply.code(status).send(given) : reply.code(204).send()
    }
  const nothing: Decoder<undefined> = () => ({ ok: true, value: undefined })
  const conversation = '/conversations/:id'
  const agent = `${conversation}/agents/:memberId`

  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/conversations', async () => ({ conversations: control.conversations() }))
  app.get(conversation, run(nothing, 200, ({ id }) => control.conversation(id)))
  app.post(`${conversation}/agents`, run(newAgent, 201, ({ id }, body) => control.addAgent(id, body)))
  app.post(`${agent}/connect`, run(nothing, 200, ({ id, memberId }) => control.connect(id, memberId)))
  app.post(`${agent}/decline`, run(nothing, 200, ({ id, memberId }) => control.decline(id, memberId)))
  app.post(`${agent}/messages`, run(words, 201, ({ id, memberId }, { body, notice }) => (notice === true ? control.notice : control.sendMessage)(id, memberId, body)))
  app.post(`${agent}/typing`, run(nothing, 200, ({ id, memberId }) => control.typing(id, memberId)))
  app.post(`${agent}/repeat`, run(nothing, 200, ({ id, memberId }) => control.repeat(id, memberId)))
  app.post(`${agent}/transfer`, run(newAgent, 201, ({ id, memberId }, body) => control.transfer(id, memberId, body)))
  app.delete(agent, run(nothing, 200, ({ id, memberId }) => control.removeAgent(id, memberId)))
  app.post(`${conversation}/bot`, run(botLine, 201, ({ id }, body) => control.bot(id, body)))
  app.post(`${conversation}/end`, run(nothing, 200, ({ id }) => control.end(id)))
  app.post('/faults', run(decodeFault, 201, (_path, body) => control.fault(body)))
  app.get('/faults', async () => ({ faults: control.faults() }))
  app.delete('/faults', run(nothing, 200, () => control.clearFaults()))
  app.delete('/faults/:id', run(nothing, 200, ({ id }) => control.clearFaults(id)))
  app.post('/reset', run(nothing, 200, () => control.reset()))
}
