/** The HTTP server: lenient about empty JSON bodies, silent about what passes through it. */
import type { FastifyInstance } from 'fastify'
import Fastify from 'fastify'

/**
 * No logger: addresses hold tokens and bodies hold what people wrote.
 * @param maxRequest bytes of a request's body
 */
export const createServer = (maxRequest: number): FastifyInstance => {
  const app = Fastify({ logger: false, bodyLimit: maxRequest, forceCloseConnections: true, exposeHeadRoutes: false, routerOptions: { maxParamLength: 4_096 } })
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
