/** Genesys Cloud guest chat ("web chat v2") as a back end of the sandbox. */
import type { FastifyInstance } from 'fastify'
import type { Timers } from '../Clock.js'
import type { FaultBox } from '../faults/faultBox.js'
import { requestFaults } from '../faults/requestFaults.js'
import type { Switchboard } from '../model/switchboard.js'
import type { Options } from '../Options.js'
import type { BackEnd } from '../wire/BackEnd.js'
import type { Links } from '../wire/links.js'
import type { Context } from './context.js'
import { conversationRoutes } from './conversationRoutes.js'
import type { ErrorCode } from './errors.js'
import { fail, failWith } from './errors.js'
import { memberRoutes } from './memberRoutes.js'
import { prefix } from './paths.js'
import { streamUpgrade, tellStreams } from './stream.js'
import { createTokens } from './token.js'

const codeOf = (statusCode: number | undefined): ErrorCode => {
  if (statusCode === 413) return 'request.entity.too.large'
  if (statusCode === 415) return 'unsupported.media.type'
  return statusCode !== undefined && statusCode < 500 ? 'bad.request' : 'internal.server.error'
}

export const createGuestChat = (switchboard: Switchboard, links: Links, box: FaultBox, timers: Timers, options: Options): BackEnd => {
  const context: Context = { switchboard, options, tokens: createTokens(() => options.clock.now(), options.tokenLifetime) }
  const owns = (conversationId: string): boolean => switchboard.peek(conversationId)?.opening.backEnd === 'guest chat'
  switchboard.listen(tellStreams(context, links, owns))

  const routes = async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({ 'cache-control': 'no-cache, no-store, must-revalidate', pragma: 'no-cache', expires: '0' })
    })
    app.addHook('onRequest', requestFaults(box, timers, failWith))
    app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => fail(reply, { code: codeOf(error.statusCode) }))
    conversationRoutes(app, context)
    memberRoutes(app, context)
    // An address this API does not have, so that it too answers in its own words.
    app.all(`${prefix}/*`, async (_request, reply) => fail(reply, { code: 'not.found' }))
  }

  return { routes, upgrade: streamUpgrade(context, links) }
}
