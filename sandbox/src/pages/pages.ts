/** Serves the demo at /, the desk at /desk, what they load, and the script bundle. */
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import helmet from '@fastify/helmet'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { packageRoot } from '../packageRoot.js'

export const defaultBundle = join(packageRoot, '..', 'dist', 'webchat-service.bus.min.js')

/** Nothing from elsewhere, no script in the page, no eval; pictures of agents may come from anywhere. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"], 'script-src': ["'self'"], 'style-src': ["'self'"], 'img-src': ["'self'", 'data:', 'https:', 'http:'], 'connect-src': ["'self'", 'ws:', 'wss:'],
    'font-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"]
  }
}

export const pages = (bundle: string) => async (app: FastifyInstance): Promise<void> => {
  // Plain http on loopback: no promise of https is made for later.
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false, crossOriginEmbedderPolicy: false })
  const sources = join(packageRoot, 'pages')
  await app.register(staticFiles, {
    root: [sources, join(packageRoot, 'dist', 'assets', 'pages')], prefix: '/assets/', index: false, cacheControl: false,
    allowedPath: (path) => /\.(html|js|css|svg|png)$/.test(path)
  })
  for (const [url, folder] of [['/', 'demo'], ['/desk', 'desk']] as const) {
    app.get(url, async (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html', join(sources, folder)))
  }

  app.get('/webchat-service.bus.min.js', async (_request, reply) => {
    // Pages of any origin may load it, as they would from the place it is published at.
    reply.headers({ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*', 'cache-control': 'no-cache' })
    try {
      await access(bundle)
    } catch {
      return reply.code(404).type('text/plain').send('The script bundle is not built yet. Run `npm run build` in the folder of webchat-service, or start the sandbox with --bundle FILE.\n')
    }
    return reply.type('text/javascript').send(createReadStream(bundle))
  })
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send())
}
