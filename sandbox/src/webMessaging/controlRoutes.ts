/** The control of web messaging over HTTP, mounted under /sandbox beside the neutral one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isOurs } from '../control/origin.js'
import type { Decoder } from '../decode/decode.js'
import { flag, integer, list, oneOf, optional, right, says, shape, text } from '../decode/decode.js'
import { Refusal } from '../model/Refusal.js'
import type { WebMessagingControl } from './WebMessagingControl.js'

const element: Decoder<unknown> = (input) => right(input)
const words = shape({ text: optional(text), content: list(element) }, true)
const file = shape({ name: text, mime: text, content: text, text: optional(text) }, true)
const ending = shape({ type: oneOf('Send', 'ReadOnly') }, true)
const eviction = shape({ reason: optional(text) }, true)
const kind = shape({ kind: oneOf('history', 'auth', 'refresh') }, true)
const count = integer(0, 1_000_000_000)
const changes = shape({
  autoStart: optional(flag), clear: optional(flag), disconnect: optional(oneOf('Send', 'ReadOnly', 'off')), userTyping: optional(flag), uploads: optional(flag),
  fileTypes: optional(list(text)), maxFileSizeKB: optional(count), blockedExtensions: optional(list(text)), maxText: optional(count), maxAttributes: optional(count),
  messagesPerSecond: optional(count), requestsPerMinute: optional(count), echoesPerMinute: optional(count), historiesPerMinute: optional(count),
  connections: optional(count), sessionSeconds: optional(count), jwtSeconds: optional(count), downloadSeconds: optional(count), anonymous: optional(flag),
  sparse: optional(flag), echoDelay: optional(count), authentication: optional(flag), configuration: optional(flag), offers: optional(flag)
}, true)

interface Path {
  readonly id: string
  readonly memberId: string
}
type Request = FastifyRequest<{ Params: Path }>

/** What was left out of a change stays as it is. */
const given = <A extends object>(values: { readonly [K in keyof A]: A[K] | undefined }): Partial<A> =>
  // Only fields that are there are left.
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<A>

export const webMessagingControlRoutes = (control: WebMessagingControl) => async (app: FastifyInstance): Promise<void> => {
  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> =>
    isOurs(request.raw) ? undefined : reply.code(403).send({ error: 'ForeignOrigin', message: 'The control answers only pages of its own origin.' }))
  app.setErrorHandler((error: { readonly statusCode?: number; readonly message?: string }, _request, reply) => {
    const status = error instanceof Refusal ? (error.tag.startsWith('Unknown') ? 404 : error.tag === 'Invalid' ? 400 : 409) : (error.statusCode ?? 500)
    return reply.code(status).send({ error: error instanceof Refusal ? error.tag : 'Failed', message: error.message ?? '' })
  })

  const run = <A>(decoder: Decoder<A>, status: number, act: (path: Path, body: A) => object | void) =>
    async (request: Request, reply: FastifyReply): Promise<FastifyReply> => {
      const decoded = decoder(request.body ?? {}, 'body')
      if (!decoded.ok) return reply.code(400).send({ error: 'Invalid', message: says(decoded.problem), ...decoded.problem })
      const answer = act(request.params, decoded.value)
      return answer ? reply.code(status).send(answer) : reply.code(204).send()
    }
  const nothing: Decoder<undefined> = () => right(undefined)
  const conversation = '/conversations/:id'

  app.get('/webmessaging', run(nothing, 200, () => ({ sessions: control.sessions() })))
  app.get('/webmessaging/settings', run(nothing, 200, control.settings))
  app.patch('/webmessaging/settings', run(changes, 200, (_path, body) => control.set(given(body))))
  app.post('/webmessaging/expire-passes', run(kind, 200, (_path, body) => control.expirePasses(body.kind)))
  app.post('/webmessaging/expire-downloads', run(nothing, 200, () => control.expireDownloads()))
  app.get(`${conversation}/session`, run(nothing, 200, ({ id }) => control.session(id)))
  app.post(`${conversation}/agents/:memberId/content`, run(words, 201, ({ id, memberId }, body) => control.content(id, memberId, body.text ?? '', body.content)))
  app.post(`${conversation}/agents/:memberId/files`, { bodyLimit: 20_971_520 }, run(file, 201, ({ id, memberId }, body) =>
    control.file(id, memberId, { name: body.name, mime: body.mime, content: body.content, ...(body.text === undefined ? {} : { text: body.text }) })))
  app.post(`${conversation}/disconnect`, run(ending, 200, ({ id }, body) => control.disconnect(id, body.type)))
  app.post(`${conversation}/expire`, run(nothing, 200, ({ id }) => control.expire(id)))
  app.post(`${conversation}/clear`, run(nothing, 200, ({ id }) => control.clear(id)))
  app.post(`${conversation}/evict`, run(eviction, 200, ({ id }, body) => control.evict(id, body.reason)))
  app.post(`${conversation}/logout`, run(nothing, 200, ({ id }) => control.logout(id)))
}
