/** The HTTP server: lenient about empty JSON bodies, silent about what passes through it. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import Fastify from 'fastify'
import type { Hosts } from '../wire/hosts.js'
import { misdirected } from '../wire/hosts.js'

/**
 * No logger: addresses hold tokens and bodies hold what people wrote.
 * @param maxRequest bytes of a request's body
 * @param hosts the names under which it answers
 */
export const createServer = (maxRequest: number, hosts: Hosts): FastifyInstance => {
  const app = Fastify({ logger: false, bodyLimit: maxRequest, forceCloseConnections: true, exposeHeadRoutes: false, routerOptions: { maxParamLength: 4_096 } })
  app.addHook('onRequest', async (request, reply): Promise<FastifyReply | undefined> => {
    if (hosts.knows(request.headers.host)) return undefined
    return reply.code(421).type('text/plain').send(misdirected)
  })
  app.removeAllContentTypeParsers()
  // Clients send `Content-Type: application/json` with no body at all, on DELETE and typing for example.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)))
    } catch {
      done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }), undefined)
    }
  })
  return app
}
