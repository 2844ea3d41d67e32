/** Serves the demo at /, the desk at /desk, what they load, and the script bundle. */
import { basename, dirname, join } from 'node:path'
import helmet from '@fastify/helmet'
import serveFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { packageRoot } from '../packageRoot.js'
import { assets, ownFiles } from './assets.js'

/** The script bundle of the repository that this package belongs to. */
export const defaultBundle = join(packageRoot, '..', 'dist', 'webchat-service.bus.min.js')

/** HTML and CSS as written. */
const written = join(packageRoot, 'pages')

/** Scripts as compiled. */
const compiled = join(packageRoot, 'dist', 'assets', 'pages')

/** Nothing from elsewhere, no script in the page, no eval; pictures of agents may come from anywhere. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"], 'script-src': ["'self'"], 'style-src': ["'self'"], 'img-src': ["'self'", 'data:', 'blob:', 'https:', 'http:'], 'connect-src': ["'self'", 'ws:', 'wss:'],
    'font-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"]
  }
}

/** Pages of any origin may load it, as they would from the place it is published at. */
const forAllOrigins = { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' }

const servedBundle = (bundle: string) => async (app: FastifyInstance): Promise<void> => {
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain').send('The script bundle is not built yet. Run `npm run build` in the folder of webchat-service, or start the sandbox with --bundle FILE.\n'))
  app.get('', async (_request, reply) => reply.headers(forAllOrigins).sendFile(basename(bundle), dirname(bundle)))
}

/** Everything that a browser shows. `bundle`: the path of the script bundle. */
export const pages = (bundle: string) => async (app: FastifyInstance): Promise<void> => {
  // Plain http on loopback: no promise of https is made for later.
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false, crossOriginEmbedderPolicy: false })
  await app.register(serveFiles, ownFiles)
  // @fastify/static still has the old type of scripts; RFC 9239 made it text/javascript.
  app.addHook('onSend', async (_request, reply) => {
    if (reply.getHeader('content-type') === 'application/javascript; charset=utf-8') reply.type('text/javascript; charset=utf-8')
  })
  app.get('/', async (_request, reply) => reply.sendFile('demo/index.html', written))
  app.get('/desk', async (_request, reply) => reply.sendFile('desk/index.html', written))
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send())
  await app.register(assets([written, compiled]), { prefix: '/assets' })
  await app.register(servedBundle(bundle), { prefix: '/webchat-service.bus.min.js' })
}
