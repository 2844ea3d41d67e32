/** Genesys Cloud guest chat ("web chat v2") as a back end of the sandbox. */
import type { FastifyInstance } from 'fastify'
import { meetRequests } from '../faults/requestFaults.js'
import type { BackEnd, BackEndParts } from '../wire/BackEnd.js'
import type { Context } from './context.js'
import { conversationRoutes } from './conversationRoutes.js'
import { fail, failThrown, failWith } from './errors.js'
import { memberRoutes } from './memberRoutes.js'
import { prefix } from './paths.js'
import { streamUpgrade, tellStreams } from './stream.js'
import { createTokens } from './token.js'

/** Mounts guest chat on the model. */
export const createGuestChat = ({ switchboard, links, box, timers, options }: BackEndParts): BackEnd => {
  const context: Context = { switchboard, links, options, tokens: createTokens(() => options.clock.now(), options.tokenLifetime) }
  switchboard.listen(tellStreams(context))

  const routes = async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({ 'cache-control': 'no-cache, no-store, must-revalidate', pragma: 'no-cache', expires: '0' })
    })
    meetRequests(app, { box, timers, answer: failWith })
    app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => failThrown(reply, error))
    conversationRoutes(app, context)
    memberRoutes(app, context)
    // An address this API does not have, so that it too answers in its own words.
    app.all(`${prefix}/*`, async (_request, reply) => fail(reply, { code: 'not.found' }))
  }

  return { routes, upgrade: streamUpgrade(context), state: [context.tokens.savedKeys] }
}
