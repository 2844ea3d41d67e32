/** Serves the demo at /, the desk at /desk, what they load, and the script bundle. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { packageRoot } from '../packageRoot.js'
import { findAsset } from './assets.js'

export const defaultBundle = join(packageRoot, '..', 'dist', 'webchat-service.bus.min.js')

/** HTML and CSS as written, scripts as compiled. */
const roots = [join(packageRoot, 'pages'), join(packageRoot, 'dist', 'assets', 'pages')]

/** Nothing from elsewhere, no script in the page, no eval; pictures of agents may come from anywhere. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"], 'script-src': ["'self'"], 'style-src': ["'self'"], 'img-src': ["'self'", 'data:', 'https:', 'http:'], 'connect-src': ["'self'", 'ws:', 'wss:'],
    'font-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"]
  }
}

const send = async (reply: FastifyReply, path: string): Promise<FastifyReply> => {
  const asset = await findAsset(roots, path)
  if (asset) return reply.headers({ 'content-type': asset.type, 'cache-control': 'no-cache' }).send(asset.content)
  return reply.code(404).type('text/plain').send('There is no such file. If it is a script of a page, build the sandbox first.\n')
}

export const pages = (bundle: string) => async (app: FastifyInstance): Promise<void> => {
  // Plain http on loopback: no promise of https is made for later.
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false, crossOriginEmbedderPolicy: false })
  app.get('/', async (_request, reply) => send(reply, 'demo/index.html'))
  app.get('/desk', async (_request, reply) => send(reply, 'desk/index.html'))
  app.get<{ Params: { readonly '*': string } }>('/assets/*', async (request, reply) => send(reply, request.params['*']))
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send())

  app.get('/webchat-service.bus.min.js', async (_request, reply) => {
    // Pages of any origin may load it, as they would from the place it is published at.
    reply.headers({ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*', 'cache-control': 'no-cache' })
    try {
      return reply.type('text/javascript; charset=utf-8').send(await readFile(bundle))
    } catch {
      return reply.code(404).type('text/plain').send('The script bundle is not built yet. Run `npm run build` in the folder of webchat-service, or start the sandbox with --bundle FILE.\n')
    }
  })
}
